/** Generates a vendor tool's files from a plan, after checking that the estate is still the one it was made from (M3, M4). */

import { failure } from '../core/errors/registry.ts';
import { generateArtefacts } from '../core/plan/artefacts/registry.ts';
import type { ArtefactGap, ArtefactResult } from '../core/plan/artefacts/artefact.ts';
import { readPlan, writePlan } from '../core/plan/plan-file.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { ServiceContext } from './context.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { requireSites } from './sites-document.ts';

/** Throws IST-6xxx for a plan that was changed by hand, or that the estate or the sites file has moved on from. */
export async function makeArtefacts(context: ServiceContext, given: unknown, tool: string): Promise<ArtefactResult> {
  // Through its text form: shape and digest are checked there, whoever sent it.
  const plan = readPlan(writePlan(given as Plan));
  const generation = await requireGeneration(context);
  const sites = await requireSites(context);
  const drifted = [
    ...(plan.pins.estateDigest === generation.digest
      ? []
      : [
          {
            where: 'estate',
            message: `the plan is of gen/${plan.pins.generation}, the estate is at gen/${generation.number}`,
          },
        ]),
    ...(plan.pins.sitesDigest === sites.digest
      ? []
      : [{ where: 'sites file', message: 'it has changed since the plan was made' }]),
  ];
  if (drifted.length > 0)
    throw failure('IST-6006', 'the plan no longer fits what it was made from', { causes: drifted });
  const estate = await loadEstate(context, generation.number);
  const workloads = new Map(estate.workloads.map((workload) => [workload.id, workload]));
  return generateArtefacts(tool, { plan, sites: sites.file, workloads });
}

const NAMES_SHOWN = 5;

/** One line per gap: what is missing, for whom, what to do. */
export function gapText(gap: ArtefactGap): string {
  const more = gap.workloads.length - NAMES_SHOWN;
  const names = gap.workloads.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `${gap.effect}: ${gap.wave}: ${gap.what}${names === '' ? '' : ` (${names})`}: ${gap.remedy}`;
}
