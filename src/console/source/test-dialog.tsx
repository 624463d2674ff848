/** Connects once: who answers, how fast, and which rights are missing. */

import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { SourceDocument } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { tookText } from '../shared/age.ts';
import { call } from '../shared/api.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { IdentityText, Lacking } from './identity.tsx';

export function TestDialog({ source, onClose }: { readonly source: SourceDocument; readonly onClose: () => void }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['source-test', source.id],
    queryFn: () => call(ROUTES.testSource, { params: { id: source.id } }),
    // Each time it is asked for is a test of its own.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  return (
    <Modal isOpen variant="small" aria-labelledby="test-source" onClose={onClose}>
      <ModalHeader title={`Connection of ${source.name}`} labelId="test-source" />
      <ModalBody>
        <div aria-live="polite">
          {isPending && 'Connecting …'}
          {error !== null && <ProblemAlert error={error} />}
          {data !== undefined && (
            <>
              <Alert component="h2" isInline variant="success" title="It answers" className="isthmus-below">
                <p>
                  <IdentityText identity={data.identity} />
                </p>
                <p>{data.steps.map(({ name, milliseconds }) => `${name} ${tookText(milliseconds)}`).join(', ')}</p>
              </Alert>
              <Lacking lacking={data.lacking} />
              {data.lacking.length === 0 && <p>No right is missing.</p>}
            </>
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
      </ModalFooter>
    </Modal>
  );
}
