/** The estate with the data classes that workloads inherit from what they read (S3): what rules are asked about. */

import type { Estate } from '../core/model/estate.ts';
import type { Inheritance } from '../core/policy/inherit/inherit.ts';
import { inheritanceOf } from '../core/policy/inherit/of-file.ts';
import type { SitesFile } from '../core/policy/site.ts';
import type { ServiceContext } from './context.ts';
import { loadEstate, requireGeneration } from './generations.ts';

export interface ClassifiedEstate extends Estate {
  readonly inherited: Inheritance;
}

/** Throws IST-2101 without an estate, IST-2102 for a generation that is not there. */
export async function classifiedEstate(
  context: ServiceContext,
  number: number,
  file: Pick<SitesFile, 'inheritance' | 'declarations'>,
): Promise<ClassifiedEstate> {
  const [estate, { createdAt }, catalog] = await Promise.all([
    loadEstate(context, number),
    requireGeneration(context, number),
    context.catalog(),
  ]);
  const inherited = inheritanceOf(file, catalog, {
    workloads: estate.workloads,
    dependencies: estate.dependencies,
    asOf: createdAt,
  });
  return { ...estate, workloads: estate.workloads.map((workload) => inherited.apply(workload)), inherited };
}
