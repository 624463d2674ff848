/** What happens when a site, an operator or a country is lost? */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { Loading } from '../../shared/loading.tsx';
import { ConsolePage } from '../../shared/page.tsx';
import { readSites } from '../../site/read-sites.ts';
import { usePlacements } from '../placements.ts';
import { SearchProgress } from '../progress.tsx';
import { useSearching } from '../running.ts';
import { PlacementSections } from '../sections.tsx';
import { DrillResult } from './drill-result.tsx';
import { LossTable } from './loss-table.tsx';

const route = getRouteApi('/shell/placement/drill');

export function DrillPage() {
  const { of } = route.useSearch();
  const searching = useSearching();
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(ROUTES.getSites) });
  const placements = usePlacements();
  const results = placements.data?.items ?? [];
  const shown = of ?? results.find(({ kind }) => kind === 'drill')?.id;
  return (
    <ConsolePage
      title="Loss of a site"
      answers="When a site, an operator or a country is lost: does everything find another place, and at what price?"
    >
      <PlacementSections />
      <SearchProgress searching={searching} />
      <Loading query={sites} none={{ title: 'No sites yet', body: <Link to="/sites">Describe your sites</Link> }}>
        {(document) => {
          const known = readSites(document.sites).flatMap(({ site }) => site ?? []);
          return (
            <>
              <LossTable sites={known} results={results} shown={shown} searching={searching} />
              {shown !== undefined && <DrillResult key={shown} id={shown} />}
            </>
          );
        }}
      </Loading>
    </ConsolePage>
  );
}
