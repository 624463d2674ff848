/** The list of recommended sizes: computed once for a question, then paged. */

import { z } from 'zod';
import type { RightSizeRow, RightSizingList, RightSizingQuery } from '../api/rightsizing.ts';
import { failure } from '../core/errors/registry.ts';
import { fieldsOf } from '../core/model/filter/fields-of.ts';
import { parseFilter } from '../core/model/filter/filter.ts';
import { compareText } from '../core/plan/order.ts';
import { select } from '../store/columns/select.ts';
import type { Store } from '../store/store.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { loadPriceLists } from './prices.ts';
import { sizeWorkloads } from './rightsize-estate.ts';
import type { SizedEstate } from './rightsize-estate.ts';
import { findSites } from './sites-document.ts';

/** Answers kept for the pages that follow: of a large estate one takes seconds and tens of megabytes. */
const KEPT = 2;
const answers = new WeakMap<Store, Map<string, Promise<SizedEstate>>>();

const positionSchema = z.object({ question: z.string(), offset: z.number().int().min(0) });

/** Throws IST-2001 to IST-2005 for the filter, IST-2101 without an estate, IST-2105, IST-4005 for the site. */
export async function listRightSizing(context: ServiceContext, query: RightSizingQuery): Promise<RightSizingList> {
  const position = readContinuation(positionSchema, query.continue);
  const ast = parseFilter(query.filter ?? '');
  const { number: generation } = await requireGeneration(context);
  const sites = await findSites(context);
  const prices = await loadPriceLists(context.home);
  const { basis, factor, cpuSpeedFactor, site, filter, verdict, sort, limit } = query;
  const asked = { basis, factor, cpuSpeedFactor, site };
  const catalog = await context.catalog();
  const question = JSON.stringify([
    generation,
    sites?.digest,
    catalog.version,
    prices.map(({ id, digest }) => [id, digest]),
    filter ?? '',
    asked,
  ]);
  const list = JSON.stringify([question, verdict, sort]);
  if (position !== undefined && position.question !== list)
    throw failure('IST-2105', 'the estate or the settings have changed since the list began');
  const { rows, summary } = await remembered(context.store, question, async () => {
    const source = columnsOf(context, generation);
    const [{ rows: count, column }, ids] = await Promise.all([source.load(fieldsOf(ast)), source.ids()]);
    const { mask } = select(ast, count, column);
    const wanted = new Set(ids.filter((_, row) => mask[row] === 1));
    return sizeWorkloads(
      context,
      eachWorkload(context, generation, 1000),
      ({ id }) => wanted.has(id),
      { file: sites?.file, prices },
      asked,
    );
  });
  const shown = (verdict === undefined ? [...rows] : rows.filter((row) => row.verdict === verdict)).sort(ORDERS[sort]);
  const from = (position?.offset ?? 0) + (query.offset ?? 0);
  const items = shown.slice(from, from + limit);
  return {
    generation,
    summary,
    items,
    total: shown.length,
    ...(from + limit < shown.length && { continue: writeContinuation({ question: list, offset: from + limit }) }),
  };
}

type Order = (a: RightSizeRow, b: RightSizeRow) => number;

const byName: Order = (a, b) => compareText(a.name, b.name) || compareText(a.id, b.id);
const falling =
  (value: (row: RightSizeRow) => number): Order =>
  (a, b) =>
    value(b) - value(a) || byName(a, b);
const difference = ({ current, recommended }: RightSizeRow['cpu']): number =>
  Math.abs((current ?? 0) - (recommended ?? 0));

/** What is not known comes after what is. */
const ORDERS: Readonly<Record<RightSizingQuery['sort'], Order>> = {
  name: byName,
  saves: falling(({ savesUsdPerMonth, cpu }) => savesUsdPerMonth ?? -1e9 + difference(cpu)),
  vcpu: falling(({ cpu }) => difference(cpu)),
  memory: falling(({ memory }) => difference(memory)),
  confidence: falling(({ confidence }) => confidence.pct),
};

function remembered(store: Store, key: string, make: () => Promise<SizedEstate>): Promise<SizedEstate> {
  let kept = answers.get(store);
  if (kept === undefined) answers.set(store, (kept = new Map()));
  const found = kept.get(key) ?? make();
  // The newest last: the first is forgotten.
  kept.delete(key);
  kept.set(key, found);
  found.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return found;
}
