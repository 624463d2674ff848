/**
 * Rate of finding the cheapest size that fits: workloads of the simulator against every size of every region of a list.
 * node bench/price.ts [workloads] [--csv azure-vms-20260520.csv] [--check 2000]. Without a file the sizes are generated:
 * 1,400 in 58 regions. --check compares so many questions with a scan over all sizes.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { demandKey, demandOf } from '../src/core/cost/demand.ts';
import type { Demand } from '../src/core/cost/demand.ts';
import { diskMarket } from '../src/core/cost/disk-market.ts';
import { createElasticSite } from '../src/core/cost/elastic.ts';
import { windowsRate } from '../src/core/cost/elastic-guest.ts';
import { createFitIndex } from '../src/core/cost/fit-index.ts';
import type { FitIndex } from '../src/core/cost/fit-index.ts';
import type { Offer } from '../src/core/cost/price-list.ts';
import { priceColumns, PRICE_COLUMNS, PriceRows } from '../src/core/cost/price-rows.ts';
import { knownOffer, lacks, needOf, sizeLimits } from '../src/core/cost/size-fit.ts';
import type { FitNeed } from '../src/core/cost/size-fit.ts';
import { resolveGuestOs } from '../src/core/model/guest-os.ts';
import type { WorkloadObservation } from '../src/core/model/workload.ts';
import { sitesFileSchema } from '../src/core/policy/site.ts';
import { generateEstate } from '../src/providers/simulator/estate.ts';
import { loadCatalog } from '../src/services/catalog.ts';
import { machineLine } from './machine.ts';

const { values, positionals } = parseArgs({
  options: { csv: { type: 'string' }, check: { type: 'string', default: '2000' } },
  allowPositionals: true,
});
const count = Number(positionals[0] ?? 100_000);
const catalog = await loadCatalog();
const limits = sizeLimits(catalog);
const regions = values.csv === undefined ? generated() : fromCsv(values.csv);
const sizes = new Set(Object.values(regions).flatMap((offers) => offers.map(({ size }) => size)));
const offers = Object.values(regions).reduce((sum, list) => sum + list.length, 0);

const [site] = sitesFileSchema.parse({ sites: [{ id: 'cloud', platform: 'azure', target: 'azure-vm' }] }).sites;
if (site === undefined) throw new Error('no site');
const demands = demandsOf(count);
const classes = new Set(demands.map(demandKey));
const needs = demands.map((demand) => needOf(demand, site, { count: demand.diskGiB.length, premium: true }));

console.log(machineLine());
console.log(
  `${count} workloads (${classes.size} different demands) against ${sizes.size} sizes in ${Object.keys(regions).length} regions: ${offers} prices, ${values.csv ?? 'generated'}`,
);

const built = timed(() =>
  Object.values(regions).map((list) => createFitIndex(list, limits, ({ usdPerHour }) => usdPerHour)),
);
report('indexes', built, `${offers} prices`);
const indexes = built.value;

// Every workload asked in every region, none of the answers kept from one that asked the same before.
const each = timed(() => tally(indexes, needs));
const questions = needs.length * indexes.length;
report('every workload in every region', each, `${(questions / each.wall / 1000).toFixed(1)} M questions per second`);
console.log(
  `  ${each.value.found} found, ${each.value.none} without a size, sum of cheapest ${each.value.usd.toFixed(2)} USD/h`,
);
console.log(
  `${((built.wall + each.wall) / 1000).toFixed(2)} s in all, ${((built.cpu + each.cpu) / 1000).toFixed(2)} s of CPU`,
);

// Size, disks and guest licence of every different demand in every region, as a placement asks for them.
const different = [...new Map(demands.map((demand) => [demandKey(demand), demand])).values()];
const whole = timed(() => {
  const list = {
    id: 'bench',
    name: 'bench',
    currency: 'USD',
    asOf: '2026-05-20',
    source: '',
    digest: '',
    builtIn: false,
    regions,
  } as const;
  let usd = 0;
  for (const region of Object.keys(regions)) {
    const market = diskMarket(catalog, list, region);
    const context = { list, region, market, windows: windowsRate(catalog), limits, licensing: catalog.licensing };
    const place = createElasticSite(site, context);
    for (const demand of different) {
      const quote = place.quote(demand, false);
      if ('runUsdPerMonth' in quote) usd += quote.runUsdPerMonth + quote.licenceUsdPerMonth;
    }
  }
  return usd;
});
report(
  'whole price of every different demand in every region',
  whole,
  `${Math.round((different.length * indexes.length) / whole.wall)} k prices per second`,
);

const checks = Math.min(Number(values.check), needs.length);
const stride = Math.max(1, Math.floor(needs.length / Math.max(1, checks)));
const sample = Array.from({ length: checks }, (_, at) => needs[at * stride]).filter((need) => need !== undefined);
const [first] = indexes;
if (first !== undefined && sample.length > 0) {
  const scanned = timed(() => sample.map((need) => scan(first, need)));
  const asked = timed(() => sample.map((need) => first.cheapest(need)?.offer.size));
  const differ = scanned.value.filter((size, at) => size !== asked.value[at]).length;
  console.log(
    `against a scan: ${sample.length} questions, ${differ} differ; ${(scanned.wall / Math.max(asked.wall, 1e-6)).toFixed(0)} times as fast`,
  );
  if (differ > 0) process.exitCode = 1;
}

function tally(indexes: readonly FitIndex[], needs: readonly FitNeed[]): { found: number; none: number; usd: number } {
  let found = 0;
  let none = 0;
  let usd = 0;
  for (const index of indexes) {
    for (const need of needs) {
      const fit = index.cheapest(need);
      if (fit === undefined) none += 1;
      else {
        found += 1;
        usd += fit.offer.usdPerHour;
      }
    }
  }
  return { found, none, usd };
}

function scan({ offers }: FitIndex, need: FitNeed): string | undefined {
  const fits = (known: boolean): string | undefined =>
    offers.find(
      (one) => (one.limits !== undefined) === known && lacks(need, knownOffer(one.offer, limits)).length === 0,
    )?.offer.size;
  return fits(true) ?? fits(false);
}

interface Timed<T> {
  readonly value: T;
  /** Milliseconds. */
  readonly wall: number;
  readonly cpu: number;
}

