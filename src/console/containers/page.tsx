/** Which machines could run as containers, what stands against it, and which nodes they would need? */

import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { CandidateList } from './candidates.tsx';
import { ClusterChecks } from './clusters.tsx';
import { ImageMatrix } from './matrix.tsx';

const route = getRouteApi('/shell/containers');
export function ContainersPage() {
  const { tab = 'candidates', only } = route.useSearch();
  const navigate = route.useNavigate();
  const check = useQuery({ queryKey: ['containers', 'check'], queryFn: () => call(ROUTES.containerCheck) });
  const none = { title: 'Nothing is known yet', body: <Link to="/sources">Import or connect a source</Link> };
  return (
    <ConsolePage
      title="Containers"
      answers="Which machines could run as containers, what stands against it, and which nodes would they need?"
    >
      <Tabs
        activeKey={tab}
        aria-label="Containers"
        onSelect={(_event, key) => void navigate({ search: { tab: String(key) }, resetScroll: false })}
        mountOnEnter
        unmountOnExit
      >
        <Tab eventKey="candidates" title={<TabTitleText>Candidates</TabTitleText>}>
          <CandidateList only={only} none={none} />
        </Tab>
        <Tab eventKey="clusters" title={<TabTitleText>Clusters</TabTitleText>}>
          <Loading query={check} none={none}>
            {(checked) => <ClusterChecks checked={checked} />}
          </Loading>
        </Tab>
        <Tab eventKey="matrix" title={<TabTitleText>Images and nodes</TabTitleText>}>
          <Loading query={check} none={none}>
            {(checked) => <ImageMatrix checked={checked} />}
          </Loading>
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}
