/** Which figures move a path's present value most, one at a time from its low to its high end. */

import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { TcoDocument } from '../../api/costs.ts';
import { usdText } from '../shared/format.ts';
import { tornadoBars } from './chart.ts';

const SHOWN = 10;

interface TornadoProps {
  readonly tco: TcoDocument;
  readonly path: TcoDocument['paths'][number];
}

export function Tornado({ tco, path }: TornadoProps) {
  const inputs = new Map(tco.inputs.map((entry) => [entry.id, entry]));
  const bars = path.tornado.slice(0, SHOWN);
  const present = path.netPresentUsd?.likely ?? 0;
  const shapes = new Map(tornadoBars(present, bars).map((bar) => [bar.input, bar]));
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">What moves it most</CardTitle>
      <CardBody>
        {bars.length === 0 ? (
          <p>Every figure is given without a range: nothing moves the total.</p>
        ) : (
          <Table role="table" aria-label="What moves the present value most" variant="compact">
            <Thead>
              <Tr>
                <Th width={40}>Figure</Th>
                <Th width={30}>Around {usdText(present)}</Th>
                <Th className="isthmus-number">Low</Th>
                <Th className="isthmus-number">High</Th>
              </Tr>
            </Thead>
            <Tbody>
              {bars.map(({ input, atLow, atHigh }) => {
                const { left, width } = shapes.get(input) ?? { left: 50, width: 0 };
                return (
                  <Tr key={input}>
                    <Td dataLabel="Figure">
                      {inputs.get(input)?.title ?? input}
                      {inputs.get(input)?.unverified === true && <span className="isthmus-muted"> unverified</span>}
                    </Td>
                    <Td dataLabel="Around">
                      <svg width="100%" height={14} aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 14">
                        <rect x={left} y={2} width={width} height={10} fill="var(--isthmus-accent)" />
                        <line x1={50} x2={50} y1={0} y2={14} stroke="currentColor" strokeWidth={0.4} />
                      </svg>
                    </Td>
                    <Td dataLabel="Low" className="isthmus-number">
                      {usdText(atLow)}
                    </Td>
                    <Td dataLabel="High" className="isthmus-number">
                      {usdText(atHigh)}
                    </Td>
                  </Tr>
                );
              })}
            </Tbody>
          </Table>
        )}
      </CardBody>
    </Card>
  );
}
