/** Every fact with the source that stated it and when, and what other sources say instead. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { WorkloadDocument } from '../../api/workloads.ts';
import { timeText } from '../shared/format.ts';

export function FactTable({ workload }: { readonly workload: WorkloadDocument }) {
  const keys = Object.keys(workload.facts).sort();
  return (
    <Table aria-label="Facts" variant="compact">
      <Thead>
        <Tr>
          <Th>Fact</Th>
          <Th>Value</Th>
          <Th>Source</Th>
          <Th>Observed</Th>
          <Th>Others say</Th>
        </Tr>
      </Thead>
      <Tbody>
        {keys.map((key) => {
          const observation = workload.observations[workload.provenance[key] ?? 0];
          const conflict = workload.conflicts.find(({ field }) => field === key);
          return (
            <Tr key={key}>
              <Td dataLabel="Fact">{key}</Td>
              <Td dataLabel="Value" className="isthmus-pre">
                {factText(workload.facts[key])}
              </Td>
              <Td dataLabel="Source">{observation?.sourceId}</Td>
              <Td dataLabel="Observed">{timeText(observation?.observedAt)}</Td>
              <Td dataLabel="Others say" className="isthmus-pre">
                {conflict?.others
                  .map(
                    (other) => `${workload.observations[other.observation]?.sourceId ?? '?'}: ${factText(other.value)}`,
                  )
                  .join('\n')}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

function factText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(factText).join('\n');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, part]) => `${key} ${factText(part)}`)
      .join(', ');
  }
  return JSON.stringify(value);
}
