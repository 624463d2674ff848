/** Readiness for every target, and the rules that failed or could not be told. */

import { Content, Flex, FlexItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';
import { ReadinessLabel } from '../shared/readiness-label.tsx';

export function WorkloadVerdicts({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['workload', id, 'assessment'],
    queryFn: () => call(ROUTES.workloadAssessment, { params: { id } }),
  });
  return (
    <Loading
      query={query}
      none={{
        title: 'Not assessed yet',
        body: 'Run an assessment: isthmus assess, or the button on the Assessment page.',
      }}
    >
      {(assessment) => (
        <>
          <Flex className="pf-v6-u-my-md">
            {assessment.targets.map((target) => (
              <FlexItem key={target.id}>
                {target.title} <ReadinessLabel readiness={target.readiness} />
              </FlexItem>
            ))}
          </Flex>
          <Table aria-label="Verdicts" variant="compact">
            <Thead>
              <Tr>
                <Th>Rule</Th>
                <Th>Answer</Th>
                <Th>Evidence, or what is missing</Th>
                <Th>What to do</Th>
                <Th>Weighs</Th>
                <Th>Source</Th>
              </Tr>
            </Thead>
            <Tbody>
              {assessment.rules.map((rule) => (
                <Tr key={rule.ruleId}>
                  <Td dataLabel="Rule">
                    {rule.label}
                    <Content component="small" className="isthmus-muted">
                      {rule.ruleId}
                    </Content>
                  </Td>
                  <Td dataLabel="Answer">{rule.outcome === 'fail' ? '✗ fails' : '? unknown'}</Td>
                  <Td dataLabel="Evidence, or what is missing">
                    {rule.outcome === 'fail'
                      ? rule.evidence
                      : rule.missing
                          .map(({ fact, from }) => `${fact}${from.length === 0 ? '' : ` (${from.join(' or ')})`}`)
                          .join(', ')}
                  </Td>
                  <Td dataLabel="What to do">{rule.remedy}</Td>
                  <Td dataLabel="Weighs">
                    {Object.entries(rule.severity)
                      .map(([target, severity]) => `${target}: ${severity}`)
                      .join(', ')}
                  </Td>
                  <Td dataLabel="Source">
                    {rule.source} ({rule.sourceDate})
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
          <Content component="p">{assessment.passed} rules passed.</Content>
        </>
      )}
    </Loading>
  );
}
