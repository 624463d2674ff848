/** Takes any number of files, one after the other; each says how it went. */

import { useState } from 'react';
import {
  Card,
  CardBody,
  CardTitle,
  Content,
  FormSelect,
  FormSelectOption,
  List,
  ListItem,
  MultipleFileUpload,
  MultipleFileUploadMain,
} from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { importResultSchema } from '../../api/sources.ts';
import type { Operation } from '../../api/common.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { bytesText, countOf } from '../shared/format.ts';
import { useOperation } from '../shared/operation.ts';
import { OperationProgress } from '../shared/operation-button.tsx';

interface Done {
  readonly name: string;
  readonly said: string;
}

export function ImportCard() {
  const followed = useOperation();
  const kinds = useQuery({ queryKey: ['source-kinds'], queryFn: () => call(ROUTES.listSourceKinds) });
  const readers = (kinds.data?.items ?? [])
    .flatMap(({ kind, title, precedence, file }) => (file === null ? [] : [{ kind, title, precedence, ...file }]))
    // The file whose word counts most comes first: it is what most people bring.
    .sort((a, b) => b.precedence - a.precedence || (a.kind < b.kind ? -1 : 1));
  const [chosen, setChosen] = useState('');
  const reader = readers.find(({ kind }) => kind === chosen) ?? readers[0];
  const [done, setDone] = useState<readonly Done[]>([]);
  const [current, setCurrent] = useState<File | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    setDone([]);
    for (const file of files) {
      setCurrent(file);
      const start = (): Promise<Operation> =>
        call(ROUTES.importFile, { query: { provider: reader?.kind, fileName: file.name }, file });
      const operation = await followed.run(start);
      // What went wrong stays on screen; the files after it have not been touched.
      if (operation?.state !== 'succeeded') break;
      setDone((before) => [...before, { name: file.name, said: outcomeText(operation) }]);
    }
    setCurrent(null);
  };
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Import files</CardTitle>
      <CardBody>
        <FormSelect
          className="isthmus-below"
          aria-label="What the files are"
          value={reader?.kind ?? ''}
          isDisabled={followed.running}
          onChange={(_event, value) => setChosen(value)}
        >
          {readers.map(({ kind, title, accepts }) => (
            <FormSelectOption key={kind} value={kind} label={`${title}: ${accepts}`} />
          ))}
        </FormSelect>
        <MultipleFileUpload
          isHorizontal
          dropzoneProps={{ disabled: followed.running || reader === undefined }}
          onFileDrop={(_event, files) => void take(files)}
        >
          <MultipleFileUploadMain
            titleIcon={<UploadIcon />}
            titleText="Drop files here"
            titleTextSeparator="or"
            infoText="Read on the machine Isthmus runs on. Nothing is sent anywhere else."
            browseButtonText="Choose files"
          />
        </MultipleFileUpload>
        <Content component="p" className="isthmus-muted">
          On the command line: <CommandText command={`isthmus import ${reader?.kind ?? 'KIND'} FILE`} />
        </Content>
        <OperationProgress
          followed={followed}
          of={current === null ? undefined : `${current.name} (${bytesText(current.size)}): `}
        />
        <List isPlain aria-live="polite">
          {done.map(({ name, said }) => (
            <ListItem key={name}>
              ✓ {name}: {said}
            </ListItem>
          ))}
        </List>
      </CardBody>
    </Card>
  );
}

function outcomeText(operation: Operation): string {
  const read = importResultSchema.safeParse(operation.result);
  if (!read.success) return 'imported';
  const { generation, changed, receipt } = read.data;
  const { error, warning } = receipt.issueCounts;
  const made = changed ? `generation ${generation}` : `nothing new, generation ${generation} stays`;
  return `${made}; ${countOf(error, 'error')}, ${countOf(warning, 'warning')}, ${countOf(receipt.skippedRows, 'row')} skipped; ${receipt.bytesSent} bytes sent`;
}
