/** Findings from check to check: a chart, and the table that says the same in figures. */

import { useState } from 'react';
import { Content, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { trendPointSchema } from '../../api/finding-trend.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { useWidth } from '../shared/width.ts';
import { Changes } from './changes.tsx';
import { TREND_STATES, trendStacks } from './trend-stacks.ts';

type Point = z.infer<typeof trendPointSchema>;

const HEIGHT = 160;
const CHECKS_SHOWN = 60;
const FILLS = {
  violated: 'var(--isthmus-not-ready)',
  unknown: 'var(--isthmus-unknown)',
  waived: 'var(--isthmus-conditional)',
} as const;
const KINDS = [
  { kind: 'must', title: 'What must hold' },
  { kind: 'all', title: 'All rules' },
] as const;

export function Trend() {
  const trend = useQuery({
    queryKey: ['finding-trend'],
    queryFn: () => call(ROUTES.findingTrend, { query: { limit: CHECKS_SHOWN } }),
  });
  return (
    <Loading query={trend}>
      {({ items }) =>
        items.length === 0 ? (
          <p>Checks of this release on are compared: the next check makes the first point.</p>
        ) : (
          <>
            <Chart points={items} />
            <Changes points={items} />
          </>
        )
      }
    </Loading>
  );
}

function Chart({ points }: { readonly points: readonly Point[] }) {
  const [kind, setKind] = useState<'must' | 'all'>('must');
  const { ref, width } = useWidth<HTMLDivElement>(600);
  const drawn = Math.max(200, width);
  const bars = trendStacks(
    points.map((point) => point[kind]),
    drawn,
    HEIGHT,
  );
  return (
    <>
      <ToggleGroup aria-label="Which rules" isCompact className="isthmus-below">
        {KINDS.map((each) => (
          <ToggleGroupItem
            key={each.kind}
            text={each.title}
            isSelected={kind === each.kind}
            onChange={() => setKind(each.kind)}
          />
        ))}
      </ToggleGroup>
      <div ref={ref}>
        <svg width={drawn} height={HEIGHT} aria-hidden="true">
          {bars.map((bar) => (
            <rect
              key={`${bar.index} ${bar.state}`}
              x={bar.x}
              y={bar.y}
              width={bar.width}
              height={bar.height}
              fill={FILLS[bar.state]}
            />
          ))}
        </svg>
      </div>
      <Content component="p" className="isthmus-muted">
        {TREND_STATES.map((state) => (
          <span key={state}>
            <svg width={12} height={12} aria-hidden="true">
              <rect width={12} height={12} fill={FILLS[state]} />
            </svg>{' '}
            {state}{' '}
          </span>
        ))}
        · the oldest check on the left
      </Content>
      <Table role="table" aria-label="Findings of each check" variant="compact">
        <Thead>
          <Tr>
            <Th>Check</Th>
            <Th className="isthmus-number">Violated</Th>
            <Th className="isthmus-number">Unknown</Th>
            <Th className="isthmus-number">Waived</Th>
            <Th className="isthmus-number">New</Th>
            <Th className="isthmus-number">Re-opened</Th>
            <Th className="isthmus-number">Resolved</Th>
          </Tr>
        </Thead>
        <Tbody>
          {[...points].reverse().map((point) => (
            <Tr key={point.checkId}>
              <Td dataLabel="Check">
                gen/{point.generation}, {timeText(point.at)}
                {point.packs === null ? '' : `, only ${point.packs.join(', ')}`}
              </Td>
              {(['violated', 'unknown', 'waived'] as const).map((state) => (
                <Td key={state} dataLabel={state} className="isthmus-number">
                  {countText(point[kind][state])}
                </Td>
              ))}
              {(['new', 'reopened', 'resolved'] as const).map((change) => (
                <Td key={change} dataLabel={change} className="isthmus-number">
                  {countText(point.changes[change])}
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}
