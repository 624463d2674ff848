/** The list of workloads as it was last looked at, so that the way back from a workload leads to the same rows. */

import type { WorkloadSearch } from '../shell/search.ts';

let last: WorkloadSearch = {};

export function rememberList(search: WorkloadSearch): void {
  last = search;
}

export const lastList = (): WorkloadSearch => last;
