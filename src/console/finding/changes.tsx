/** What became of findings since a check that is chosen. */

import { useState } from 'react';
import { Content, Flex, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { findingChangesSchema, trendPointSchema } from '../../api/finding-trend.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { useContinuedRows } from '../shared/continued-rows.ts';
import { countOf, NOTHING } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import { CHANGE_TITLES, siteText } from './words.ts';

type Change = z.infer<typeof findingChangesSchema>['items'][number];
type Point = z.infer<typeof trendPointSchema>;

const PAGE_ROWS = 200;

const COLUMNS: readonly WindowColumn<Change>[] = [
  { key: 'change', title: 'Change', widthPx: 110, render: (row) => CHANGE_TITLES[row.change] },
  { key: 'level', title: 'Level', widthPx: 80, render: (row) => row.level },
  {
    key: 'rule',
    title: 'Rule',
    widthPx: 320,
    render: (row) => (
      <Link to="/findings/one" search={{ rule: row.ruleId, site: row.siteId, workload: row.workloadId ?? undefined }}>
        {row.title ?? row.ruleId}
      </Link>
    ),
    text: (row) => row.title ?? row.ruleId,
  },
  {
    key: 'workload',
    title: 'Workload',
    widthPx: 200,
    render: (row) => row.workloadName ?? row.workloadId ?? 'whole site',
  },
  { key: 'site', title: 'Site', widthPx: 120, render: (row) => siteText(row.siteId) },
  { key: 'was', title: 'Was', widthPx: 90, render: (row) => row.was ?? NOTHING },
  { key: 'now', title: 'Is', widthPx: 90, render: (row) => row.now ?? NOTHING },
  { key: 'since', title: 'Since', widthPx: 80, render: (row) => `gen/${row.since.generation}` },
];

export function Changes({ points }: { readonly points: readonly Point[] }) {
  const generations = [...new Set(points.map(({ generation }) => generation))];
  const [chosen, setChosen] = useState<number>();
  const since = chosen ?? generations[0] ?? 1;
  const newest = points.at(-1)?.checkId ?? '';
  const list = useContinuedRows(['finding-changes', newest, since], (position, signal) =>
    call(ROUTES.findingChanges, { query: { since, limit: PAGE_ROWS, continue: position }, signal }),
  );
  return (
    <>
      <Content component="h2" className="isthmus-above">
        What changed
      </Content>
      <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
        <label htmlFor="since">Since</label>
        <FormSelect
          id="since"
          aria-label="Since which generation"
          value={since}
          onChange={(_event, next) => setChosen(Number(next))}
          className="isthmus-narrow-search"
        >
          {generations.map((generation) => (
            <FormSelectOption key={generation} value={generation} label={`gen/${generation}`} />
          ))}
        </FormSelect>
      </Flex>
      {list.error !== null && <ProblemAlert error={list.error} />}
      <p aria-live="polite">{list.total === undefined ? 'Loading …' : countOf(list.total, 'finding')}</p>
      {list.rows.length > 0 && (
        <RowWindow
          label="Changed findings"
          count={list.rows.length}
          rowAt={list.rowAt}
          onRange={list.onRange}
          columns={COLUMNS}
          rowKey={(row) => `${row.ruleId} ${row.siteId} ${row.workloadId ?? ''}`}
          listKey={String(since)}
          isShort
        />
      )}
    </>
  );
}
