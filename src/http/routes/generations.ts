/** Generations, their differences, and the estate at a glance. */

import type { generationRoutes } from '../../api/generations.ts';
import { diffGenerations } from '../../services/diff-generations.ts';
import { listGenerations } from '../../services/generations.ts';
import { overview } from '../../services/overview.ts';
import type { Handlers } from '../handler.ts';

export const generationHandlers: Handlers<typeof generationRoutes> = {
  async listGenerations(context) {
    const items = (await listGenerations(context)).map((generation) => ({
      ...generation,
      counts: { ...generation.counts },
    }));
    return { items, total: items.length };
  },
  diffGenerations: (context, { params, query }) => diffGenerations(context, params.from, params.to, query.limit),
  overview: (context) => overview(context),
};
