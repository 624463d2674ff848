/** What was considered for one workload, over the list it was opened from. Its address can be handed to a colleague. */

import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsideredSites } from './considered.tsx';

const route = getRouteApi('/shell/placement');

export function ConsideredDialog({ placementId }: { readonly placementId: string }) {
  const { workload } = route.useSearch();
  return workload === undefined ? null : <OpenDialog key={workload} id={workload} placementId={placementId} />;
}

function OpenDialog({ id, placementId }: { readonly id: string; readonly placementId: string }) {
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['workload', id, 'placement', placementId],
    queryFn: () => call(ROUTES.workloadPlacement, { params: { id }, query: { placement: placementId } }),
  });
  const close = (): void => void navigate({ search: (view) => ({ ...view, workload: undefined }), resetScroll: false });
  const name = query.data?.workloadName ?? id;
  const { fromSiteId, siteId } = query.data ?? { fromSiteId: null, siteId: null };
  return (
    <Modal isOpen variant="large" width="80rem" aria-labelledby="considered-title" onClose={close}>
      <ModalHeader
        labelId="considered-title"
        title={`Sites considered for ${name}`}
        description={
          <>
            {query.data !== undefined && `${fromSiteId ?? 'no known site'} → ${siteId ?? 'nowhere to go'} · `}
            <Link to="/workloads/$id" params={{ id }} search={{ tab: 'placement' }}>
              Everything about it
            </Link>
          </>
        }
      />
      <ModalBody tabIndex={0} aria-label="Sites considered">
        <Loading query={query}>
          {(assignment) => <ConsideredSites assignment={assignment} placementId={placementId} />}
        </Loading>
      </ModalBody>
    </Modal>
  );
}
