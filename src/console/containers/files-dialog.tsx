/** The files that build one machine anew as containers, to look at and to copy, with what they leave open. */

import { useState } from 'react';
import {
  Alert,
  ClipboardCopy,
  ClipboardCopyVariant,
  Content,
  Modal,
  ModalBody,
  ModalHeader,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { ContainerFilesDocument } from '../../api/windows-containers.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { useKeptFocus } from '../shared/keep-focus.ts';
import { Loading } from '../shared/loading.tsx';
import { targetTitle } from '../shared/titles.ts';

const TARGETS = ['openshift-container', 'aks-container'] as const;

interface FilesDialogProps {
  readonly item: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

export function FilesDialog({ item, onClose }: FilesDialogProps) {
  const [target, setTarget] = useState<(typeof TARGETS)[number]>('openshift-container');
  useKeptFocus();
  const query = useQuery({
    queryKey: ['containers', 'files', item.id, target],
    queryFn: () => call(ROUTES.containerFiles, { body: { workload: item.id, target } }),
  });
  return (
    <Modal isOpen variant="large" aria-labelledby="files-title" onClose={onClose}>
      <ModalHeader
        title={`${item.name} as containers`}
        labelId="files-title"
        description="A rebuild, not a conversion. Nothing secret is read or written."
      />
      <ModalBody>
        <ToggleGroup aria-label="Target">
          {TARGETS.map((id) => (
            <ToggleGroupItem
              key={id}
              text={targetTitle(id)}
              isSelected={target === id}
              onChange={() => setTarget(id)}
            />
          ))}
        </ToggleGroup>
        <Content component="p">
          As files: <CommandText command={`isthmus containers export ${item.id} --target ${target} --out ${target}`} />
        </Content>
        <Loading query={query}>{(made) => <Files made={made} />}</Loading>
      </ModalBody>
    </Modal>
  );
}

function Files({ made }: { readonly made: ContainerFilesDocument }) {
  return (
    <>
      {made.gaps.map(({ effect, what, remedy }) => (
        <Alert
          key={what}
          isInline
          isPlain
          component="p"
          variant={effect === 'blocks' ? 'danger' : effect === 'fill' ? 'warning' : 'info'}
          title={`${what}. ${remedy}.`}
        />
      ))}
      {made.items.map(({ path, content, describes }) => (
        <div key={path}>
          <Content component="p">
            <strong>{path}</strong>, {describes}
          </Content>
          <ClipboardCopy
            isReadOnly
            isCode
            isExpanded
            variant={ClipboardCopyVariant.expansion}
            hoverTip="Copy"
            clickTip="Copied"
            textAriaLabel={path}
          >
            {content}
          </ClipboardCopy>
        </div>
      ))}
    </>
  );
}
