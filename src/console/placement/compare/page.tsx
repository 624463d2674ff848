/** Two placements side by side: what differs, by how much, and why. */

import { Content, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { Loading } from '../../shared/loading.tsx';
import { ConsolePage } from '../../shared/page.tsx';
import { usePlacements } from '../placements.ts';
import { SearchProgress } from '../progress.tsx';
import { useSearching } from '../running.ts';
import { PlacementSections } from '../sections.tsx';
import { Chooser } from './chooser.tsx';
import { Comparison } from './comparison.tsx';

const route = getRouteApi('/shell/placement/compare');

/** How many of the workloads that differ are asked for. */
const MOST_WORKLOADS = 500;

export function ComparePage() {
  const placements = usePlacements();
  const searching = useSearching();
  return (
    <ConsolePage title="Compare" answers="What is different between two placements, by how much, and why?">
      <PlacementSections />
      <SearchProgress searching={searching} />
      <Loading query={placements}>
        {({ items }) => (items.length < 2 ? <TooFew /> : <Chosen placements={items} />)}
      </Loading>
    </ConsolePage>
  );
}

function Chosen({ placements }: { readonly placements: readonly PlacementSummaryDocument[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { a, b } = chosen(placements, search.a, search.b);
  const query = useQuery({
    queryKey: ['comparison', a, b],
    queryFn: () => call(ROUTES.comparePlacements, { query: { a, b, limit: MOST_WORKLOADS } }),
  });
  const choose = (next: { a: string; b: string }): void => void navigate({ search: next, resetScroll: false });
  return (
    <>
      <Chooser placements={placements} a={a} b={b} onChoose={choose} />
      <Loading query={query}>{(comparison) => <Comparison comparison={comparison} />}</Loading>
    </>
  );
}

/** Without a choice: the newest placement, and the newest other result. */
function chosen(
  placements: readonly PlacementSummaryDocument[],
  a: string | undefined,
  b: string | undefined,
): { readonly a: string; readonly b: string } {
  const newest = placements.find(({ kind }) => kind === 'place') ?? placements[0];
  const first = a ?? newest?.id ?? '';
  const other = placements.find(({ id }) => id !== first);
  return { a: first, b: b ?? other?.id ?? '' };
}

function TooFew() {
  return (
    <EmptyState titleText="Nothing to compare with yet" headingLevel="h2">
      <EmptyStateBody>
        <Content component="p">
          <Link to="/placement">Place the estate</Link>, then run a <Link to="/placement/what-if">what-if</Link> or a{' '}
          <Link to="/placement/drill">loss</Link>.
        </Content>
      </EmptyStateBody>
    </EmptyState>
  );
}
