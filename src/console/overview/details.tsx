/** What needs me today? */

import { Card, CardBody, CardTitle, ClipboardCopy, Content, Gallery, List, ListItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/generations.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Bars } from '../shared/bars.tsx';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { LatestCards } from './latest.tsx';

export function OverviewPage() {
  const query = useQuery({ queryKey: ['overview'], queryFn: () => call(ROUTES.overview) });
  return (
    <Loading query={query}>
      {(overview) => (
        <ConsolePage title="Overview" answers={<GenerationLine overview={overview} />}>
          <Gallery hasGutter minWidths={{ default: '22rem' }}>
            <Card>
              <CardTitle component="h2">Estate</CardTitle>
              <CardBody>
                <List isPlain>
                  {Object.entries(overview.counts).map(([noun, count]) => (
                    <ListItem key={noun}>
                      {countText(count)} {noun}
                    </ListItem>
                  ))}
                </List>
                <Link to="/workloads">All workloads</Link>
              </CardBody>
            </Card>
            <Card>
              <CardTitle component="h2">By platform</CardTitle>
              <CardBody>
                <Bars label="Workloads by platform" rows={overview.byPlatform} />
              </CardBody>
            </Card>
            <Card>
              <CardTitle component="h2">By operating system</CardTitle>
              <CardBody>
                <Bars label="Workloads by operating system" rows={overview.byOsFamily} />
              </CardBody>
            </Card>
            <LatestCards overview={overview} />
            <NextCard overview={overview} />
          </Gallery>
        </ConsolePage>
      )}
    </Loading>
  );
}

function GenerationLine({ overview }: { readonly overview: Overview }) {
  if (overview.generation === null) return <>Nothing has been imported yet.</>;
  const { number, createdAt, reason } = overview.generation;
  return (
    <>
      Generation {number}, {timeText(createdAt)}: {reason}
    </>
  );
}

function NextCard({ overview }: { readonly overview: Overview }) {
  if (overview.next.length === 0) return null;
  return (
    <Card>
      <CardTitle component="h2">Next</CardTitle>
      <CardBody>
        {overview.next.map(({ title, command }) => (
          <div key={title}>
            <Content component="p">{title}</Content>
            <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied">
              {command}
            </ClipboardCopy>
          </div>
        ))}
      </CardBody>
    </Card>
  );
}
