/** Why here, and for each other site why not, or what forcing it would cost. */

import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { ConsideredSites } from '../placement/considered.tsx';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Loading } from '../shared/loading.tsx';

export function WorkloadPlacement({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['workload', id, 'placement'],
    queryFn: () => call(ROUTES.workloadPlacement, { params: { id } }),
  });
  return (
    <Loading
      query={query}
      none={{
        title: 'Not placed',
        body: (
          <>
            Compute a placement on the Placement page, or: <CommandText command="isthmus place -f sites.yaml" />
          </>
        ),
      }}
    >
      {(assignment) => <ConsideredSites assignment={assignment} />}
    </Loading>
  );
}
