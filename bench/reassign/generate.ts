/**
 * Makes machine reassignment instances of any size, shaped like the b and x instances of the challenge, so that large
 * scale can be tried without them:
 * node bench/reassign/generate.ts --machines 500 --processes 20000 --seed 1 --out /some/folder/name
 * writes model_name.txt and assignment_name.txt. Further figures: --resources 6 --transient 2 --services 1700
 * --locations 50 --neighbourhoods 5 --dependencies 40000 --balances 1 --fill 0.7
 */

import { closeSync, openSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/core/placement/random.ts';
import type { Random } from '../../src/core/placement/random.ts';

export interface Figures {
  readonly seed: number;
  readonly machines: number;
  readonly processes: number;
  readonly resources: number;
  /** How many of the resources are transient. */
  readonly transient: number;
  readonly services: number;
  readonly locations: number;
  readonly neighbourhoods: number;
  readonly dependencies: number;
  readonly balances: number;
  /** Share of all capacity that is in use. */
  readonly fill: number;
}

/** Numbers to a file through one buffer: the text of the largest models is longer than a string may be. */
class NumberWriter {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(1 << 20);
  #at = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  put(value: number, end: ' ' | '\n' = ' '): void {
    if (this.#at > this.#buffer.length - 32) this.#flush();
    this.#at += this.#buffer.write(value.toFixed(0), this.#at, 'latin1');
    this.#buffer[this.#at] = end === ' ' ? 32 : 10;
    this.#at += 1;
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#at);
    this.#at = 0;
  }

  [Symbol.dispose](): void {
    this.#flush();
    closeSync(this.#file);
  }
}

/** A few services with many processes, many with one: each process beyond the first goes to a service that is large. */
function serviceSizes(figures: Figures, random: Random): Int32Array {
  const sizes = new Int32Array(figures.services).fill(1);
  const large = Math.max(1, Math.floor(figures.services * (figures.services * 3 < figures.processes ? 1 : 0.06)));
  const most = Math.min(figures.machines, Math.max(figures.locations, Math.ceil((figures.processes / large) * 2)));
  for (let left = figures.processes - figures.services; left > 0;) {
    // The cube favours the first, so that sizes differ widely.
    const s = Math.floor(random.next() ** 3 * large);
    const size = sizes[s] ?? 0;
    const target = size < most ? s : random.below(figures.services);
    if ((sizes[target] ?? 0) >= figures.machines) continue;
    sizes[target] = (sizes[target] ?? 0) + 1;
    left -= 1;
  }
  return sizes;
}

interface Laid {
  readonly service: Int32Array;
  readonly need: Float64Array;
  readonly host: Int32Array;
  readonly used: Float64Array;
}

/** Processes on machines that were drawn unevenly; capacities are made around them, so the plan is feasible by itself. */
function layProcesses(figures: Figures, random: Random): Laid {
  const { machines, processes, resources } = figures;
  const service = new Int32Array(processes);
  const need = new Float64Array(processes * resources);
  const host = new Int32Array(processes);
  const used = new Float64Array(machines * resources);
  // Machines are popular to different degrees: some begin nearly full, some nearly empty.
  const popularity = Float64Array.from({ length: machines }, () => 0.15 + random.next() ** 2);
  for (let m = 1; m < machines; m += 1) popularity[m] = (popularity[m] ?? 0) + (popularity[m - 1] ?? 0);
  const all = popularity[machines - 1] ?? 0;
  const draw = (): number => {
    const wanted = random.next() * all;
    let low = 0;
    let high = machines - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((popularity[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let p = 0;
  for (const [s, size] of serviceSizes(figures, random).entries()) {
    const base = Float64Array.from({ length: resources }, () => 20 * Math.exp(3.2 * (random.next() + random.next())));
    const taken = new Set<number>();
    for (let k = 0; k < size; k += 1, p += 1) {
      let m = draw();
      while (taken.has(m)) m = random.below(machines);
      taken.add(m);
      service[p] = s;
      host[p] = m;
      for (let r = 0; r < resources; r += 1) {
        const amount = random.next() < 0.12 ? 0 : Math.round((base[r] ?? 0) * (0.8 + 0.4 * random.next()));
        need[p * resources + r] = amount;
        used[m * resources + r] = (used[m * resources + r] ?? 0) + amount;
      }
    }
  }
  return { service, need, host, used };
}

export function generate(figures: Figures, modelPath: string, assignmentPath: string): void {
  const random = createRandom(figures.seed);
  const { machines, processes, resources } = figures;
  const { service, need, host, used } = layProcesses(figures, random);
  const location = Int32Array.from({ length: machines }, (_, m) => m % figures.locations);
  const neighbourhood = Int32Array.from(location, (l) => l % figures.neighbourhoods);

  using model = new NumberWriter(modelPath);
  model.put(resources, '\n');
  for (let r = 0; r < resources; r += 1) {
    model.put(r < figures.transient ? 1 : 0);
    model.put(10 * (1 + random.below(10)), '\n');
  }
  model.put(machines, '\n');
  const average = Float64Array.from({ length: resources }, () => 0);
  for (let at = 0; at < used.length; at += 1) {
    average[at % resources] = (average[at % resources] ?? 0) + (used[at] ?? 0) / machines;
  }
  const kinds = Array.from({ length: 5 }, () => 0.6 + 0.8 * random.next());
  for (let m = 0; m < machines; m += 1) {
    model.put(neighbourhood[m] ?? 0);
    model.put(location[m] ?? 0);
    const kind = kinds[random.below(kinds.length)] ?? 1;
    const capacity = Float64Array.from({ length: resources }, (_, r) =>
      Math.ceil(Math.max(((average[r] ?? 0) / figures.fill) * kind, (used[m * resources + r] ?? 0) * 1.02)),
    );
    for (const value of capacity) model.put(value);
    for (const value of capacity) model.put(Math.floor(value * (0.5 + 0.35 * random.next())));
    for (let to = 0; to < machines; to += 1) {
      const near = location[m] === location[to] ? 1 : neighbourhood[m] === neighbourhood[to] ? 5 : 12;
      model.put(m === to ? 0 : near + random.below(3), to === machines - 1 ? '\n' : ' ');
    }
  }
  writeServices(figures, random, model, service, host, location, neighbourhood);
  model.put(processes, '\n');
  for (let p = 0; p < processes; p += 1) {
    model.put(service[p] ?? 0);
    for (let r = 0; r < resources; r += 1) model.put(need[p * resources + r] ?? 0);
    model.put(1 + random.below(1000), '\n');
  }
  model.put(figures.balances, '\n');
  for (let b = 0; b < figures.balances; b += 1) {
    const ratio = ((average[b + 1] ?? 1) / (average[b] ?? 1)) * 1.3;
    for (const value of [b, b + 1, Math.max(1, Math.round(ratio)), 10]) model.put(value);
  }
  for (const weight of [1, 10, 100]) model.put(weight);
  using assignment = new NumberWriter(assignmentPath);
  for (const m of host) assignment.put(m);
}

/** Spread and dependencies that the plan keeps as it stands. */
function writeServices(
  figures: Figures,
  random: Random,
  model: NumberWriter,
  service: Int32Array,
  host: Int32Array,
  location: Int32Array,
  neighbourhood: Int32Array,
): void {
  const { services } = figures;
  const locations = Array.from({ length: services }, () => new Set<number>());
  const hoods = Array.from({ length: services }, () => new Set<number>());
  for (const [p, m] of host.entries()) {
    locations[service[p] ?? 0]?.add(location[m] ?? 0);
    hoods[service[p] ?? 0]?.add(neighbourhood[m] ?? 0);
  }
  const depends = Array.from({ length: services }, () => new Set<number>());
  let made = 0;
  for (let tries = figures.dependencies * 50; tries > 0 && made < figures.dependencies; tries -= 1) {
    const from = random.below(services);
    // Large services are drawn first and are the ones others can depend on.
    const to = Math.floor(random.next() ** 4 * services);
    const own = depends[from];
    const there = hoods[to];
    if (from === to || own === undefined || there === undefined || own.has(to)) continue;
    if (![...(hoods[from] ?? [])].every((n) => there.has(n))) continue;
    own.add(to);
    made += 1;
  }
  model.put(services, '\n');
  for (let s = 0; s < services; s += 1) {
    const reached = locations[s]?.size ?? 1;
    model.put(reached > 1 && random.next() < 0.6 ? 1 + random.below(reached) : 1);
    const own = [...(depends[s] ?? [])];
    model.put(own.length, own.length === 0 ? '\n' : ' ');
    for (const [k, other] of own.entries()) model.put(other, k === own.length - 1 ? '\n' : ' ');
  }
}

/** The figures of the published instances at this size, where none are given. */
export function figuresLike(processes: number, machines: number, given: Partial<Figures>): Figures {
  const many = processes / machines > 100;
  return {
    seed: 1,
    machines,
    processes,
    resources: 6,
    transient: 2,
    services: Math.max(1, Math.round(processes * (many ? 0.75 : 0.09))),
    locations: Math.max(1, Math.round(machines / 10)),
    neighbourhoods: Math.min(5, Math.max(1, Math.round(machines / 10))),
    dependencies: Math.round(processes * 0.8),
    balances: 1,
    fill: 0.7,
    ...given,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(
        ['seed', 'machines', 'processes', 'resources', 'transient', 'services', 'locations', 'neighbourhoods'].map(
          (name) => [name, { type: 'string' as const }],
        ),
      ),
      dependencies: { type: 'string' },
      balances: { type: 'string' },
      fill: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { out, ...texts } = values as Readonly<Record<string, string | undefined>>;
  const given = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Number(text)]));
  const bad = Object.entries(given).find(([, value]) => !Number.isFinite(value) || value < 0);
  if (out === undefined || bad !== undefined || !given['machines'] || !given['processes']) {
    console.error(
      `--out FOLDER/NAME, --machines N and --processes N are needed${bad ? `; --${bad[0]} is no number` : ''}`,
    );
    process.exit(64);
  }
  const figures = figuresLike(given['processes'], given['machines'], given);
  const path = (kind: string): string => join(dirname(out), `${kind}_${basename(out)}.txt`);
  generate(figures, path('model'), path('assignment'));
  console.log(JSON.stringify(figures));
}