function timed<T>(work: () => T): Timed<T> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { value, wall, cpu: (user + system) / 1000 };
}

function report(title: string, { wall, cpu }: Timed<unknown>, more: string): void {
  console.log(`${title}: ${(wall / 1000).toFixed(3)} s, ${(cpu / 1000).toFixed(3)} s of CPU; ${more}`);
}

function demandsOf(wanted: number): Demand[] {
  const found: Demand[] = [];
  const estate = generateEstate({ seed: 1, workloads: wanted, observedAt: '2026-11-22T08:00:00.000Z' });
  for (const source of estate.sources) {
    for (const batch of source.items()) {
      for (const item of batch) {
        if (item.type !== 'workload' || found.length >= wanted) continue;
        const demand = demandOf(workloadOf(item.observation));
        if (!('unknown' in demand)) found.push(demand);
      }
    }
  }
  // What has no price for want of a fact is made up for, so that so many are asked as are said to be.
  for (let at = 0; found.length < wanted && found.length > 0; at += 1) found.push(...found.slice(at, at + 1));
  return found;
}

function workloadOf({ kind, identity, facts }: WorkloadObservation): Parameters<typeof demandOf>[0] {
  const os = facts.os === undefined ? {} : { os: resolveGuestOs(facts.os, catalog) };
  return { id: 'wl', kind, identity, facts: { ...facts, ...os }, observations: [], provenance: {}, conflicts: [] };
}

function fromCsv(path: string): Readonly<Record<string, readonly Offer[]>> {
  const rows = new PriceRows();
  let columns: readonly number[] | undefined;
  for (const [at, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    const cells = line.replace(/,V1,V2\r?$/, ',V1').split(',');
    if (columns === undefined) columns = priceColumns(cells);
    else if (line !== '')
      rows.add(at + 1, Object.fromEntries(PRICE_COLUMNS.map((name, slot) => [name, cells[columns?.[slot] ?? -1]])));
  }
  return rows.toList({ id: 'bench', name: 'bench', asOf: '2026-05-20', source: path, digest: '' }).regions;
}

/** Families in the naming of the built-in list, prices by vCPU and memory with a region's own factor. */
function generated(): Readonly<Record<string, readonly Offer[]>> {
  const steps = [1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 192];
  const made: Record<string, Offer[]> = {};
  for (let region = 0; region < 58; region += 1) {
    const list: Offer[] = [];
    for (let family = 0; list.length < 1400; family += 1) {
      const perVcpu = [2, 4, 8, 16][family % 4] ?? 4;
      for (const vcpu of steps) {
        const memoryGiB = vcpu * perVcpu;
        const usdPerHour = (vcpu * 0.02 + memoryGiB * 0.003) * (1 + ((family * 37 + region * 11) % 50) / 100);
        const letter = ['D', 'E', 'F', 'M'][family % 4] ?? 'D';
        list.push({ size: `Standard_${letter}${vcpu}s_v${family}`, vcpu, memoryGiB, usdPerHour });
      }
    }
    made[`region${region}`] = list.slice(0, 1400);
  }
  return made;
}
