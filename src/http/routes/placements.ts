/** Placement. */

import type { placementRoutes } from '../../api/placements.ts';
import { failure } from '../../core/errors/registry.ts';
import { getPlacement, listAssignments, listPlacements, workloadPlacement } from '../../services/get-placement.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function placementHandlers(background: Background): Handlers<typeof placementRoutes> {
  return {
    place: (context, { body }) =>
      background.start(context, 'place', async (inner) => {
        const { placeEstate } = await import('../../services/place-estate.ts');
        return placeEstate(inner, body);
      }),
    drill: () => {
      throw failure('IST-7001', 'drills are not served yet');
    },
    listPlacements: (context, { query }) => listPlacements(context, query),
    comparePlacements: () => {
      throw failure('IST-7001', 'comparisons are not served yet');
    },
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
    workloadPlacement: (context, { params, query }) => workloadPlacement(context, params.id, query.placement),
  };
}
