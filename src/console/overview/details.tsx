/** What needs me today? */

import { Card, CardBody, CardTitle, Content, Grid, GridItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/generations.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Bars } from '../shared/bars.tsx';
import { CommandText } from '../shared/command-text.tsx';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { NothingImported } from '../shared/nothing-imported.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { LatestCards } from './latest.tsx';
import { SourcesCard } from './sources.tsx';

const LOOK_MS = 30_000;

export function OverviewPage() {
  const query = useQuery({
    queryKey: ['overview'],
    queryFn: () => call(ROUTES.overview),
    // Sources are read by themselves; what needs somebody must not be found out by reloading.
    refetchInterval: LOOK_MS,
  });
  return (
    <Loading query={query}>
      {(overview) =>
        overview.generation === null ? <NothingImported title="Overview" /> : <Glance overview={overview} />
      }
    </Loading>
  );
}

function Glance({ overview }: { readonly overview: Overview }) {
  return (
    <ConsolePage title="Overview" answers={<GenerationLine overview={overview} />}>
      <Grid hasGutter>
        <SourcesCard sources={overview.sources} />
        <NextSteps overview={overview} />
        <LatestCards overview={overview} />
        <GridItem lg={4} span={12}>
          <Card isFullHeight isCompact>
            <CardTitle component="h2">Estate</CardTitle>
            <CardBody>
              <table className="isthmus-bars" aria-label="What the estate holds">
                <tbody>
                  {Object.entries(overview.counts).map(([noun, count]) => (
                    <tr key={noun}>
                      <th scope="row">{noun === 'workloads' ? <Link to="/workloads">workloads</Link> : noun}</th>
                      <td className="isthmus-number">{countText(count)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </CardBody>
          </Card>
        </GridItem>
        <GridItem lg={4} md={6} span={12}>
          <Card isFullHeight isCompact>
            <CardTitle component="h2">By platform</CardTitle>
            <CardBody>
              <Bars label="Workloads by platform" field="platform" rows={overview.byPlatform} />
            </CardBody>
          </Card>
        </GridItem>
        <GridItem lg={4} md={6} span={12}>
          <Card isFullHeight isCompact>
            <CardTitle component="h2">By operating system</CardTitle>
            <CardBody>
              <Bars label="Workloads by operating system" field="os.family" rows={overview.byOsFamily} />
            </CardBody>
          </Card>
        </GridItem>
      </Grid>
    </ConsolePage>
  );
}

function GenerationLine({ overview }: { readonly overview: Overview }) {
  if (overview.generation === null) return null;
  const { number, createdAt, reason } = overview.generation;
  return (
    <>
      <Link to="/generations">Generation {number}</Link>, {timeText(createdAt)}: {reason}
    </>
  );
}

function NextSteps({ overview }: { readonly overview: Overview }) {
  if (overview.next.length === 0) return null;
  return (
    <GridItem span={12}>
      <Card isCompact>
        <CardTitle component="h2">Next</CardTitle>
        <CardBody>
          {overview.next.map(({ title, command }) => (
            <Content component="p" key={title}>
              {title}: <CommandText command={command} />
            </Content>
          ))}
        </CardBody>
      </Card>
    </GridItem>
  );
}
