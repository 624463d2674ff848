/** What would another price, another site, another law change? */

import { Content, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import { Loading } from '../../shared/loading.tsx';
import { ConsolePage } from '../../shared/page.tsx';
import { usePlacements } from '../placements.ts';
import { SearchProgress } from '../progress.tsx';
import { useSearching } from '../running.ts';
import { PlacementSections } from '../sections.tsx';
import { useScenarios } from './read-scenarios.ts';
import { ResultTable } from './result-table.tsx';
import { ScenarioTable } from './scenario-table.tsx';

export function WhatIfPage() {
  const searching = useSearching();
  const scenarios = useScenarios();
  const placements = usePlacements();
  return (
    <ConsolePage title="What if" answers="What would another price, another site or another law change?">
      <PlacementSections />
      <SearchProgress searching={searching} />
      <Loading query={scenarios} none={{ title: 'No sites yet', body: <NoScenarios /> }}>
        {(known) =>
          known.length === 0 ? (
            <EmptyState titleText="No scenario is written down yet" headingLevel="h2">
              <EmptyStateBody>
                <NoScenarios />
              </EmptyStateBody>
            </EmptyState>
          ) : (
            <ScenarioTable scenarios={known} results={placements.data?.items ?? []} searching={searching} />
          )
        }
      </Loading>
      <Loading query={placements}>
        {({ items, total }) =>
          items.length > 0 && (
            <>
              <Content component="h2" className="isthmus-above">
                Results
              </Content>
              <ResultTable results={items} total={total} />
            </>
          )
        }
      </Loading>
    </ConsolePage>
  );
}

const EXAMPLE = `scenarios:
  - id: dearer-azure
    name: Azure 20 % dearer
    priceFactors: { azure-gwc: 1.2 }`;

function NoScenarios() {
  return (
    <>
      Scenarios stand in{' '}
      <Link to="/sites" search={{ tab: 'file' }}>
        sites.yaml
      </Link>
      : what differs from the sites as they are.
      <pre className="isthmus-example">{EXAMPLE}</pre>
    </>
  );
}
