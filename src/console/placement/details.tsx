/** Where should each workload run, what does it cost, and how good is that answer? */

import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  ExpandableSection,
  Grid,
  GridItem,
  List,
  ListItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf, countText, percentText, timeText, usdText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { AssignmentList } from './assignments.tsx';
import { FlowDiagram } from './flows.tsx';
import { SiteTable } from './sites.tsx';

export function PlacementPage() {
  const query = useQuery({ queryKey: ['placement'], queryFn: () => call(ROUTES.latestPlacement) });
  return (
    <ConsolePage
      title="Placement"
      answers="Where should every workload run, what does it cost, and how good is that answer?"
      actions={
        <OperationButton
          label={query.data === undefined ? 'Place' : 'Place again'}
          start={() => call(ROUTES.place, { body: {} })}
        />
      }
    >
      <Loading
        query={query}
        none={{
          title: 'Not placed yet',
          body: (
            <>
              Describe your <Link to="/sites">sites</Link>, then press Place. On the command line:{' '}
              <CommandText command="isthmus place -f sites.yaml" />
            </>
          ),
        }}
      >
        {(summary) => (
          <Grid hasGutter>
            <Warnings warnings={summary.warnings} />
            <GridItem lg={4} span={12}>
              <Totals summary={summary} />
            </GridItem>
            <GridItem lg={8} span={12}>
              <Card isCompact isFullHeight>
                <CardTitle component="h2">From where to where</CardTitle>
                <CardBody>
                  <FlowDiagram flows={summary.flows} />
                </CardBody>
              </Card>
            </GridItem>
            <GridItem span={12}>
              <SiteTable sites={summary.sites} />
            </GridItem>
            <GridItem span={12}>
              <AssignmentList placementId={summary.id} />
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
          </Grid>
        )}
      </Loading>
    </ConsolePage>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <GridItem span={12}>
      <Alert
        component="h2"
        variant="warning"
        isInline
        isExpandable
        title={`${countOf(warnings.length, 'thing')} to know before trusting these figures`}
      >
        <List>
          {warnings.map((warning) => (
            <ListItem key={warning}>{warning}</ListItem>
          ))}
        </List>
      </Alert>
    </GridItem>
  );
}

function Totals({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const figures = [
    ['Per month', usdText(summary.totalUsdPerMonth)],
    ['Today', usdText(summary.currentUsdPerMonth)],
    ['One-off', usdText(summary.migrationUsdOneOff)],
    ['Best possible', `${usdText(summary.boundUsdPerMonth)}; this is at most ${percentText(summary.gapPct)} above`],
    ['Placed', `${countText(summary.placed)}: ${countText(summary.moves)} move, ${countText(summary.stays)} stay`],
    ['Nowhere to go', countText(summary.unplaced)],
    ['Computed', `${timeText(summary.createdAt)}, generation ${summary.generation}`],
    ['Method', summary.method],
  ] as const;
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">Cost and bound</CardTitle>
      <CardBody>
        <DescriptionList isHorizontal isCompact>
          {figures.map(([term, value]) => (
            <DescriptionListGroup key={term}>
              <DescriptionListTerm>{term}</DescriptionListTerm>
              <DescriptionListDescription>{value}</DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
      </CardBody>
    </Card>
  );
}
