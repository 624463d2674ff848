/** One drill: the verdict, where everything goes, who has no place and why, and what room the survivors have left. */

import { Alert, Card, CardBody, CardTitle, Content, Grid, GridItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { Figures } from '../../shared/figures.tsx';
import { changeText, countText, timeText, usdText } from '../../shared/format.ts';
import { Loading } from '../../shared/loading.tsx';
import { FlowDiagram } from '../flows.tsx';
import { DiagnosisList, Warnings } from '../notes.tsx';
import { SiteTable } from '../sites.tsx';
import { resultName } from '../words.ts';
import { Homeless } from './homeless.tsx';
import { homelessBefore } from './verdict.ts';

export function DrillResult({ id }: { readonly id: string }) {
  const drill = useQuery({ queryKey: ['placement', id], queryFn: () => call(ROUTES.getPlacement, { params: { id } }) });
  return (
    <Loading query={drill}>
      {(summary) => {
        const lost = new Set(summary.drill?.lostSites);
        return (
          <Grid hasGutter className="isthmus-above">
            <GridItem span={12}>
              <Content component="h2">{resultName(summary)}</Content>
              <Verdict summary={summary} />
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
                <Homeless id={summary.id} before={homelessBefore(summary)} />
              </GridItem>
            )}
            <GridItem span={12}>
              <Card isCompact>
                <CardTitle component="h3">From where the plan had it to where it goes</CardTitle>
                <CardBody>
                  <FlowDiagram flows={summary.flows} of={summary.id} fromNone="no place before" onlyMovesFirst />
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

function Verdict({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const { drill, basedOn } = summary;
  if (drill === null) return null;
  const figures = [
    { value: countText(drill.struck), of: 'struck' },
    { value: countText(drill.rescued), of: 'find another place' },
    { value: countText(drill.stranded), of: 'do not' },
    { value: countText(drill.strandedMissionCritical), of: 'of those mission-critical' },
    { value: countText(drill.moved), of: 'others moved to make room' },
    { value: changeText(drill.addedUsdPerMonth, usdText), of: 'per month, for those who find one' },
  ];
  return (
    <Alert
      component="h3"
      isInline
      variant={drill.survives ? 'success' : drill.proved === true ? 'danger' : 'warning'}
      title={drill.verdict}
    >
      <Figures figures={figures} />
      <p>
        {timeText(summary.createdAt)}, generation {summary.generation}.{' '}
        {basedOn !== null && (
          <Link to="/placement/compare" search={{ a: basedOn, b: summary.id }}>
            Compare before and after
          </Link>
        )}
      </p>
    </Alert>
  );
}
