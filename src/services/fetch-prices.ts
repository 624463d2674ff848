/**
 * Asks a provider's public price service, only when somebody says so. Each page is kept before the next is asked for, so
 * that the same command goes on where it was broken off; a region becomes a list of its own, versioned by day.
 */

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { builtInPriceList } from '../core/cost/price-list.ts';
import type { PriceList } from '../core/cost/price-list.ts';
import type { FewerSizes } from '../core/cost/take-over.ts';
import { failure } from '../core/errors/registry.ts';
import { digestOf } from '../core/evidence/digest.ts';
import type { PriceQuestion, PriceReader, PriceSource, SizeShape } from '../providers/price-source.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { loadPriceLists, savePriceList } from './prices.ts';

export interface PriceFetchRequest {
  /** Kind of the provider; absent: the only one that has public prices. */
  readonly provider?: string | undefined;
  readonly regions: readonly string[];
  readonly currency: string;
  /** US dollars for one unit of the currency; needed for any other than USD, since everything is counted in USD. */
  readonly usdPerUnit?: number | undefined;
  /** Lists are called name-region; absent: kind-retail. */
  readonly name?: string | undefined;
}

export interface PriceFetchReceipt {
  readonly source: string;
  readonly asOf: string;
  readonly pages: number;
  /** Pages that an earlier attempt of the day had read. */
  readonly resumedPages: number;
  readonly records: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly withoutShape: readonly string[];
  readonly lists: readonly {
    readonly id: string;
    readonly region: string;
    readonly offers: number;
    readonly digest: string;
    readonly inForce: boolean;
    /** Why it is not, in words. */
    readonly why: string | null;
    readonly heldBack: readonly FewerSizes[];
  }[];
  /** Regions for which the service has no price of a size whose shape is known. */
  readonly empty: readonly string[];
}

const MOST_PAGES = 2000;
const STALE_MS = 2 * 86_400_000;

/** Throws IST-5070 for what cannot be asked, IST-5071 and IST-22xx of the service, IST-7010 when cancelled. */
export async function fetchPrices(context: ServiceContext, request: PriceFetchRequest): Promise<PriceFetchReceipt> {
  const { kind, prices: source } = await sourceFor(context, request.provider);
  const usdPerUnit = rateFor(request);
  const regions = [...new Set(request.regions.map((region) => region.trim().toLowerCase()))].filter(Boolean).sort();
  if (regions.length === 0) throw failure('IST-5070', 'no region is named');
  const odd = regions.find((region) => !/^[a-z0-9-]{2,60}$/.test(region));
  if (odd !== undefined) throw failure('IST-5070', `"${odd}" is no name of a region`);
  const asOf = today(context);
  const endpoint = context.installation.pricesEndpoint ?? source.endpoint;
  const query = { regions, currency: request.currency };
  const spool = await Spool.open(context.home, digestOf({ kind, endpoint, asOf, ...query }), context.clock());
  const resumedPages = spool.pages.length;
  await using reader = source.open(endpoint);
  await readAll(context, source.questions(query), reader, spool);
  context.progress(0.95, 'putting the lists together');
  const collected = source.collect(spool.records(), await knownShapes(context), asOf, usdPerUnit);
  const builtIn = builtInPriceList(await context.catalog());
  const lists: PriceFetchReceipt['lists'][number][] = [];
  for (const region of regions) {
    const offers = collected.regions[region];
    if (offers === undefined) continue;
    const content = { regions: { [region]: offers }, extras: { [region]: collected.extras[region] ?? {} } };
    const list: PriceList = {
      id: `${request.name ?? `${kind}-retail`}-${region}`,
      name: `${source.title}, ${region}`,
      currency: 'USD',
      asOf,
      source: `${endpoint}${request.currency === 'USD' ? '' : `, ${request.currency} at ${usdPerUnit} USD`}`,
      digest: digestOf(content),
      builtIn: false,
      ...content,
    };
    const { inForce, why, heldBack } = await savePriceList(context.home, list, builtIn);
    lists.push({ id: list.id, region, offers: offers.length, digest: list.digest, inForce, why, heldBack });
  }
  await spool.remove();
  return {
    source: source.title,
    asOf,
    pages: spool.pages.length,
    resumedPages,
    records: collected.records,
    leftOut: collected.leftOut,
    withoutShape: collected.withoutShape,
    lists,
    empty: regions.filter((region) => collected.regions[region] === undefined),
  };
}

async function sourceFor(
  context: ServiceContext,
  kind: string | undefined,
): Promise<{ kind: string; prices: PriceSource }> {
  const { providers } = await context.installation.providers();
  const able = providers.flatMap(({ kind, prices }) => (prices === undefined ? [] : [{ kind, prices }]));
  const found = kind === undefined ? able : able.filter((one) => one.kind === kind);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = able.map((one) => one.kind).join(', ');
  throw failure(
    'IST-5070',
    kind === undefined ? `say whose prices: ${names}` : `"${kind}" has no public prices here; ${names} has`,
  );
}

