/** Placement. */

import type { placementRoutes } from '../../api/placements.ts';
import { applyScenario } from '../../core/placement/scenario.ts';
import { getPlacement, listAssignments, listPlacements, workloadPlacement } from '../../services/get-placement.ts';
import { comparePlacements } from '../../services/compare-placements.ts';
import { pinDrill } from '../../services/drill-placement.ts';
import { findScenario } from '../../services/place-scenario.ts';
import { pinBasis } from '../../services/placement-basis.ts';
import { requireSites } from '../../services/sites-document.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function placementHandlers(background: Background): Handlers<typeof placementRoutes> {
  return {
    async place(context, { body: { scenario, ...search } }) {
      const basis = await pinBasis(context);
      if (scenario === undefined) return background.enqueue(context, 'place', { ...search, basis });
      // What cannot be is refused at once, not by an operation that fails later.
      const { file } = await requireSites(context);
      applyScenario(file, findScenario(file, scenario), await context.catalog());
      return background.enqueue(context, 'scenario', { ...search, scenario, basis });
    },
    drill: async (context, { body }) => background.enqueue(context, 'drill', await pinDrill(context, body)),
    listPlacements: (context, { query }) => listPlacements(context, query),
    comparePlacements: (context, { query: { limit, ...names } }) => comparePlacements(context, names, limit),
    latestPlacement: (context) => getPlacement(context),
    getPlacement: (context, { params }) => getPlacement(context, params.id),
    listAssignments(context, { params, query }) {
      const { moves, unplaced, ...rest } = query;
      return listAssignments(context, params.id, {
        ...rest,
        ...(moves !== undefined && { moves: moves === 'true' }),
        ...(unplaced !== undefined && { unplaced: true }),
      });
    },
    workloadPlacement: (context, { params, query: { placement, full } }) =>
      workloadPlacement({ ...context, signal: background.stopping }, params.id, { placement, full: full === 'true' }),
  };
}
