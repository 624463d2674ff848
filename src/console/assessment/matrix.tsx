/** Targets by readiness: counts that link to the workloads behind them. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { countText } from '../shared/format.ts';
import { ReadinessLabel } from '../shared/readiness-label.tsx';

const CLASSES = ['ready', 'conditional', 'not-ready', 'unknown'] as const;

export function ReadinessMatrix({ summary }: { readonly summary: AssessmentSummaryDocument }) {
  return (
    <Table aria-label="Readiness by target" variant="compact">
      <Thead>
        <Tr>
          <Th>Target</Th>
          {CLASSES.map((readiness) => (
            <Th key={readiness} className="isthmus-number">
              <ReadinessLabel readiness={readiness} />
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {summary.targets.map((target) => (
          <Tr key={target.id}>
            <Td dataLabel="Target">{target.title}</Td>
            {CLASSES.map((readiness) => (
              <Td key={readiness} dataLabel={readiness} className="isthmus-number">
                <Link to="/workloads" search={{ q: `readiness.${target.id} = ${readiness}` }}>
                  {countText(target.counts[readiness] ?? 0)}
                </Link>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
