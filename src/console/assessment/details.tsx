/** Is the estate ready, for which target, and what should be fixed first? */

import { Card, CardBody, CardTitle, Content, Grid, GridItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { ReadinessMatrix } from './matrix.tsx';

export function AssessmentPage() {
  const query = useQuery({ queryKey: ['assessment'], queryFn: () => call(ROUTES.latestAssessment) });
  return (
    <ConsolePage
      title="Assessment"
      answers="Is it ready, for which target, and what should be fixed first?"
      actions={<OperationButton label="Assess" start={() => call(ROUTES.assess, { body: {} })} />}
    >
      <Loading query={query} none={{ title: 'Not assessed yet', body: 'Press Assess, or run: isthmus assess.' }}>
        {(summary) => (
          <Grid hasGutter>
            <GridItem span={12}>
              <Content component="p">
                {countText(summary.assessed)} workloads of generation {summary.generation}, support dates as of{' '}
                {summary.asOf}, assessed {timeText(summary.createdAt)}.
                {Object.entries(summary.notAssessed).map(([what, count]) => ` ${countText(count)} ${what} apart.`)}
              </Content>
            </GridItem>
            <GridItem span={12}>
              <ReadinessMatrix summary={summary} />
            </GridItem>
            <GridItem lg={7}>
              <TopFixes summary={summary} />
            </GridItem>
            <GridItem lg={5}>
              <Unknowns summary={summary} />
            </GridItem>
          </Grid>
        )}
      </Loading>
    </ConsolePage>
  );
}

function TopFixes({ summary }: { readonly summary: AssessmentSummaryDocument }) {
  return (
    <Card>
      <CardTitle component="h2">Top fixes</CardTitle>
      <CardBody>
        <Table aria-label="Top fixes" variant="compact">
          <Thead>
            <Tr>
              <Th>Fix</Th>
              <Th>Target</Th>
              <Th className="isthmus-number">Unblocks</Th>
              <Th className="isthmus-number">Hours</Th>
            </Tr>
          </Thead>
          <Tbody>
            {summary.topFixes.map((fix) => (
              <Tr key={`${fix.ruleId} ${fix.target}`}>
                <Td dataLabel="Fix">
                  {fix.label}
                  <Content component="small" className="isthmus-muted">
                    {fix.remedy}
                  </Content>
                </Td>
                <Td dataLabel="Target">{fix.target}</Td>
                <Td dataLabel="Unblocks" className="isthmus-number">
                  {countText(fix.workloadsUnblocked)}
                </Td>
                <Td dataLabel="Hours" className="isthmus-number">
                  {countText(fix.hours)}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}

function Unknowns({ summary }: { readonly summary: AssessmentSummaryDocument }) {
  return (
    <Card>
      <CardTitle component="h2">What would make unknowns known</CardTitle>
      <CardBody>
        <Table aria-label="What would make unknowns known" variant="compact">
          <Thead>
            <Tr>
              <Th>Fact</Th>
              <Th className="isthmus-number">Verdicts</Th>
              <Th>Where to get it</Th>
            </Tr>
          </Thead>
          <Tbody>
            {summary.unknowns.map((answer) => (
              <Tr key={answer.fact}>
                <Td dataLabel="Fact">{answer.fact}</Td>
                <Td dataLabel="Verdicts" className="isthmus-number">
                  {countText(answer.verdicts)}
                </Td>
                <Td dataLabel="Where to get it">{answer.from.join(' or ') || '–'}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
