/** Placements, what-ifs and losses, newest first. */

import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';

const MOST_RESULTS = 100;

export function usePlacements() {
  return useQuery({
    queryKey: ['placements'],
    queryFn: () => call(ROUTES.listPlacements, { query: { limit: MOST_RESULTS } }),
  });
}
