/** What right-sizing saves over many machines, with how many of them nobody measured. */

import type { RightSize, SizeVerdict, SizedFigure } from './right-size.ts';
import { measured } from './statistic.ts';
import type { SizedResource } from './statistic.ts';
import type { SizingBasis } from './settings.ts';
import type { Utilisation } from '../model/workload.ts';

export interface ResourceTotal {
  /** Of machines whose size is known. */
  readonly current: number;
  readonly recommended: number;
  /** What the smaller ones free, and what the larger ones take. */
  readonly freed: number;
  readonly added: number;
  readonly verdicts: Readonly<Record<SizeVerdict, number>>;
}

/** Measured use in steps of ten per cent, the last one open; machines without a figure apart. */
export interface UseHistogram {
  readonly buckets: readonly { readonly fromPct: number; readonly cpu: number; readonly memory: number }[];
  readonly unknown: { readonly cpu: number; readonly memory: number };
}

const BUCKETS = 10;

export class SizingTotals {
  readonly #basis: SizingBasis;
  readonly #cpu = emptyTotal();
  readonly #memory = emptyTotal();
  readonly #verdicts = { smaller: 0, larger: 0, mixed: 0, fits: 0, off: 0, 'no-data': 0 };
  readonly #stars = [0, 0, 0, 0, 0];
  readonly #missing = new Map<string, number>();
  readonly #buckets = Array.from({ length: BUCKETS }, (_, nth) => ({ fromPct: nth * 10, cpu: 0, memory: 0 }));
  readonly #unknown = { cpu: 0, memory: 0 };
  #counted = 0;

  /** `basis`: the figure the histogram shows. */
  constructor(basis: SizingBasis) {
    this.#basis = basis;
  }

  add(size: RightSize, utilisation: Utilisation | undefined): void {
    this.#counted += 1;
    this.#verdicts[size.verdict] += 1;
    this.#stars[size.confidence.stars - 1] = (this.#stars[size.confidence.stars - 1] ?? 0) + 1;
    for (const resource of ['cpu', 'memory'] as const) {
      addFigure(resource === 'cpu' ? this.#cpu : this.#memory, size[resource]);
      this.#place(resource, utilisation);
      for (const fact of size[resource].missing) this.#missing.set(fact, (this.#missing.get(fact) ?? 0) + 1);
    }
  }

  #place(resource: SizedResource, utilisation: Utilisation | undefined): void {
    const pct = measured(utilisation, resource, this.#basis);
    const bucket = pct === undefined ? undefined : this.#buckets[Math.min(BUCKETS - 1, Math.floor(pct / 10))];
    if (bucket === undefined) this.#unknown[resource] += 1;
    else bucket[resource] += 1;
  }

  result() {
    return {
      counted: this.#counted,
      verdicts: this.#verdicts,
      /** Machines by stars of confidence, one star first. */
      stars: this.#stars as readonly number[],
      cpu: this.#cpu as ResourceTotal,
      memory: this.#memory as ResourceTotal,
      histogram: { buckets: this.#buckets, unknown: this.#unknown } as UseHistogram,
      /** Facts that would size more machines, the most asked for first. */
      missing: [...this.#missing]
        .map(([fact, workloads]) => ({ fact, workloads }))
        .sort((a, b) => b.workloads - a.workloads || (a.fact < b.fact ? -1 : 1)),
    };
  }
}

function emptyTotal() {
  return {
    current: 0,
    recommended: 0,
    freed: 0,
    added: 0,
    verdicts: { smaller: 0, larger: 0, fits: 0, off: 0, 'no-data': 0 },
  };
}

function addFigure(total: ReturnType<typeof emptyTotal>, { current, recommended, verdict }: SizedFigure): void {
  total.verdicts[verdict] += 1;
  if (current === null || recommended === null) return;
  total.current += current;
  total.recommended += recommended;
  if (recommended < current) total.freed += current - recommended;
  else total.added += recommended - current;
}
