/** Every fact with the source that stated it and when, and what other sources say instead. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { WorkloadDocument } from '../../api/workloads.ts';
import { timeText } from '../shared/format.ts';
import { useSourceNames } from '../shared/source-names.ts';
import { OthersSay } from './others-say.tsx';
import { fieldTitle } from '../shared/titles.ts';
import { valueText } from '../shared/value-text.ts';

export function FactTable({ workload }: { readonly workload: WorkloadDocument }) {
  const sourceName = useSourceNames();
  const keys = Object.keys(workload.facts).sort();
  return (
    <Table role="table" aria-label="Facts" variant="compact">
      <Thead>
        <Tr>
          <Th width={20}>Fact</Th>
          <Th width={35}>Value</Th>
          <Th width={15}>Source</Th>
          <Th width={15}>Observed</Th>
          <Th width={15}>Others say</Th>
        </Tr>
      </Thead>
      <Tbody>
        {keys.map((key) => {
          const observation = workload.observations[workload.provenance[key] ?? 0];
          return (
            <Tr key={key}>
              <Td dataLabel="Fact" title={key}>
                {fieldTitle(key)}
              </Td>
              <Td dataLabel="Value" className="isthmus-pre">
                {valueText(workload.facts[key])}
              </Td>
              <Td dataLabel="Source">{observation === undefined ? '' : sourceName(observation.sourceId)}</Td>
              <Td dataLabel="Observed">{timeText(observation?.observedAt)}</Td>
              <Td dataLabel="Others say" className="isthmus-pre">
                <OthersSay workload={workload} field={key} />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
