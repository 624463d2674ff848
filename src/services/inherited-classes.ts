/** What one workload inherits from what it reads, with the way (S3): for people who look at that workload. */

import type { WorkloadDocument } from '../api/workloads.ts';
import type { Dependency } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { inheritanceOf } from '../core/policy/inherit/of-file.ts';
import { dependenciesRead, workloadsById } from '../store/inheritance.ts';
import type { ServiceContext } from './context.ts';
import { requireGeneration } from './generations.ts';
import { findSites } from './sites-document.ts';

/** Further workloads are not looked at for one answer; a check looks at all. */
const MOST_READ = 20_000;

export async function inheritedClasses(
  context: ServiceContext,
  workload: Workload,
  generation: number,
): Promise<WorkloadDocument['inherited']> {
  const known = new Map([[workload.id, workload]]);
  const dependencies = new Map<string, Dependency>();
  for (let level = [workload.id]; level.length > 0 && known.size < MOST_READ;) {
    const keepers = level.filter((id) => known.get(id)?.facts.roles?.includes('backup') === true);
    const found = await dependenciesRead(context.store, generation, level, keepers);
    for (const each of found) dependencies.set(JSON.stringify(each), each);
    const ids = new Set(found.flatMap(({ fromWorkloadId, toWorkloadId }) => [fromWorkloadId, toWorkloadId]));
    level = [...ids].filter((id) => !known.has(id));
    const next = level.length === 0 ? [] : await workloadsById(context.store, generation, level);
    for (const each of next) known.set(each.id, each);
    level = next.map(({ id }) => id);
  }
  if (dependencies.size === 0) return [];
  const [sites, catalog, { createdAt }] = await Promise.all([
    findSites(context),
    context.catalog(),
    requireGeneration(context, generation),
  ]);
  const found = inheritanceOf(sites?.file ?? { declarations: [] }, catalog, {
    workloads: [...known.values()],
    dependencies: [...dependencies.values()],
    asOf: createdAt,
  });
  const nameOf = (id: string): string => known.get(id)?.facts.name ?? id;
  return found.of(workload.id).map(({ dataClass, certain, path }) => ({
    dataClass,
    certain,
    path: path.map((step) => ({ ...step, workloadName: nameOf(step.workloadId) })),
  }));
}
