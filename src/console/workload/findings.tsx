/** Sovereignty and compliance findings on one workload. */

import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { FindingTable } from '../finding/table.tsx';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Loading } from '../shared/loading.tsx';

export function WorkloadFindings({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['findings', 'workload', id],
    queryFn: () => call(ROUTES.listFindings, { query: { workload: id, limit: 500 } }),
  });
  return (
    <Loading
      query={query}
      none={{
        title: 'Not checked yet',
        body: (
          <>
            Run a check on the Findings page, or: <CommandText command="isthmus check -f sites.yaml" />
          </>
        ),
      }}
    >
      {(findings) => <FindingTable findings={findings.items} />}
    </Loading>
  );
}
