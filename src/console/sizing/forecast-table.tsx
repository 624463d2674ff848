/** Waves with their range on one scale: from when all goes well to when all goes slowly, the likely time marked. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { ForecastSetDocument } from '../../api/forecasts.ts';
import { countText, diskText } from '../shared/format.ts';
import { spanText } from './span-text.ts';

export function ForecastTable({ sets }: { readonly sets: readonly ForecastSetDocument[] }) {
  const most = Math.max(1e-9, ...sets.map(({ hours }) => hours.high));
  return (
    <Table role="table" aria-label="Time of waves" variant="compact">
      <Thead>
        <Tr>
          <Th>Wave</Th>
          <Th className="isthmus-number">Moves</Th>
          <Th className="isthmus-number">Copied</Th>
          <Th className="isthmus-number">Likely</Th>
          <Th>Range</Th>
          <Th width={25}>On one scale</Th>
          <Th className="isthmus-number">At least</Th>
          <Th>Held by</Th>
          <Th className="isthmus-number">Measured moves</Th>
        </Tr>
      </Thead>
      <Tbody>
        {sets.map((set) => (
          <Tr key={set.name}>
            <Td dataLabel="Wave">
              {set.wave === null ? (
                set.name
              ) : (
                <Link to="/plan" search={{ wave: set.wave }}>
                  {set.name}
                </Link>
              )}
            </Td>
            <Td dataLabel="Moves" className="isthmus-number">
              {countText(set.moves)}
            </Td>
            <Td dataLabel="Copied" className="isthmus-number">
              {diskText(set.copyGiB.likely)}
            </Td>
            <Td dataLabel="Likely" className="isthmus-number">
              {spanText(set.hours.likely)}
            </Td>
            <Td dataLabel="Range" modifier="nowrap">
              {spanText(set.hours.low)} – {spanText(set.hours.high)}
            </Td>
            <Td>
              <div className="isthmus-line" aria-hidden="true">
                <span
                  style={{
                    insetInlineStart: `${(100 * set.hours.low) / most}%`,
                    inlineSize: `${(100 * (set.hours.high - set.hours.low)) / most}%`,
                  }}
                />
                <span className="isthmus-likely" style={{ insetInlineStart: `${(100 * set.hours.likely) / most}%` }} />
              </div>
            </Td>
            <Td dataLabel="At least" className="isthmus-number">
              {spanText(set.boundHours)}
            </Td>
            <Td dataLabel="Held by">{set.bindsBy}</Td>
            <Td dataLabel="Measured moves" className="isthmus-number">
              {countText(set.measurements)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
