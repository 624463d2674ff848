/** What a person may say of one edge: that it is background traffic or none, or that there is no such call. */

import { useState } from 'react';
import { FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { DependencyDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { RowMenu } from '../shared/row-menu.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';

const NOISE_KINDS = [
  'scanner',
  'monitoring',
  'dns',
  'directory',
  'time',
  'backup',
  'management',
  'broadcast',
] as const satisfies readonly NonNullable<DependencyDocument['noise']>[];

export function EdgeActions({ edge }: { readonly edge: DependencyDocument }) {
  const [deciding, setDeciding] = useState<'mark' | 'clear' | 'remove' | null>(null);
  const [noise, setNoise] = useState<string>(NOISE_KINDS[0]);
  const edgeText = `${edge.from.name} → ${edge.to.name}${edge.port === undefined ? '' : `, port ${edge.port}`}`;
  const params = { id: edge.id };
  const common = { onClose: () => setDeciding(null) };
  return (
    <>
      <RowMenu
        of={edgeText}
        actions={[
          edge.noise === undefined
            ? { title: 'Mark as background …', act: () => setDeciding('mark') }
            : { title: 'It is no background …', act: () => setDeciding('clear') },
          { title: 'There is no such call …', act: () => setDeciding('remove') },
        ]}
      />
      {deciding === 'remove' && (
        <ReasonDialog
          title="No such call?"
          meaning={`${edgeText}. It stays away through later reads.`}
          action="Remove it"
          decide={(reason) => call(ROUTES.removeDependency, { params, body: { reason } })}
          done={({ generation }) => `${edgeText} is removed; generation ${generation}.`}
          {...common}
        />
      )}
      {deciding === 'clear' && (
        <ReasonDialog
          title="No background traffic?"
          meaning={`${edgeText}. Proposals and plans look at it then.`}
          action="It is none"
          decide={(reason) => call(ROUTES.markDependency, { params, body: { noise: null, reason } })}
          done={({ generation }) => `${edgeText} is no background; generation ${generation}.`}
          {...common}
        />
      )}
      {deciding === 'mark' && (
        <ReasonDialog
          title="Background traffic?"
          meaning={`${edgeText}. Neither proposals nor plans look at it then.`}
          action="Mark it"
          decide={(reason) => call(ROUTES.markDependency, { params, body: { noise, reason } })}
          done={({ generation }) => `${edgeText} is background; generation ${generation}.`}
          {...common}
        >
          <FormGroup label="Kind" isRequired fieldId="noise-kind">
            <FormSelect id="noise-kind" value={noise} onChange={(_event, next) => setNoise(next)}>
              {NOISE_KINDS.map((kind) => (
                <FormSelectOption key={kind} value={kind} label={kind} />
              ))}
            </FormSelect>
          </FormGroup>
        </ReasonDialog>
      )}
    </>
  );
}
