/** Workloads by filter, sorted, paged, with counts of values: one list for the CLI, the API and the console. */

import { z } from 'zod';
import type { WorkloadList } from '../api/workloads.ts';
import { failure } from '../core/errors/registry.ts';
import type { Field } from '../core/model/field.ts';
import { findField, nearestFields } from '../core/model/fields.ts';
import { parseFilter } from '../core/model/filter/filter.ts';
import { fieldsOf } from '../core/model/filter/fields-of.ts';
import { facet, select } from '../store/columns/select.ts';
import { columnsOf, orderOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { currentSiteLocator } from './current-site.ts';
import { requireGeneration } from './generations.ts';
import { LIST_PATHS, listItem } from './workload-list-item.ts';

const VALUES_PER_FACET = 100;

export interface ListWorkloadsRequest {
  /** In the filter language; absent or empty: every workload. */
  readonly filter?: string;
  /** A field, "-" in front for descending; name when absent. */
  readonly sort?: string;
  /** 1 to 1,000. */
  readonly limit: number;
  readonly continue?: string;
  /** Matching rows to skip; counts from where a continuation goes on. */
  readonly offset?: number;
  readonly generation?: number;
  /** Fields whose values are counted over all matching workloads. */
  readonly facets?: readonly string[];
}

const positionSchema = z.object({
  generation: z.number().int(),
  results: z.array(z.string()).max(10),
  sort: z.string(),
  after: z.string(),
});

/**
 * A list that goes on stays on the generation and the results it began with, so that no row is shown twice or left out.
 * Throws IST-2001 to IST-2005 for the filter, IST-2101 and IST-2102 without such a generation, IST-2105.
 */
export async function listWorkloads(context: ServiceContext, request: ListWorkloadsRequest): Promise<WorkloadList> {
  const ast = parseFilter(request.filter ?? '');
  const sort = request.sort ?? 'name';
  const sortField = requireField(sort.replace(/^-/, ''));
  const facetFields = (request.facets ?? []).map(requireField);
  const position = readContinuation(positionSchema, request.continue);
  if (position !== undefined && position.sort !== sort)
    throw failure('IST-2105', `the continuation is of a list sorted by ${position.sort}`);
  const { number: generation } = await requireGeneration(context, position?.generation ?? request.generation);

  const source = columnsOf(context, generation, position?.results);
  const paths = [...LIST_PATHS, ...fieldsOf(ast), sortField.path, ...facetFields.map((field) => field.path)];
  const [{ rows, column }, ids, locate] = await Promise.all([
    source.load(paths),
    source.ids(),
    currentSiteLocator(context.store),
  ]);

  const { mask, total } = select(ast, rows, column);
  const order = orderOf(sortField, column(sortField.path), sort.startsWith('-'));
  let at = position === undefined ? 0 : placeAfter(order, ids, position.after);
  const page: number[] = [];
  let toSkip = request.offset ?? 0;
  for (; at < order.length && page.length <= request.limit; at += 1) {
    const row = order[at] ?? 0;
    if (mask[row] !== 1) continue;
    if (toSkip > 0) toSkip -= 1;
    else page.push(row);
  }
  const more = page.length > request.limit;
  const shown = more ? page.slice(0, request.limit) : page;
  const last = shown.at(-1);
  return {
    generation,
    items: shown.map((row) => listItem(row, column, locate)),
    total,
    ...(facetFields.length > 0 && {
      facets: Object.fromEntries(
        facetFields.map((field) => [field.path, facet(column(field.path), mask, VALUES_PER_FACET)]),
      ),
    }),
    ...(more &&
      last !== undefined && {
        continue: writeContinuation({ generation, results: await source.results(), sort, after: ids[last] ?? '' }),
      }),
  };
}

function requireField(path: string): Field {
  const field = findField(path);
  if (field !== undefined) return field;
  const near = nearestFields(path);
  throw failure(
    'IST-2002',
    `there is no field "${path}"${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`,
  );
}

/** Place after a workload's in an order. */
function placeAfter(order: Int32Array, ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  if (ids[low] !== id) throw failure('IST-2105', 'the continuation is of another estate');
  return order.indexOf(low) + 1;
}
