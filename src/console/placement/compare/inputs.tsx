/** What the two were made from, where that differs: the causes of every other difference. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { PlacementComparisonDocument } from '../../../api/placements.ts';

export function DifferentInputs({ inputs }: { readonly inputs: PlacementComparisonDocument['inputs'] }) {
  if (inputs.length === 0) return <>The same estate, sites, prices, rules and seed.</>;
  return (
    <Table role="table" aria-label="Inputs that differ" variant="compact" borders={false}>
      <Thead>
        <Tr>
          <Th width={30}>Input</Th>
          <Th>In A</Th>
          <Th>In B</Th>
        </Tr>
      </Thead>
      <Tbody>
        {inputs.map(({ what, a, b }) => (
          <Tr key={`${what} ${a} ${b}`}>
            <Td dataLabel="Input">{what}</Td>
            <Td dataLabel="In A" modifier="breakWord" className="isthmus-small">
              {a}
            </Td>
            <Td dataLabel="In B" modifier="breakWord" className="isthmus-small">
              {b}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
