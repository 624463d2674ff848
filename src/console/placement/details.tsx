/** Where should each workload run, what does it cost, and how good is that answer? */

import {
  Card,
  CardBody,
  CardTitle,
  Content,
  ExpandableSection,
  Grid,
  GridItem,
  List,
  ListItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { useMay } from '../shared/rights.ts';
import { AssignmentList } from './assignments.tsx';
import { ConsideredDialog } from './considered-dialog.tsx';
import { FlowDiagram } from './flows.tsx';
import { Diagnoses, StaleNote, Warnings } from './notes.tsx';
import { PlaceButton } from './place-button.tsx';
import { SearchProgress } from './progress.tsx';
import { useSearching } from './running.ts';
import { PlacementSections } from './sections.tsx';
import { RuleTables } from './rules.tsx';
import { SiteTable } from './sites.tsx';
import { Totals } from './totals.tsx';
import { resultName } from './words.ts';

const route = getRouteApi('/shell/placement');
const LATEST = 'latest';

export function PlacementPage() {
  const { of } = route.useSearch();
  const id = of ?? LATEST;
  const query = useQuery({
    queryKey: ['placement', id],
    queryFn: () =>
      of === undefined ? call(ROUTES.latestPlacement) : call(ROUTES.getPlacement, { params: { id: of } }),
  });
  const searching = useSearching();
  return (
    <ConsolePage
      title={query.data === undefined || of === undefined ? 'Placement' : resultName(query.data)}
      answers="Where should every workload run, what does it cost, and how good is that answer?"
      actions={
        of === undefined && (
          <PlaceButton
            label={query.data === undefined ? 'Place' : 'Place again'}
            searching={searching}
            begin={() => call(ROUTES.place, { body: {} })}
          />
        )
      }
    >
      <PlacementSections />
      <SearchProgress searching={searching} />
      <Loading query={query} none={{ title: 'Not placed yet', body: <NotPlaced /> }}>
        {(summary) => (
          <>
            {of !== undefined && <NotTheNewest summary={summary} />}
            <PlacementBody summary={summary} />
          </>
        )}
      </Loading>
    </ConsolePage>
  );
}

function PlacementBody({ summary }: { readonly summary: PlacementSummaryDocument }) {
  return (
    <Grid hasGutter>
      <GridItem span={12} className="isthmus-notes">
        <StaleNote stale={summary.stale} />
        <Warnings warnings={summary.warnings} />
      </GridItem>
      <GridItem xl={4} span={12}>
        <Totals summary={summary} />
      </GridItem>
      <GridItem xl={8} span={12}>
        <Card isCompact isFullHeight>
          <CardTitle component="h2">From where to where</CardTitle>
          <CardBody>
            <FlowDiagram flows={summary.flows} />
          </CardBody>
        </Card>
      </GridItem>
      {summary.unplaced > 0 && (
        <GridItem span={12}>
          <Diagnoses summary={summary} />
        </GridItem>
      )}
      <GridItem span={12}>
        <Content component="h2">Headroom of the sites</Content>
        <SiteTable sites={summary.sites} />
      </GridItem>
      <RuleTables summary={summary} />
      <GridItem span={12}>
        <AssignmentList summary={summary} />
      </GridItem>
      <GridItem span={12}>
        <ExpandableSection toggleText={`What the figures rest on (${countOf(summary.basis.length, 'price')})`}>
          <List>
            {summary.basis.map((line) => (
              <ListItem key={line}>{line}</ListItem>
            ))}
          </List>
        </ExpandableSection>
      </GridItem>
      <ConsideredDialog placementId={summary.id} />
    </Grid>
  );
}

function NotTheNewest({ summary }: { readonly summary: PlacementSummaryDocument }) {
  return (
    <p className="isthmus-below">
      <Link to="/placement/compare" search={{ a: LATEST, b: summary.id }}>
        Compare with the newest placement
      </Link>
      {' · '}
      <Link to="/placement">Go to the newest placement</Link>
    </p>
  );
}

function NotPlaced() {
  const may = useMay('placement:run');
  return (
    <>
      Describe your <Link to="/sites">sites</Link>, then {may ? 'press Place' : 'ask somebody who may place the estate'}
      . On the command line: <CommandText command="isthmus place -f sites.yaml" />
    </>
  );
}
