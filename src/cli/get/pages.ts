/** Follows a paged list until the limit, the end, or the reader closes the pipe. */

import type { Route } from '../../api/route.ts';
import type { CallInput, Client } from '../client/client.ts';

const PAGE = 500;

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly continue?: string;
}

export async function readPages<T>(
  client: Client,
  route: Route,
  input: CallInput,
  limit: number,
): Promise<{ items: T[]; total: number }> {
  const items: T[] = [];
  let total = 0;
  let next: string | undefined;
  do {
    const page = (await client.call(route, {
      ...input,
      query: { ...input.query, limit: Math.min(PAGE, limit - items.length), continue: next },
    })) as Page<T>;
    items.push(...page.items);
    total = page.total;
    next = page.continue;
  } while (next !== undefined && items.length < limit);
  return { items, total };
}
