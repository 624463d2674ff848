/** Every rule that fails or cannot be told somewhere, most failures first. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { countText } from '../shared/format.ts';
import { SeverityLabels } from '../shared/severity-labels.tsx';

type Rules = AssessmentSummaryDocument['rules'];

export function RuleCounts({ rules }: { readonly rules: Rules }) {
  const ordered = rules
    .filter(({ fail, unknown }) => fail > 0 || unknown > 0)
    .toSorted((a, b) => b.fail - a.fail || b.unknown - a.unknown || (a.ruleId < b.ruleId ? -1 : 1));
  return (
    <Card isCompact>
      <CardTitle component="h2">Rules that fail or cannot be told</CardTitle>
      <CardBody>
        <p>
          <Link to="/assessment/rules">All rules, and your own</Link>
        </p>
        <Table role="table" aria-label="Rules that fail or cannot be told" variant="compact">
          <Thead>
            <Tr>
              <Th width={30}>Rule</Th>
              <Th width={10} className="isthmus-number">
                Fails
              </Th>
              <Th width={10} className="isthmus-number">
                Unknown
              </Th>
              <Th width={20}>Weighs</Th>
              <Th width={30}>What to do</Th>
            </Tr>
          </Thead>
          <Tbody>
            {ordered.map((rule) => (
              <Tr key={rule.ruleId}>
                <Td dataLabel="Rule">
                  {rule.label}
                  <Content component="small" className="isthmus-muted isthmus-pre">
                    {rule.ruleId}; {rule.source}
                  </Content>
                </Td>
                <Td dataLabel="Fails" className="isthmus-number">
                  {countText(rule.fail)}
                </Td>
                <Td dataLabel="Unknown" className="isthmus-number">
                  {countText(rule.unknown)}
                </Td>
                <Td dataLabel="Weighs">
                  <SeverityLabels severity={rule.severity} />
                </Td>
                <Td dataLabel="What to do">{rule.remedy}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
