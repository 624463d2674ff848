/** Every path with its total, what it saves, and from when. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { TcoDocument } from '../../api/costs.ts';
import { countText, NOTHING, usdText } from '../shared/format.ts';
import { spanText } from './money.ts';

export function PathTable({ tco, shown }: { readonly tco: TcoDocument; readonly shown: string | undefined }) {
  return (
    <Table role="table" aria-label="Paths" variant="compact">
      <Thead>
        <Tr>
          <Th>Path</Th>
          <Th className="isthmus-number">Moves</Th>
          <Th className="isthmus-number">Total, {tco.months} months</Th>
          <Th className="isthmus-number">Low – high</Th>
          <Th className="isthmus-number">Present value</Th>
          <Th className="isthmus-number">Saves</Th>
          <Th>Break-even</Th>
          <Th className="isthmus-number">Workloads without a price</Th>
          <Th className="isthmus-number">Lines without a price</Th>
        </Tr>
      </Thead>
      <Tbody>
        {tco.paths.map((path) => {
          const isBase = path.id === tco.basePath;
          return (
            <Tr key={path.id}>
              <Td dataLabel="Path">
                <Link
                  to="/cost"
                  search={(before) => ({ ...before, path: path.id })}
                  resetScroll={false}
                  {...(path.id === shown && { 'aria-current': 'true' as const })}
                >
                  {path.title}
                </Link>
                {path.id === shown && <span className="isthmus-muted"> (shown below)</span>}
              </Td>
              <Td dataLabel="Moves" className="isthmus-number">
                {countText(path.moves)}
              </Td>
              <Td dataLabel="Total" className="isthmus-number">
                {path.usd === null ? NOTHING : usdText(path.usd.likely)}
              </Td>
              <Td dataLabel="Low – high" className="isthmus-number">
                {path.usd === null ? NOTHING : spanText(path.usd)}
              </Td>
              <Td dataLabel="Present value" className="isthmus-number">
                {path.netPresentUsd === null ? NOTHING : usdText(path.netPresentUsd.likely)}
              </Td>
              <Td dataLabel="Saves" className="isthmus-number">
                {isBase || path.moves === 0 ? NOTHING : usdText(path.savesNetPresentUsd)}
              </Td>
              <Td dataLabel="Break-even">
                {path.savesNetPresentUsd === null
                  ? NOTHING
                  : path.breakEvenMonth === null
                    ? 'not within'
                    : `month ${path.breakEvenMonth}`}
              </Td>
              <Td dataLabel="Workloads without a price" className="isthmus-number">
                {countText(path.unpriced)}
              </Td>
              <Td dataLabel="Lines without a price" className="isthmus-number">
                {countText(path.unpricedLines)}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
