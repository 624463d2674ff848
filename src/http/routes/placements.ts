/** Placement. */

import type { placementRoutes } from '../../api/placements.ts';
import { latestPlacement, listAssignments, workloadPlacement } from '../../services/get-placement.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function placementHandlers(background: Background): Handlers<typeof placementRoutes> {
  return {
    place: (context, { body }) =>
      background.start(context, 'place', async (inner) => {
        const { placeEstate } = await import('../../services/place-estate.ts');
        return placeEstate(inner, body);
      }),
    latestPlacement: (context) => latestPlacement(context),
    listAssignments(context, { query }) {
      const { moves, unplaced, ...rest } = query;
      return listAssignments(context, {
        ...rest,
        ...(moves !== undefined && { moves: moves === 'true' }),
        ...(unplaced !== undefined && { unplaced: true }),
      });
    },
    workloadPlacement: (context, { params }) => workloadPlacement(context, params.id),
  };
}
