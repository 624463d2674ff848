/** Totals, sites, flows, workloads and inputs of two placements that differ. */

import { Card, CardBody, CardTitle, Grid, GridItem } from '@patternfly/react-core';
import type { PlacementComparisonDocument } from '../../../api/placements.ts';
import { countOf } from '../../shared/format.ts';
import { FlowChart } from '../flow-chart.tsx';
import { groupFlows } from '../flow-groups.ts';
import type { FlowEnd } from '../flow-groups.ts';
import { DifferentInputs } from './inputs.tsx';
import { SitePairs } from './site-pairs.tsx';
import { TotalPairs } from './total-pairs.tsx';
import { DifferentWorkloads } from './workloads.tsx';
import { comparisonWords, isOfTheSame } from './comparison-words.ts';

export function Comparison({ comparison }: { readonly comparison: PlacementComparisonDocument }) {
  return (
    <Grid hasGutter>
      <GridItem span={12}>
        <p className="isthmus-quality">{comparisonWords(comparison)}</p>
        {!isOfTheSame(comparison) && (
          <p className="isthmus-muted">
            The totals are not of the same workloads: what has nowhere to go, or is known to one side only, costs
            nothing there.
          </p>
        )}
      </GridItem>
      <GridItem xl={5} span={12}>
        <Card isCompact isFullHeight>
          <CardTitle component="h2">Totals</CardTitle>
          <CardBody>
            <TotalPairs comparison={comparison} />
          </CardBody>
        </Card>
      </GridItem>
      <GridItem xl={7} span={12}>
        <Card isCompact isFullHeight>
          <CardTitle component="h2">
            {countOf(comparison.different, 'workload')} placed elsewhere: from their site in A to that in B
          </CardTitle>
          <CardBody>
            <Differences comparison={comparison} />
          </CardBody>
        </Card>
      </GridItem>
      <GridItem xl={7} span={12}>
        <Card isCompact isFullHeight>
          <CardTitle component="h2">Sites</CardTitle>
          <CardBody>
            <SitePairs sites={comparison.sites} />
          </CardBody>
        </Card>
      </GridItem>
      <GridItem xl={5} span={12}>
        <Card isCompact isFullHeight>
          <CardTitle component="h2">What they were made from</CardTitle>
          <CardBody>
            <DifferentInputs inputs={comparison.inputs} />
          </CardBody>
        </Card>
      </GridItem>
      <GridItem span={12}>
        <DifferentWorkloads comparison={comparison} />
      </GridItem>
    </Grid>
  );
}

const MOST_SITES = 12;
const placed = ({ kind, siteId, sites }: FlowEnd): string =>
  kind === 'others' ? `${sites} other sites` : (siteId ?? 'nowhere to go');

function Differences({ comparison }: { readonly comparison: PlacementComparisonDocument }) {
  const flows = comparison.flows.map(({ siteA, siteB, workloads }) => ({
    fromSiteId: siteA,
    toSiteId: siteB,
    workloads,
    usdPerMonth: 0,
  }));
  if (flows.length === 0) return <>Every workload that both know is at the same site in both.</>;
  return (
    <FlowChart
      label="Workloads from their site in A to that in B"
      groups={groupFlows(flows, { measure: 'workloads', onlyMoves: false, mostSites: MOST_SITES })}
      measure="workloads"
      names={{ from: placed, to: placed }}
      isCountOnly
    />
  );
}
