/** Each workload's readiness for every target. Filtered, sorted and counted by the server; a cell says why. */

import { useCallback, useMemo, useState } from 'react';
import { Button, FormSelect, FormSelectOption, Label } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { MatrixDocument, MatrixRow } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { usePagedRows } from '../shared/paged-rows.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { READINESS_CLASSES } from '../shared/readiness.ts';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import { bestTargets, shortTarget, targetTitle } from '../shared/titles.ts';
import { WhyDialog } from './why-dialog.tsx';

const route = getRouteApi('/shell/assessment');
const PAGE_ROWS = 100;

export function Matrix({ resultId }: { readonly resultId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, target, readiness, best, fixes, sort } = search;
  const [asked, setAsked] = useState<{ readonly row: MatrixRow; readonly target: string }>();
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false });
  const asking = useMemo(() => ({ filter: q, target, readiness, best, fixes }), [q, target, readiness, best, fixes]);
  const head = useQuery({
    queryKey: ['matrix', resultId, 'head', asking],
    queryFn: ({ signal }) => call(ROUTES.assessmentMatrix, { query: { ...asking, limit: 1 }, signal }),
    placeholderData: keepPreviousData,
  });
  const fetchPage = useCallback(
    async (offset: number, signal: AbortSignal): Promise<readonly MatrixRow[]> => {
      const query = { ...asking, sort, limit: PAGE_ROWS, offset };
      return (await call(ROUTES.assessmentMatrix, { query, signal })).items;
    },
    [asking, sort],
  );
  const total = head.data?.total ?? 0;
  const listKey = JSON.stringify([asking, sort]);
  const { rowAt, onRange } = usePagedRows({
    key: head.data === undefined || head.isPlaceholderData ? undefined : ['matrix', resultId, listKey],
    total,
    pageRows: PAGE_ROWS,
    fetchPage,
  });
  const targets = head.data?.targets;
  const columns = useMemo(() => columnsOf(targets ?? [], (row, id) => setAsked({ row, target: id })), [targets]);
  return (
    <>
      <div className="isthmus-facets" role="group" aria-label="Narrow by">
        <Choice
          label="Target"
          value={target}
          onChoose={(next) => go({ target: next, ...(next === undefined && { fixes: undefined }) })}
        >
          {(targets ?? []).map(({ id }) => ({ value: id, text: targetTitle(id) }))}
        </Choice>
        <Choice
          label="Readiness"
          value={readiness}
          onChoose={(next) => go({ readiness: READINESS_CLASSES.find(({ id }) => id === next)?.id })}
        >
          {READINESS_CLASSES.map(({ id, text }) => ({ value: id, text }))}
        </Choice>
        <Choice label="Best target" value={best} onChoose={(next) => go({ best: next })}>
          {[
            ...(targets ?? []).filter(({ moves }) => moves).map(({ id }) => ({ value: id, text: targetTitle(id) })),
            { value: 'none', text: 'none can be named' },
          ]}
        </Choice>
        {fixes !== undefined && (
          <Label
            isCompact
            color="teal"
            closeBtnAriaLabel="Take the fixes away"
            onClose={() => go({ fixes: undefined })}
          >
            unblocked by {fixes.split(',').join(' + ')}
          </Label>
        )}
        {q !== undefined && (
          <Label isCompact color="teal" closeBtnAriaLabel="Take the filter away" onClose={() => go({ q: undefined })}>
            {q}
          </Label>
        )}
      </div>
      {head.error !== null && <ProblemAlert error={head.error} />}
      <div className="isthmus-list-line">
        <span aria-live="polite">{head.data === undefined ? 'Loading …' : countOf(total, 'workload')}</span>
      </div>
      <RowWindow
        label="Verdict matrix"
        count={total}
        rowAt={rowAt}
        onRange={onRange}
        columns={columns}
        rowKey={(row) => row.workloadId}
        isStale={head.isPlaceholderData}
        listKey={listKey}
        sort={sort ?? 'name'}
        onSort={(next) => go({ sort: next })}
      />
      {asked !== undefined && <WhyDialog {...asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
  readonly children: readonly { readonly value: string; readonly text: string }[];
}

function Choice({ label, value, onChoose, children }: ChoiceProps) {
  return (
    <FormSelect
      className="isthmus-pick"
      aria-label={label}
      value={value ?? ''}
      onChange={(_event, next) => onChoose(next === '' ? undefined : next)}
    >
      <FormSelectOption value="" label={`${label}: any`} />
      {children.map((option) => (
        <FormSelectOption key={option.value} value={option.value} label={option.text} />
      ))}
    </FormSelect>
  );
}

function columnsOf(
  targets: MatrixDocument['targets'],
  onAsk: (row: MatrixRow, target: string) => void,
): readonly WindowColumn<MatrixRow>[] {
  return [
    {
      key: 'name',
      title: 'Name',
      widthPx: 150,
      sortField: 'name',
      render: (row) => (
        <Link to="/workloads/$id" params={{ id: row.workloadId }}>
          {row.name}
        </Link>
      ),
      text: (row) => row.name,
    },
    {
      key: 'best',
      title: 'Best target',
      widthPx: 118,
      sortField: 'bestTarget',
      render: (row) => bestTargets(row, shortTarget) || '–',
      text: (row) => bestTargets(row, targetTitle) || 'no move can be named',
    },
    ...targets.map(({ id, title }) => ({
      key: id,
      title: shortTarget(id),
      widthPx: 126,
      sortField: `readiness.${id}`,
      render: (row: MatrixRow) => <Cell row={row} target={id} onAsk={onAsk} />,
      text: (row: MatrixRow) => `${title}: ${cellText(row, id)}`,
    })),
    {
      key: 'complexity',
      title: 'Complexity',
      widthPx: 104,
      number: true,
      sortField: 'complexity',
      render: (row) => countText(row.complexity),
    },
  ];
}

const textOf = (readiness: string): string => READINESS_CLASSES.find(({ id }) => id === readiness)?.text ?? readiness;

function cellText({ targets }: MatrixRow, id: string): string {
  const found = targets[id];
  if (found === undefined) return 'does not take such workloads';
  const { readiness, blockers, warnings, unknowns } = found;
  const parts = [
    [blockers, 'blocker'],
    [warnings, 'warning'],
    [unknowns, 'open question'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, of]) => countOf(count, of));
  return [textOf(readiness), ...said].join(', ');
}

/** One line in a narrow column. */
const SHORT = { ready: 'ready', conditional: 'conditions', 'not-ready': 'not ready', unknown: 'unknown' } as const;

interface CellProps {
  readonly row: MatrixRow;
  readonly target: string;
  readonly onAsk: (row: MatrixRow, target: string) => void;
}

/** A colour and a word: the word alone is enough. */
function Cell({ row, target, onAsk }: CellProps) {
  const found = row.targets[target];
  if (found === undefined) return <span className="isthmus-muted">–</span>;
  const open = found.readiness === 'ready' && found.openAside > 0 ? `, ${found.openAside} open` : '';
  const shown = `${SHORT[found.readiness]}${open}`;
  return (
    <Button
      variant="link"
      isInline
      className="isthmus-verdict"
      // What is read aloud begins with what is seen.
      aria-label={`${shown}: why ${row.name} on ${targetTitle(target)}`}
      onClick={() => onAsk(row, target)}
    >
      <span className={`isthmus-swatch isthmus-${found.readiness}`} aria-hidden="true" /> {shown}
    </Button>
  );
}
