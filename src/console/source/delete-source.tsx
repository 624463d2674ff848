/** Takes a source out of the estate, with all it said. */

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { SourceDocument } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { useKeptFocus } from '../shared/keep-focus.ts';
import { OperationProgress } from '../shared/operation-button.tsx';
import { useOperation } from '../shared/operation.ts';
import { say } from '../shared/said.tsx';

export function DeleteSource({ source, onClose }: { readonly source: SourceDocument; readonly onClose: () => void }) {
  const followed = useOperation();
  useKeptFocus();
  const remove = async (): Promise<void> => {
    const done = await followed.run(() => call(ROUTES.deleteSource, { params: { id: source.id } }));
    if (done?.state !== 'succeeded') return;
    say(`${source.name} is deleted.`);
    onClose();
  };
  return (
    <Modal isOpen variant="small" aria-labelledby="delete-source" onClose={onClose}>
      <ModalHeader title={`Delete ${source.name}?`} labelId="delete-source" titleIconVariant="warning" />
      <ModalBody>
        It lists {countOf(source.workloads, 'machine')}. Those that no other source lists leave the estate. Its
        settings, secrets and reads are deleted. Former generations keep what it said.
        <OperationProgress followed={followed} />
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={followed.running}
          isDisabled={followed.running}
          onClick={() => void remove()}
        >
          Delete
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
