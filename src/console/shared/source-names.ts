/** What people call a source that the API names by id. */

import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from './api.ts';

/** Of people's own words. */
const BY_HAND = 'hand';

export function useSourceNames(): (id: string) => string {
  const { data } = useQuery({ queryKey: ['sources'], queryFn: () => call(ROUTES.listSources) });
  return (id) => (id === BY_HAND ? 'by hand' : (data?.items.find((source) => source.id === id)?.name ?? id));
}
