/** Fixes that only help together, each set with the workloads it frees. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { countOf, countText } from '../shared/format.ts';
import { targetTitle } from '../shared/titles.ts';

const SETS_SHOWN = 8;

export function FixSets({ sets }: { readonly sets: NonNullable<AssessmentSummaryDocument['fixSets']> }) {
  const together = sets.filter(({ fixes }) => fixes.length > 1).slice(0, SETS_SHOWN);
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">Fixes that help together</CardTitle>
      <CardBody>
        {together.length === 0 && <Content component="p">Nothing waits for more than one fix.</Content>}
        {together.length > 0 && (
          <Table role="table" aria-label="Fixes that help together" variant="compact">
            <Thead>
              <Tr>
                <Th width={50}>Fixes</Th>
                <Th width={20}>Target</Th>
                <Th className="isthmus-number">Unblock</Th>
                <Th className="isthmus-number">Hours</Th>
              </Tr>
            </Thead>
            <Tbody>
              {together.map(({ target, fixes, workloads, hours, exact }) => {
                const rules = fixes.map(({ ruleId }) => ruleId).join(',');
                return (
                  <Tr key={`${target} ${rules}`}>
                    <Td dataLabel="Fixes">
                      {fixes.map((fix) => (
                        <div key={fix.ruleId} title={fix.remedy}>
                          {fix.label} <span className="isthmus-muted">{countOf(fix.workloads, 'workload')}</span>
                        </div>
                      ))}
                      {!exact && (
                        <Content component="small" className="isthmus-muted">
                          No better set was found; not every set was looked at.
                        </Content>
                      )}
                    </Td>
                    <Td dataLabel="Target">{targetTitle(target)}</Td>
                    <Td dataLabel="Unblock" className="isthmus-number">
                      <Link to="/assessment" search={{ tab: 'matrix', target, fixes: rules }}>
                        {countText(workloads)}
                      </Link>
                    </Td>
                    <Td dataLabel="Hours" className="isthmus-number">
                      {countText(Math.round(hours))}
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
