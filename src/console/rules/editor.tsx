/** The text of rules, validated while it is written. Nothing counts before it is applied. */

import { useEffect, useRef, useState } from 'react';
import { ActionList, ActionListItem, Alert, Button, Content, TextArea } from '@patternfly/react-core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import type { RuleCheckDocument } from '../../api/rules.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useMay } from '../shared/rights.ts';
import { spanOfLine } from '../site/lines.ts';
import { ProblemList } from './problem-list.tsx';
import { TryResults } from './try-results.tsx';

const PAUSE_MS = 400;

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function RuleEditor({ text: saved }: { readonly text: string }) {
  const [text, setText] = useState(saved);
  const settled = useSettled(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const queries = useQueryClient();
  const mayTry = useMay('assessment:run');
  const check = useQuery({
    queryKey: ['rule-check', settled],
    queryFn: ({ signal }) => call(ROUTES.checkRules, { body: { text: settled }, signal }),
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const attempt = useMutation({ mutationFn: () => call(ROUTES.tryRules, { body: { text } }) });
  const apply = useMutation({
    mutationFn: () => call(ROUTES.applyRules, { body: { text } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const problems = check.data?.problems ?? [];
  const isSound = check.data !== undefined && problems.length === 0 && settled === text && !check.isPlaceholderData;
  const goTo = ({ line, column }: { readonly line: number; readonly column: number }): void => {
    const { start, end, top } = spanOfLine(text, line);
    area.current?.focus();
    area.current?.setSelectionRange(Math.min(start + column - 1, end), end);
    if (area.current !== null) area.current.scrollTop = area.current.scrollHeight * top;
  };
  return (
    <>
      <Content component="p">
        Conditions are CEL over the facts of a workload. On the command line:{' '}
        <CommandText command="isthmus rules facts" />
      </Content>
      {check.error !== null && <ProblemAlert error={check.error} />}
      {problems.length > 0 && <ProblemList problems={problems} onGoTo={goTo} />}
      {check.data !== undefined && problems.length === 0 && <Sound check={check.data} />}
      {apply.error !== null && <ProblemAlert error={apply.error} />}
      {apply.isSuccess && (
        <Alert
          component="h2"
          variant="success"
          isInline
          isLiveRegion
          title="Applied. It counts from the next assessment on."
        >
          <Link to="/assessment/rules" search={{ of: 'own' }}>
            Your own rules
          </Link>
        </Alert>
      )}
      <TextArea
        ref={area}
        className="isthmus-editor isthmus-above"
        aria-label="Text of the rule"
        value={text}
        onChange={(_event, next) => {
          setText(next);
          apply.reset();
        }}
        validated={problems.length === 0 ? 'default' : 'error'}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
      />
      <ActionList className="isthmus-above">
        <ActionListItem>
          <Button isDisabled={!isSound || apply.isPending} isLoading={apply.isPending} onClick={() => apply.mutate()}>
            Apply
          </Button>
        </ActionListItem>
        {mayTry && (
          <ActionListItem>
            <Button
              variant="secondary"
              isDisabled={!isSound || attempt.isPending}
              isLoading={attempt.isPending}
              onClick={() => attempt.mutate()}
            >
              Try on the estate
            </Button>
          </ActionListItem>
        )}
        <ActionListItem>
          <Button variant="link" isDisabled={text === saved} onClick={() => setText(saved)}>
            Undo changes
          </Button>
        </ActionListItem>
      </ActionList>
      {attempt.error !== null && <ProblemAlert error={attempt.error} />}
      {attempt.data !== undefined && <TryResults tried={attempt.data} />}
    </>
  );
}

function Sound({ check }: { readonly check: RuleCheckDocument }) {
  const tests = check.rules.reduce((sum, rule) => sum + rule.tests.length, 0);
  return (
    <p aria-live="polite">
      {countOf(check.rules.length, 'rule')}, nothing to correct;{' '}
      {tests === 0 ? 'no tests inside' : `${countOf(tests, 'test')} inside, all as expected`}.
    </p>
  );
}
