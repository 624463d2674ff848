/** The text of sites.yaml, as a person wrote it. The server refuses what cannot be right and says at which line. */

import { useRef, useState } from 'react';
import { ActionList, ActionListItem, Alert, Button, Content, List, ListItem, TextArea } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { lineOf, spanOfLine } from './lines.ts';

interface SitesEditorProps {
  readonly text: string;
  /** No file is in force yet. */
  readonly isNew?: boolean;
}

export function SitesEditor({ text: saved, isNew = false }: SitesEditorProps) {
  const [text, setText] = useState(saved);
  const area = useRef<HTMLTextAreaElement>(null);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => call(ROUTES.putSites, { body: { text } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const template = useMutation({
    mutationFn: () => call(ROUTES.sitesTemplate),
    onSuccess: (answer) => setText(answer.text),
  });
  const goTo = (line: number): void => {
    const { start, end, top } = spanOfLine(text, line);
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
    if (area.current !== null) area.current.scrollTop = area.current.scrollHeight * top;
  };
  return (
    <>
      <Content component="p">
        {isNew
          ? 'No sites are known yet. Start from a commented template with the clusters that were found, or paste a file. '
          : 'After a change, check, place and plan again: they rest on this file. '}
        On the command line: <CommandText command="isthmus sites init" />
      </Content>
      {save.error !== null && <SaveRefused error={save.error} onGoTo={goTo} />}
      {save.isSuccess && (
        <Alert component="h2" variant="success" isInline title="Saved. These sites are in force." isLiveRegion />
      )}
      {template.error !== null && <ProblemAlert error={template.error} />}
      <TextArea
        ref={area}
        className="isthmus-editor"
        aria-label="Text of sites.yaml"
        value={text}
        onChange={(_event, next) => setText(next)}
        validated={save.error === null ? 'default' : 'error'}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
      />
      <ActionList className="isthmus-above">
        <ActionListItem>
          <Button
            isDisabled={text === saved || text.trim() === '' || save.isPending}
            isLoading={save.isPending}
            onClick={() => save.mutate()}
          >
            Save
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="secondary" isDisabled={text === saved} onClick={() => setText(saved)}>
            Undo changes
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="link" isLoading={template.isPending} onClick={() => template.mutate()}>
            Start from template
          </Button>
        </ActionListItem>
      </ActionList>
    </>
  );
}

function SaveRefused({ error, onGoTo }: { readonly error: Error; readonly onGoTo: (line: number) => void }) {
  if (!(error instanceof ProblemError) || error.problem.causes.length === 0) return <ProblemAlert error={error} />;
  const { code, detail, hint, causes } = error.problem;
  return (
    <Alert
      component="h2"
      variant="danger"
      isInline
      isLiveRegion
      title={`Not saved: ${detail} (${code})`}
      className="isthmus-below"
    >
      <List>
        {causes.map(({ where = '', message }) => {
          const line = lineOf(where);
          return (
            <ListItem key={`${where} ${message}`}>
              {line === undefined ? (
                where
              ) : (
                <Button variant="link" isInline onClick={() => onGoTo(line)}>
                  {where}
                </Button>
              )}
              : {message}
            </ListItem>
          );
        })}
      </List>
      <p>{hint}</p>
    </Alert>
  );
}
