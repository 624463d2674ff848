/** Is the estate ready, for which target, and what should be fixed first? */

import { Card, CardBody, CardTitle, Content, Grid, GridItem, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AssessmentSummaryDocument } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { ReadinessBars } from '../shared/readiness-bars.tsx';
import { fieldTitle, targetTitle } from '../shared/titles.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Complexity } from './complexity.tsx';
import { FixSets } from './fix-sets.tsx';
import { LabelTable } from './labels.tsx';
import { Matrix } from './matrix.tsx';
import { NextSources } from './next-sources.tsx';
import { RuleCounts } from './rule-counts.tsx';

const route = getRouteApi('/shell/assessment');

export function AssessmentPage() {
  const { tab = 'summary' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ queryKey: ['assessment'], queryFn: () => call(ROUTES.latestAssessment) });
  return (
    <ConsolePage
      title="Assessment"
      answers="Is it ready, for which target, and what should be fixed first?"
      actions={
        <OperationButton
          label={query.data === undefined ? 'Assess' : 'Assess again'}
          needs="assessment:run"
          start={() => call(ROUTES.assess, { body: {} })}
        />
      }
    >
      <Loading
        query={query}
        none={{
          title: 'Not assessed yet',
          body: (
            <>
              Press Assess. On the command line: <CommandText command="isthmus assess" />
            </>
          ),
        }}
      >
        {(summary) => (
          <Tabs
            activeKey={tab}
            onSelect={(_event, key) => void navigate({ search: { tab: String(key) }, replace: true })}
            aria-label="About the assessment"
            mountOnEnter
            unmountOnExit
          >
            <Tab eventKey="summary" title={<TabTitleText>Summary</TabTitleText>}>
              <div className="isthmus-tab">
                <Summary summary={summary} />
              </div>
            </Tab>
            <Tab eventKey="matrix" title={<TabTitleText>Matrix</TabTitleText>}>
              <div className="isthmus-tab">
                <Matrix resultId={summary.id} />
              </div>
            </Tab>
            <Tab eventKey="findings" title={<TabTitleText>Findings by label</TabTitleText>}>
              <div className="isthmus-tab">
                <LabelTable resultId={summary.id} />
              </div>
            </Tab>
          </Tabs>
        )}
      </Loading>
    </ConsolePage>
  );
}

function Summary({ summary }: { readonly summary: AssessmentSummaryDocument }) {
  const { fixSets, nextSources, complexity } = summary;
  return (
    <Grid hasGutter>
      <GridItem span={12}>
        <Content component="p">
          {countText(summary.assessed)} workloads of generation {summary.generation}, support dates as of {summary.asOf}
          , assessed {timeText(summary.createdAt)}.
          {Object.entries(summary.notAssessed).map(([what, count]) => ` ${countText(count)} ${what} apart.`)}
        </Content>
      </GridItem>
      <GridItem span={12}>
        <ReadinessBars targets={summary.targets} />
      </GridItem>
      <GridItem xl={6} span={12}>
        <TopFixes summary={summary} />
      </GridItem>
      {fixSets !== undefined && (
        <GridItem xl={6} span={12}>
          <FixSets sets={fixSets} />
        </GridItem>
      )}
      {nextSources !== undefined && (
        <GridItem xl={6} span={12}>
          <NextSources sources={nextSources} />
        </GridItem>
      )}
      <GridItem xl={6} span={12}>
        <Unknowns summary={summary} />
      </GridItem>
      {complexity !== undefined && (
        <GridItem xl={6} span={12}>
          <Complexity complexity={complexity} />
        </GridItem>
      )}
      <GridItem span={12}>
        <RuleCounts rules={summary.rules} />
      </GridItem>
    </Grid>
  );
}

function TopFixes({ summary }: { readonly summary: AssessmentSummaryDocument }) {
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">Top fixes</CardTitle>
      <CardBody>
        <Table role="table" aria-label="Top fixes" variant="compact">
          <Thead>
            <Tr>
              <Th width={50}>Fix</Th>
              <Th width={20}>Target</Th>
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
                <Td dataLabel="Target">{targetTitle(fix.target)}</Td>
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
    <Card isCompact isFullHeight>
      <CardTitle component="h2">What would make unknowns known</CardTitle>
      <CardBody>
        <Table role="table" aria-label="What would make unknowns known" variant="compact">
          <Thead>
            <Tr>
              <Th width={25}>Fact</Th>
              <Th width={20} className="isthmus-number">
                Workloads
              </Th>
              <Th>Where to get it</Th>
            </Tr>
          </Thead>
          <Tbody>
            {summary.unknowns.map((answer) => (
              <Tr key={answer.fact}>
                <Td dataLabel="Fact" className="isthmus-pre">
                  <Link to="/workloads" search={{ q: `${answer.fact} is unknown` }} title={answer.fact}>
                    {fieldTitle(answer.fact)}
                  </Link>
                </Td>
                <Td dataLabel="Workloads" className="isthmus-number">
                  {countText(answer.workloads)}
                </Td>
                <Td dataLabel="Where to get it">{answer.from.join(' or ') || 'no source that is wired today'}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
