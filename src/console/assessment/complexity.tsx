/** How much care the estate takes: workloads by score, and the terms the scores come from. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { countOf, countText } from '../shared/format.ts';

const BAND = 10;
const HIGHEST = 100;

interface ComplexityProps {
  readonly complexity: NonNullable<AssessmentSummaryDocument['complexity']>;
}

export function Complexity({ complexity: { scores, median, terms } }: ComplexityProps) {
  const most = Math.max(1, ...scores);
  const all = terms.reduce((sum, { points }) => sum + points, 0);
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">Complexity</CardTitle>
      <CardBody>
        <table className="isthmus-bars" aria-label="Workloads by complexity">
          <tbody>
            {scores.map((count, band) => {
              const from = band * BAND;
              const to = band === scores.length - 1 ? HIGHEST : from + BAND - 1;
              return (
                <tr key={from}>
                  <th scope="row">
                    <Link to="/workloads" search={{ q: `complexity >= ${from} and complexity <= ${to}` }}>
                      {from} to {to}
                    </Link>
                  </th>
                  <td className="isthmus-number">{countText(count)}</td>
                  <td aria-hidden="true">
                    <div className="isthmus-bar" style={{ inlineSize: `${(HIGHEST * count) / most}%` }} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <Content component="p" className="isthmus-muted">
          {median !== null && <>Half of the workloads score {median} or less. </>}
          {terms.length > 0 && (
            <>
              The points come from{' '}
              {terms
                .map(
                  ({ term, workloads, points }) =>
                    `${term} (${Math.round((HIGHEST * points) / all)} %, ${countOf(workloads, 'workload')})`,
                )
                .join(', ')}
              .
            </>
          )}
        </Content>
      </CardBody>
    </Card>
  );
}
