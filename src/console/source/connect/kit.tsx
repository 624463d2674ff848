/** Texts to take to the platform before it is connected: a role, a collector script. */

import { Alert, Button, List, ListItem } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import type { SourceKind } from '../../../api/source-kinds.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { CommandText } from '../../shared/command-text.tsx';
import { ProblemAlert } from '../../shared/problem-alert.tsx';

type KitFile = SourceKind['kit'][number];

export function Kit({ kind }: { readonly kind: Pick<SourceKind, 'kind' | 'kit'> }) {
  const download = useMutation({
    mutationFn: async ({ name, fileName }: KitFile) =>
      save(await call(ROUTES.getKitFile, { params: { kind: kind.kind, name } }), fileName),
  });
  if (kind.kit.length === 0) return null;
  return (
    <Alert component="h2" isInline isPlain variant="info" title="To take to the platform">
      <List isPlain>
        {kind.kit.map((file) => (
          <ListItem key={file.name}>
            <Button type="button" variant="link" isInline onClick={() => download.mutate(file)}>
              {file.fileName}
            </Button>
            {': '}
            {file.title} <CommandText command={`isthmus collect ${kind.kind} ${file.name}`} />
          </ListItem>
        ))}
      </List>
      {download.error !== null && <ProblemAlert error={download.error} />}
    </Alert>
  );
}

function save(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
