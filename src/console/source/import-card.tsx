/** Takes any number of files, one after the other; each says how it went. */

import { useState } from 'react';
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardTitle,
  Content,
  Flex,
  FlexItem,
  FormSelect,
  FormSelectOption,
  List,
  ListItem,
  MultipleFileUpload,
  MultipleFileUploadMain,
} from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { importResultSchema } from '../../api/sources.ts';
import type { Operation } from '../../api/common.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { bytesText, countOf } from '../shared/format.ts';
import { useOperation } from '../shared/operation.ts';
import { OperationProgress } from '../shared/operation-button.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { readersFor, readersOf } from './readers.ts';
import type { Reader } from './readers.ts';

interface Done {
  readonly name: string;
  readonly said: string;
}

/** Files that wait for somebody to say what they are: the ending of the first does not tell. */
interface Asked {
  readonly files: readonly File[];
  readonly readers: readonly Reader[];
}

const BY_ENDING = '';
const KINDS = { queryKey: ['source-kinds'], queryFn: () => call(ROUTES.listSourceKinds) };

export function ImportCard({ onTake }: { readonly onTake: () => void }) {
  const followed = useOperation();
  const queries = useQueryClient();
  const kinds = useQuery(KINDS);
  const readers = readersOf(kinds.data?.items ?? []);
  const [chosen, setChosen] = useState(BY_ENDING);
  const reader = readers.find(({ kind }) => kind === chosen);
  const [done, setDone] = useState<readonly Done[]>([]);
  const [current, setCurrent] = useState<File | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);

  const readAll = async (files: readonly File[], said: Reader | undefined): Promise<void> => {
    setAsked(null);
    // Files may be dropped before the kinds are there.
    const known = await queries.ensureQueryData(KINDS);
    for (const [index, file] of files.entries()) {
      const fitting = said === undefined ? readersFor(readersOf(known.items), file.name) : [said];
      const [only] = fitting;
      if (only === undefined || fitting.length > 1) {
        setAsked({ files: files.slice(index), readers: fitting });
        break;
      }
      setCurrent(file);
      const start = (): Promise<Operation> =>
        call(ROUTES.importFile, { query: { provider: only.kind, fileName: file.name }, file });
      const operation = await followed.run(start);
      // What went wrong stays on screen; the files after it have not been touched.
      if (operation?.state !== 'succeeded') break;
      setDone((before) => [...before, { name: file.name, said: outcomeText(operation) }]);
    }
    setCurrent(null);
  };
  const take = (files: readonly File[]): void => {
    onTake();
    setDone([]);
    void readAll(files, reader);
  };
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Import files</CardTitle>
      <CardBody>
        <FormSelect
          className="isthmus-below"
          aria-label="What the files are"
          value={chosen}
          isDisabled={followed.running}
          onChange={(_event, value) => setChosen(value)}
        >
          <FormSelectOption value={BY_ENDING} label="What they are, the ending of their names tells" />
          {readers.map(({ kind, title, accepts }) => (
            <FormSelectOption key={kind} value={kind} label={`${title}: ${accepts}`} />
          ))}
        </FormSelect>
        <MultipleFileUpload
          isHorizontal
          dropzoneProps={{ disabled: followed.running }}
          onFileDrop={(_event, files) => take(files)}
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
        {kinds.error !== null && <ProblemAlert error={kinds.error} />}
        <OperationProgress
          followed={followed}
          of={current === null ? undefined : `${current.name} (${bytesText(current.size)}): `}
        />
        <div aria-live="polite">
          {asked !== null && (
            <WhatIsIt
              asked={asked}
              all={readers}
              onSay={(said) => void readAll(asked.files, said)}
              onDrop={() => setAsked(null)}
            />
          )}
        </div>
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

interface WhatIsItProps {
  readonly asked: Asked;
  readonly all: readonly Reader[];
  readonly onSay: (reader: Reader) => void;
  readonly onDrop: () => void;
}

function WhatIsIt({ asked, all, onSay, onDrop }: WhatIsItProps) {
  const name = asked.files[0]?.name ?? '';
  const more = asked.files.length - 1;
  const offered = asked.readers.length === 0 ? all : asked.readers;
  return (
    <Alert
      component="h3"
      isInline
      variant="info"
      title={`What is ${name}${more > 0 ? ` (and ${countOf(more, 'file')} more)` : ''}?`}
      actionLinks={
        <Flex>
          {offered.map((reader) => (
            <FlexItem key={reader.kind}>
              <Button variant="secondary" size="sm" onClick={() => onSay(reader)}>
                {reader.title}
              </Button>
            </FlexItem>
          ))}
          <FlexItem>
            <Button variant="link" size="sm" onClick={onDrop}>
              None of these
            </Button>
          </FlexItem>
        </Flex>
      }
    >
      {asked.readers.length === 0
        ? 'No kind reads files with this ending.'
        : 'Several kinds read files with this ending. A file of another kind is refused, and changes nothing.'}
    </Alert>
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
