/** A what-if: places the estate onto the sites as a scenario of sites.yaml would have them (P6). */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import { failure } from '../core/errors/registry.ts';
import { applyScenario, scenarioLocator } from '../core/placement/scenario.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import { siteLocator } from '../core/policy/locate.ts';
import type { Scenario, SitesFile } from '../core/policy/site.ts';
import type { JobContext } from './durable-job.ts';
import { keepPlacement } from './keep-placement.ts';
import type { PlaceOptions } from './place-estate.ts';
import { groundOf, loadBasis } from './placement-basis.ts';
import type { LoadedBasis, PlacementGround } from './placement-basis.ts';
import { searchPlacement } from './search-placement.ts';

export interface ScenarioOptions extends PlaceOptions {
  /** Its id. */
  readonly scenario: string;
}

/** Throws IST-5007 naming what there is. */
export function findScenario(file: SitesFile, id: string): Scenario {
  const found = file.scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const ids = file.scenarios.map((scenario) => scenario.id);
  throw failure('IST-5007', `there is no scenario "${id}" in sites.yaml.${suggestion(id, ids)}`, {
    causes: file.scenarios.map((scenario) => ({ where: scenario.id, message: scenario.name })),
    ...(ids.length === 0 && {
      hint: 'The sites file has no scenarios. Add one under "scenarios:", then: isthmus sites apply',
    }),
  });
}

/** The ground under a scenario, or under the sites as they stand. Throws IST-5007, IST-5011. */
export async function groundUnder(
  context: JobContext,
  basis: LoadedBasis,
  scenarioId: string | undefined,
): Promise<PlacementGround & { readonly file: SitesFile; readonly scenario: Scenario | null }> {
  const base = basis.sites.file;
  if (scenarioId === undefined) return { ...(await groundOf(context, basis, base)), file: base, scenario: null };
  const scenario = findScenario(base, scenarioId);
  const file = applyScenario(base, scenario, await context.catalog());
  const ground = await groundOf(context, basis, file);
  const input = {
    ...ground.input,
    currentSiteOf: scenarioLocator(base, file),
    today: { sites: base, siteOf: siteLocator(base.sites) },
  };
  return { ...ground, input, file, scenario };
}

/** Throws what placing throws, IST-5007 for an unknown scenario, IST-5011 for one that cannot be applied. */
export async function placeScenario(context: JobContext, options: ScenarioOptions): Promise<PlacementSummaryDocument> {
  const { basis: pinned, scenario: id, ...search } = options;
  context.progress(0.02, 'loading the estate');
  const basis = await loadBasis(context, pinned ?? {});
  context.progress(0.15, 'judging candidates');
  const { input, packs, scenario } = await groundUnder(context, basis, id);
  const end = await searchPlacement(context, input, search);
  const about = { scenario: { id, name: scenario?.name ?? id } };
  return keepPlacement(context, { kind: 'scenario', basis, packs, search, end, about });
}
