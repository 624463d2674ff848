/** One drill: the verdict, where everything goes, who has no place and why, and what room the survivors have left. */

import { Alert, Card, CardBody, CardTitle, Content, Grid, GridItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { ROUTES } from '../../../api/routes.ts';
import type { Site } from '../../../core/policy/site.ts';
import { call } from '../../shared/api.ts';
import { changeText, countOf, timeText, usdText } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';
import { DiagnosisList, Warnings } from '../notes.tsx';
import { FlowDiagram } from '../flows.tsx';
import { SiteTable } from '../sites.tsx';
import { lossText, qualityText, resultName } from '../words.ts';
import { Homeless } from './homeless.tsx';
import { sitesLost } from './losable.ts';
import { verdictOf } from './verdict.ts';

interface DrillResultProps {
  readonly id: string;
  readonly sites: readonly Site[];
}

export function DrillResult({ id, sites }: DrillResultProps) {
  const drill = useQuery({ queryKey: ['placement', id], queryFn: () => call(ROUTES.getPlacement, { params: { id } }) });
  const basedOn = drill.data?.basedOn ?? null;
  const struck = useQuery({
    queryKey: ['placement', basedOn],
    queryFn: () => call(ROUTES.getPlacement, { params: { id: basedOn ?? '' } }),
    enabled: basedOn !== null,
  });
  return (
    <Loading query={drill}>
      {(summary) => {
        const lost = sitesLost(sites, summary.lost);
        return (
          <Grid hasGutter className="isthmus-above">
            <GridItem span={12}>
              <Content component="h2">{resultName(summary)}</Content>
              <VerdictAlert summary={summary} struck={struck.data} />
            </GridItem>
            <GridItem span={12} className="isthmus-notes">
              {summary.diagnoses.length > 0 && (
                <Alert component="h3" variant="info" isInline title="What would help">
                  <DiagnosisList diagnoses={summary.diagnoses} />
                </Alert>
              )}
              <Warnings warnings={summary.warnings} />
            </GridItem>
            {summary.unplaced > 0 && (
              <GridItem span={12}>
                <Homeless id={summary.id} before={struck.data?.unplaced} />
              </GridItem>
            )}
            <GridItem span={12}>
              <Card isCompact>
                <CardTitle component="h3">Where everything goes</CardTitle>
                <CardBody>
                  <FlowDiagram flows={summary.flows} of={summary.id} />
                </CardBody>
              </Card>
            </GridItem>
            <GridItem span={12}>
              <Content component="h3">Headroom of the survivors</Content>
              <SiteTable sites={summary.sites.filter(({ siteId }) => !lost.has(siteId))} of={summary.id} />
            </GridItem>
          </Grid>
        );
      }}
    </Loading>
  );
}

interface VerdictAlertProps {
  readonly summary: PlacementSummaryDocument;
  readonly struck: PlacementSummaryDocument | undefined;
}

function VerdictAlert({ summary, struck }: VerdictAlertProps) {
  const { survives, homeless, usdPerMonth } = verdictOf(summary, struck);
  const lost = summary.lost.map(lossText).join(', ');
  const title =
    survives === true
      ? `Survives: everything finds a place without ${lost}`
      : survives === false
        ? `Does not survive: ${countOf(homeless, 'workload')} ${homeless === 1 ? 'loses its' : 'lose their'} place without ${lost}`
        : `${countOf(homeless, 'workload')} without a place; how many had one before is not known any more`;
  return (
    <Alert
      component="h3"
      isInline
      variant={survives === null ? 'info' : survives ? 'success' : 'danger'}
      title={title}
      className="isthmus-below"
    >
      <p>
        {usdText(summary.totalUsdPerMonth)} a month, {qualityText(summary.gapPct)}
        {usdPerMonth !== null && `; ${changeText(usdPerMonth, usdText)} against the placement that was struck`}.
      </p>
      <p>
        {timeText(summary.createdAt)}, generation {summary.generation}.{' '}
        {summary.basedOn !== null && (
          <Link to="/placement/compare" search={{ a: summary.basedOn, b: summary.id }}>
            Compare before and after
          </Link>
        )}
      </p>
    </Alert>
  );
}
