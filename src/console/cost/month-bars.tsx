/** One path month by month, stacked by what is paid for; the table below the chart is the same in figures. */

import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { TcoDocument } from '../../api/costs.ts';
import { usdText } from '../shared/format.ts';
import { useWidth } from '../shared/width.ts';
import { byGroup, stacksOf } from './chart.ts';
import { groupTitle } from './money.ts';

const HEIGHT = 180;

interface MonthBarsProps {
  readonly tco: TcoDocument;
  readonly path: TcoDocument['paths'][number];
}

export function MonthBars({ tco, path }: MonthBarsProps) {
  const { ref, width } = useWidth<HTMLDivElement>(500);
  const groups = byGroup(tco.lines, [tco.basePath, path.id]);
  const order = groups.map(({ group }) => group);
  const own = tco.lines.filter((line) => line.pathId === path.id);
  const stacks = stacksOf(own, order, tco.months, Math.max(200, width), HEIGHT);
  const opacity = (group: string): number => 1 - (order.indexOf(group) / Math.max(1, order.length)) * 0.8;
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">{path.title}, per month</CardTitle>
      <CardBody>
        <div ref={ref}>
          <svg width={Math.max(200, width)} height={HEIGHT} aria-hidden="true">
            {stacks.map(({ month, group, x, y, width: wide, height }) => (
              <rect
                key={`${month} ${group}`}
                x={x}
                y={y}
                width={wide}
                height={height}
                fill="var(--isthmus-accent)"
                fillOpacity={opacity(group)}
                stroke="var(--pf-t--global--background--color--primary--default)"
                strokeWidth={0.5}
              />
            ))}
          </svg>
        </div>
        <Table role="table" aria-label="By what is paid for" variant="compact">
          <Thead>
            <Tr>
              <Th>Paid for</Th>
              <Th className="isthmus-number">Staying</Th>
              <Th className="isthmus-number">This path</Th>
            </Tr>
          </Thead>
          <Tbody>
            {groups.map(({ group, usd: [base = 0, here = 0] }) => (
              <Tr key={group}>
                <Td dataLabel="Paid for">
                  <svg width={12} height={12} aria-hidden="true">
                    <rect width={12} height={12} fill="var(--isthmus-accent)" fillOpacity={opacity(group)} />
                  </svg>{' '}
                  {groupTitle(group)}
                </Td>
                <Td dataLabel="Staying" className="isthmus-number">
                  {usdText(base)}
                </Td>
                <Td dataLabel="This path" className="isthmus-number">
                  {usdText(here)}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
