/** Every line of a path: what, how much, by which formula, from where. */

import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { TcoDocument } from '../../api/costs.ts';
import { NOTHING, usdText } from '../shared/format.ts';
import { MoreRows, useMoreRows } from '../shared/more-rows.tsx';
import { groupTitle, spanText } from './money.ts';

interface LineTableProps {
  readonly tco: TcoDocument;
  readonly path: TcoDocument['paths'][number];
}

export function LineTable({ tco, path }: LineTableProps) {
  const inputs = new Map(tco.inputs.map((entry) => [entry.id, entry]));
  // Lines without a price first: they are what somebody can do something about.
  const lines = tco.lines
    .filter((line) => line.pathId === path.id)
    .sort((a, b) => (b.usd?.likely ?? Infinity) - (a.usd?.likely ?? Infinity) || (a.id < b.id ? -1 : 1));
  const more = useMoreRows(lines);
  return (
    <Card isCompact>
      <CardTitle component="h2">Lines of {path.title}</CardTitle>
      <CardBody>
        <Table role="table" aria-label="Lines" variant="compact">
          <Thead>
            <Tr>
              <Th>Line</Th>
              <Th>Site</Th>
              <Th>Paid for</Th>
              <Th className="isthmus-number">Total</Th>
              <Th className="isthmus-number">Low – high</Th>
              <Th width={30}>Formula</Th>
              <Th width={30}>Sources and dates</Th>
            </Tr>
          </Thead>
          <Tbody>
            {more.shown.map((line) => (
              <Tr key={line.id}>
                <Td dataLabel="Line">{line.title}</Td>
                <Td dataLabel="Site">{line.siteId ?? NOTHING}</Td>
                <Td dataLabel="Paid for">{groupTitle(line.group)}</Td>
                <Td dataLabel="Total" className="isthmus-number">
                  {line.usd === null ? 'no price' : usdText(line.usd.likely)}
                </Td>
                <Td dataLabel="Low – high" className="isthmus-number">
                  {line.usd === null ? NOTHING : spanText(line.usd)}
                </Td>
                <Td dataLabel="Formula">
                  {line.formula}
                  {line.asks.map((ask) => (
                    <div key={ask}>
                      Give <code>{ask}</code>
                    </div>
                  ))}
                </Td>
                <Td dataLabel="Sources and dates">
                  {sourcesOf(line.inputs, inputs).map((text) => (
                    <div key={text}>{text}</div>
                  ))}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
        <MoreRows more={more} of="line" />
      </CardBody>
    </Card>
  );
}

function sourcesOf(
  ids: readonly string[],
  inputs: ReadonlyMap<string, TcoDocument['inputs'][number]>,
): readonly string[] {
  const texts = ids.flatMap((id) => {
    const found = inputs.get(id);
    if (found === undefined || found.value === null) return [];
    return [`${found.source}${found.asOf === '' ? '' : `, ${found.asOf}`}${found.unverified ? ' (unverified)' : ''}`];
  });
  return [...new Set(texts)];
}
