/** One workload with the provenance of every fact. */

import type { WorkloadDocument } from '../api/workloads.ts';
import { failure } from '../core/errors/registry.ts';
import type { Workload } from '../core/model/workload.ts';
import { readWorkload, workloadsNamed } from '../store/estate.ts';
import type { ServiceContext } from './context.ts';
import { currentSiteLocator } from './current-site.ts';
import { requireGeneration } from './generations.ts';
import { inheritedClasses } from './inherited-classes.ts';

const NAMESAKES_SHOWN = 10;

/** By id, or by name when only one has it. Throws IST-2103 when there is none, IST-2104 naming those that share it. */
export async function findWorkload(
  context: ServiceContext,
  idOrName: string,
  generation?: number,
): Promise<{ readonly workload: Workload; readonly generation: number }> {
  const { number } = await requireGeneration(context, generation);
  const byId = await readWorkload(context.store, number, idOrName);
  if (byId !== undefined) return { workload: byId, generation: number };
  const named = await workloadsNamed(context.store, number, idOrName, NAMESAKES_SHOWN);
  const [only] = named;
  if (only === undefined) throw failure('IST-2103', `there is no workload "${idOrName}" in generation ${number}`);
  if (named.length > 1) {
    throw failure(
      'IST-2104',
      `${named.length === NAMESAKES_SHOWN ? 'many' : named.length} workloads are called "${idOrName}"`,
      {
        causes: named.map(({ id, facts, observations }) => ({
          where: id,
          message: [
            ...[facts.platform, facts.cluster, facts.host].filter(Boolean),
            `from ${observations.map(({ sourceId, nativeId }) => `${sourceId} ${nativeId}`).join(', ')}`,
          ].join(', '),
        })),
      },
    );
  }
  return { workload: only, generation: number };
}

export async function getWorkload(
  context: ServiceContext,
  idOrName: string,
  generation?: number,
): Promise<WorkloadDocument> {
  const found = await findWorkload(context, idOrName, generation);
  const locate = await currentSiteLocator(context.store);
  const { id, kind, identity, facts, observations, provenance, conflicts, corrected, open } = found.workload;
  return {
    id,
    kind,
    generation: found.generation,
    site: locate(found.workload),
    identity: { ...identity },
    facts: { ...facts },
    observations: [...observations],
    provenance: { ...provenance },
    conflicts: conflicts.map(({ field, others }) => ({
      field,
      others: others.map((other) => ({ observation: other.observation, value: other.value })),
    })),
    corrected: { ...corrected },
    inherited: await inheritedClasses(context, found.workload, found.generation),
    open: Object.fromEntries(Object.entries(open ?? {}).map(([fact, fields]) => [fact, [...fields]])),
  };
}
