/** Loses sites, and says where their workloads would go (P7). */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import { lostSites } from '../core/placement/drill-lost.ts';
import { drillInSteps } from '../core/placement/drill.ts';
import { applyScenario } from '../core/placement/scenario.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import type { JobContext } from './durable-job.ts';
import { exactSolver } from './exact-solver.ts';
import { findPlacement } from './find-placement.ts';
import { keepPlacement } from './keep-placement.ts';
import type { PlacementSettings } from './keep-placement.ts';
import { findScenario } from './place-scenario.ts';
import { placementAgain } from './placement-again.ts';
import { runSearch, stepOptions } from './search-placement.ts';
import type { SearchOptions } from './search-placement.ts';
import { requireSites } from './sites-document.ts';

export interface DrillOptions extends SearchOptions {
  /** "site/fra", "zone/fra-1", "operator/Azure", "country/DE". */
  readonly lose: readonly string[];
  /** The placement that is struck; absent: the newest. */
  readonly placement?: string;
  /** The reserve of the sites that are left may be used; true unless given. */
  readonly useReserve?: boolean;
  /** Workloads that are not struck may be moved to make room; false unless given. */
  readonly moveSurvivors?: boolean;
}

/**
 * The options with the placement's id in them, refused at once where they cannot be.
 * Throws IST-2108, IST-5006 without the placement, IST-5008 for something that is not there to be lost.
 */
export async function pinDrill(context: ServiceContext, options: DrillOptions): Promise<DrillOptions> {
  const struck = await findPlacement(context, options.placement);
  const { sitesVersion, scenario } = struck.settings as Partial<PlacementSettings>;
  const { file } = await requireSites(context, sitesVersion);
  const sites = scenario === undefined ? file : applyScenario(file, findScenario(file, scenario));
  const { engine } = await policyFor(context, sites);
  const attributes = new Map(engine.sites.map(({ site, attributes }) => [site.id, attributes]));
  lostSites(sites.sites, options.lose, (siteId) => attributes.get(siteId));
  return { ...options, placement: struck.id };
}

/** Throws what `pinDrill` throws. */
export async function drillPlacement(context: JobContext, options: DrillOptions): Promise<PlacementSummaryDocument> {
  const { lose, placement, useReserve = true, moveSurvivors = false, ...search } = options;
  const struck = await findPlacement(context, placement);
  const { scenario } = struck.settings as Partial<PlacementSettings>;
  context.progress(0.02, 'loading the placement');
  const { basis, prepared, assigned, input, packs } = await placementAgain(context, struck);
  context.progress(0.18, 'losing sites');
  const exact = await exactSolver(prepared.search.workloads * prepared.search.sites);
  const steps = drillInSteps(prepared, assigned, lose, {
    ...stepOptions(search),
    useReserve,
    moveSurvivors,
    ...(exact !== undefined && { exact }),
  });
  const end = await runSearch(context, input, search, steps);
  const { outcome, ...drill } = end.found;
  const known = basis.sites.file.scenarios.find(({ id }) => id === scenario);
  return keepPlacement(context, {
    kind: 'drill',
    basis,
    packs,
    search,
    end: { ...end, found: outcome },
    about: {
      lost: [...lose],
      basedOn: struck.id,
      scenario: scenario === undefined ? null : { id: scenario, name: known?.name ?? scenario },
      drill: {
        ...drill,
        lostSites: [...drill.lostSites],
        notAllowed: { ...drill.notAllowed, first: [...drill.notAllowed.first] },
      },
    },
    settings: { useReserve, moveSurvivors },
  });
}
