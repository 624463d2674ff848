/** Which machine of a site should run on which host, and in which order do they get there? */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { Loading } from '../../shared/loading.tsx';
import { ConsolePage } from '../../shared/page.tsx';
import { useMay } from '../../shared/rights.ts';
import { SearchProgress } from '../progress.tsx';
import { useSearching } from '../running.ts';
import { PlacementSections } from '../sections.tsx';
import { RebalanceForm } from './rebalance-form.tsx';
import { RebalanceResult } from './rebalance-result.tsx';

const route = getRouteApi('/shell/placement/hosts');

export function HostPage() {
  const search = route.useSearch();
  const searching = useSearching();
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(ROUTES.getSites) });
  return (
    <ConsolePage
      title="Hosts"
      answers="Which machine of a site should run on which host, and in which order do they get there?"
    >
      <PlacementSections />
      <SearchProgress searching={searching} />
      <Loading query={sites} none={{ title: 'No sites yet', body: <Link to="/sites">Describe your sites</Link> }}>
        {({ sites: known }) => {
          const site = search.site ?? known[0]?.id ?? '';
          return (
            <>
              <RebalanceForm key={site} site={site} sites={known.map(({ id }) => id)} searching={searching} />
              <NewestPlan site={site} />
            </>
          );
        }}
      </Loading>
    </ConsolePage>
  );
}

function NewestPlan({ site }: { readonly site: string }) {
  const may = useMay('placement:run');
  const query = useQuery({
    queryKey: ['rebalance', site],
    queryFn: () => call(ROUTES.getRebalance, { params: { id: site } }),
  });
  return (
    <Loading
      query={query}
      none={{
        title: `No moves are planned at ${site} yet`,
        body: may
          ? 'Even out its hosts, or empty some of them: nothing is moved, the moves are planned.'
          : 'Somebody who may place the estate can plan them.',
      }}
    >
      {(plan) => <RebalanceResult plan={plan} />}
    </Loading>
  );
}
