/** What is this workload, where could it go, and why should it run where it is placed? */

import {
  Alert,
  BreadcrumbItem,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Grid,
  GridItem,
  Label,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { WorkloadDocument } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { Classify } from '../shared/classify.tsx';
import { call } from '../shared/api.ts';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { useSourceNames } from '../shared/source-names.ts';
import { fieldTitle } from '../shared/titles.ts';
import { WorkloadDependencies } from './dependencies.tsx';
import { FactTable } from './fact-table.tsx';
import { InheritedClasses } from './inherited.tsx';
import { lastList } from './last-list.ts';
import { WorkloadFindings } from './findings.tsx';
import { WorkloadPlacement } from './placement.tsx';
import { WorkloadVerdicts } from './verdicts.tsx';

const route = getRouteApi('/shell/workloads/$id');

export function WorkloadPage() {
  const { id } = route.useParams();
  const query = useQuery({ queryKey: ['workload', id], queryFn: () => call(ROUTES.getWorkload, { params: { id } }) });
  const none = { title: 'No such workload', body: `The newest generation holds no workload "${id}".` };
  return (
    <Loading query={query} none={none}>
      {(workload) => <WorkloadDetails workload={workload} />}
    </Loading>
  );
}

function WorkloadDetails({ workload }: { readonly workload: WorkloadDocument }) {
  const { tab = 'readiness' } = route.useSearch();
  const navigate = route.useNavigate();
  const name = typeof workload.facts.name === 'string' ? workload.facts.name : workload.id;
  return (
    <ConsolePage
      title={name}
      answers={<Summary workload={workload} />}
      actions={<Classify subject={{ workloads: [workload.id] }} name={name} />}
      trail={<Trail name={name} />}
    >
      {workload.conflicts.length > 0 && (
        <Alert
          component="h2"
          variant="warning"
          isInline
          title={`Sources disagree on ${workload.conflicts.map(({ field }) => fieldTitle(field)).join(', ')}; see Facts.`}
        />
      )}
      <Tabs
        activeKey={tab}
        onSelect={(_event, key) => void navigate({ search: { tab: String(key) }, replace: true })}
        aria-label={`About ${name}`}
        mountOnEnter
      >
        <Tab eventKey="readiness" title={<TabTitleText>Readiness</TabTitleText>}>
          <div className="isthmus-tab">
            <WorkloadVerdicts id={workload.id} />
          </div>
        </Tab>
        <Tab eventKey="placement" title={<TabTitleText>Why here</TabTitleText>}>
          <div className="isthmus-tab">
            <WorkloadPlacement id={workload.id} />
          </div>
        </Tab>
        <Tab eventKey="dependencies" title={<TabTitleText>Dependencies</TabTitleText>}>
          <div className="isthmus-tab">
            <WorkloadDependencies id={workload.id} name={name} />
          </div>
        </Tab>
        <Tab eventKey="findings" title={<TabTitleText>Findings</TabTitleText>}>
          <div className="isthmus-tab">
            <WorkloadFindings id={workload.id} />
          </div>
        </Tab>
        <Tab eventKey="facts" title={<TabTitleText>Facts</TabTitleText>}>
          <div className="isthmus-tab">
            <InheritedClasses inherited={workload.inherited} />
            <FactTable workload={workload} />
          </div>
        </Tab>
        <Tab eventKey="sources" title={<TabTitleText>Sources</TabTitleText>}>
          <div className="isthmus-tab">
            <Sources workload={workload} />
          </div>
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}

/** Back to the list as it was left: filter, sort and place in it. */
function Trail({ name }: { readonly name: string }) {
  return (
    <>
      <BreadcrumbItem
        render={({ className }) => (
          <Link to="/workloads" search={lastList()} className={className}>
            Workloads
          </Link>
        )}
      />
      <BreadcrumbItem isActive>{name}</BreadcrumbItem>
    </>
  );
}

function Summary({ workload }: { readonly workload: WorkloadDocument }) {
  const { facts } = workload;
  const parts = [
    facts.platform,
    facts.powerState,
    facts.cpuCount === undefined ? undefined : `${JSON.stringify(facts.cpuCount)} vCPU`,
    workload.site,
  ].filter((part): part is string => typeof part === 'string');
  return (
    <>
      <Label isCompact>{workload.kind}</Label> {parts.join(' · ')} · generation {workload.generation} · seen by{' '}
      {countText(workload.observations.length)} {workload.observations.length === 1 ? 'source' : 'sources'}
    </>
  );
}

function Sources({ workload }: { readonly workload: WorkloadDocument }) {
  const sourceName = useSourceNames();
  return (
    <Grid hasGutter>
      {workload.observations.map((observation) => (
        <GridItem span={6} key={`${observation.sourceId} ${observation.nativeId}`}>
          <Card isCompact>
            <CardTitle>{sourceName(observation.sourceId)}</CardTitle>
            <CardBody>
              <DescriptionList isHorizontal isCompact>
                <DescriptionListGroup>
                  <DescriptionListTerm>Known there as</DescriptionListTerm>
                  <DescriptionListDescription>{observation.nativeId}</DescriptionListDescription>
                </DescriptionListGroup>
                <DescriptionListGroup>
                  <DescriptionListTerm>Observed</DescriptionListTerm>
                  <DescriptionListDescription>{timeText(observation.observedAt)}</DescriptionListDescription>
                </DescriptionListGroup>
              </DescriptionList>
            </CardBody>
          </Card>
        </GridItem>
      ))}
      <GridItem span={12}>
        <DescriptionList isHorizontal isCompact aria-label="Identity">
          {Object.entries(workload.identity).map(([key, value]) => (
            <DescriptionListGroup key={key}>
              <DescriptionListTerm>{key}</DescriptionListTerm>
              <DescriptionListDescription>
                {Array.isArray(value) ? value.join(', ') : String(value)}
              </DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
      </GridItem>
    </Grid>
  );
}
