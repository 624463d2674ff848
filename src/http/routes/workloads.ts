/** Workloads. */

import type { workloadRoutes } from '../../api/workloads.ts';
import { getWorkload } from '../../services/get-workload.ts';
import { listWorkloads } from '../../services/list-workloads.ts';
import type { Handlers } from '../handler.ts';

export const workloadHandlers: Handlers<typeof workloadRoutes> = {
  listWorkloads(context, { query }) {
    const { facets, ...rest } = query;
    const fields = facets
      ?.split(',')
      .map((path) => path.trim())
      .filter((path) => path !== '');
    return listWorkloads(context, { ...rest, ...(fields !== undefined && { facets: fields }) });
  },
  getWorkload: (context, { params, query }) => getWorkload(context, params.id, query.generation),
};