function rateFor({ currency, usdPerUnit }: PriceFetchRequest): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw failure('IST-5070', `"${currency}" is no currency, such as EUR`);
  if (currency === 'USD') return 1;
  if (usdPerUnit === undefined || !(usdPerUnit > 0)) {
    throw failure('IST-5070', `costs are counted in USD: say how many US dollars one ${currency} is`);
  }
  return usdPerUnit;
}

/** The service does not say what sizes are made of: the newest list that knows does, or the built-in one. */
async function knownShapes(context: ServiceContext): Promise<ReadonlyMap<string, SizeShape>> {
  const imported = await loadPriceLists(context.home);
  const lists = [builtInPriceList(await context.catalog()), ...imported.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1))];
  const shapes = new Map<string, SizeShape>();
  for (const list of lists) {
    for (const offers of Object.values(list.regions)) {
      for (const { size, vcpu, memoryGiB, gpu, gpuCount, gen2Only, maxDataDisks, maxNics } of offers) {
        shapes.set(size, {
          vcpu,
          memoryGiB,
          ...(gpu !== undefined && { gpu }),
          ...(gpuCount !== undefined && { gpuCount }),
          ...(gen2Only !== undefined && { gen2Only }),
          ...(maxDataDisks !== undefined && { maxDataDisks }),
          ...(maxNics !== undefined && { maxNics }),
        });
      }
    }
  }
  return shapes;
}

async function readAll(
  context: ServiceContext,
  questions: readonly PriceQuestion[],
  reader: PriceReader,
  spool: Spool,
): Promise<void> {
  for (const [index, question] of questions.entries()) {
    const last = spool.lastOf(question.id);
    let next = last === undefined ? question.path : last.next;
    while (next !== undefined) {
      throwIfCancelled(context);
      if (spool.pages.length >= MOST_PAGES) {
        throw failure('IST-5071', `more than ${MOST_PAGES} pages: ask for fewer regions`);
      }
      const done = (0.9 * index) / questions.length;
      context.progress(done, 'reading prices', `${question.id}, page ${spool.pages.length + 1}`);
      const { records, next: further } = await reader.read(next, context.signal);
      if (further !== undefined && spool.asked(question.id, further)) {
        throw failure('IST-5071', `${question.id} leads back to a page that was read`);
      }
      await spool.keep({
        question: question.id,
        path: next,
        records: [...records],
        ...(further !== undefined && { next: further }),
      });
      next = further;
    }
  }
}

const pageSchema = z.object({
  question: z.string(),
  path: z.string(),
  next: z.string().optional(),
  records: z.array(z.unknown()),
});
type KeptPage = z.infer<typeof pageSchema>;

/** Pages read so far, one file each, in the order they were asked for. */
class Spool {
  readonly pages: KeptPage[];
  readonly #folder: string;

  private constructor(folder: string, pages: KeptPage[]) {
    this.#folder = folder;
    this.pages = pages;
  }

  /** What an attempt of another day left is removed: its prices are not of today. */
  static async open(home: string, digest: string, now: Date): Promise<Spool> {
    const root = join(home, 'prices', 'fetching');
    const name = digest.replace(/^sha256:/, '').slice(0, 16);
    await mkdir(join(root, name), { recursive: true });
    for (const other of await readdir(root)) {
      const path = join(root, other);
      const touched = await stat(path).then(
        (info) => info.mtimeMs,
        () => 0,
      );
      if (other !== name && now.getTime() - touched > STALE_MS) await rm(path, { recursive: true, force: true });
    }
    const folder = join(root, name);
    const pages: KeptPage[] = [];
    for (;;) {
      const page = await readPage(join(folder, pageName(pages.length)));
      if (page === undefined) return new Spool(folder, pages);
      pages.push(page);
    }
  }

  lastOf(question: string): KeptPage | undefined {
    return this.pages.findLast((page) => page.question === question);
  }

  asked(question: string, path: string): boolean {
    return this.pages.some((page) => page.question === question && page.path === path);
  }

  async keep(page: KeptPage): Promise<void> {
    const path = join(this.#folder, pageName(this.pages.length));
    await writeFile(`${path}.new`, JSON.stringify(page));
    await rename(`${path}.new`, path);
    this.pages.push(page);
  }

  *records(): Generator {
    for (const { records } of this.pages) yield* records;
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const pageName = (at: number): string => `page-${String(at).padStart(5, '0')}.json`;

async function readPage(path: string): Promise<KeptPage | undefined> {
  try {
    return pageSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // Not there, or damaged: asked for again.
    return undefined;
  }
}
