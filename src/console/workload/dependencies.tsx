/** What this workload calls and what calls it. */

import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { EdgeTable } from '../application/edge-table.tsx';
import { call } from '../shared/api.ts';
import { countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';

const SHOWN = 200;

export function WorkloadDependencies({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['dependencies', id],
    queryFn: () => call(ROUTES.listDependencies, { query: { workload: id, limit: SHOWN } }),
  });
  return (
    <Loading query={query}>
      {({ items, total }) => (
        <>
          <EdgeTable
            label="Dependencies"
            edges={items}
            none="No source says what it calls or what calls it. Flow records would: isthmus import flows FILE."
          />
          {total > items.length && (
            <p>
              The first {countText(items.length)} of {countText(total)}.
            </p>
          )}
        </>
      )}
    </Loading>
  );
}
