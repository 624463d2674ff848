/** What figures of a placement mean, in words. Pure. */

/** Bound and cost agree as far as the search compares them. */
const PROVED_PCT = 0.00001;

/** Never better than it is: rounded up to two digits that say something. The sign never stands alone on a line. */
export function gapText(gapPct: number): string {
  if (!Number.isFinite(gapPct)) return 'unknown';
  if (gapPct <= PROVED_PCT) return '0\u00a0%';
  if (gapPct < 0.01) return '0.01\u00a0%';
  const digits = gapPct < 1 ? 2 : gapPct < 10 ? 1 : 0;
  const unit = 10 ** -digits;
  return `${(Math.ceil(gapPct / unit - 1e-9) * unit).toFixed(digits)}\u00a0%`;
}

/** "within 0.3 % of the best possible". */
export function qualityText(gapPct: number): string {
  if (!Number.isFinite(gapPct)) return 'how far from the best possible is not known';
  return gapPct <= PROVED_PCT ? 'the best possible, proved' : `within ${gapText(gapPct)} of the best possible`;
}

/** b against a, in percent; null when there is nothing to compare with. */
export function changePct(a: number | null, b: number | null): number | null {
  return a === null || b === null || a === 0 ? null : (100 * (b - a)) / Math.abs(a);
}

export interface Diagnosis {
  readonly workloads: number;
  readonly examples: readonly string[];
  readonly relax: readonly { readonly what: string }[];
  readonly minimal: boolean;
}

/** "Relax this so that 14 more find a place (db-1, db-2, …)". */
export function diagnosisTitle({ workloads, relax }: Diagnosis): string {
  const more = workloads === 1 ? '1 more workload finds' : `${workloads} more workloads find`;
  return `Relax ${relax.length === 1 ? 'this' : `these ${relax.length}, all of them,`} so that ${more} a place`;
}

export function examplesText({ workloads, examples }: Pick<Diagnosis, 'workloads' | 'examples'>): string {
  return examples.length < workloads ? `${examples.join(', ')} …` : examples.join(', ');
}

export interface Named {
  readonly id: string;
  readonly kind: 'place' | 'scenario' | 'drill';
  readonly scenario: { readonly id: string; readonly name: string } | null;
  readonly lost: readonly string[];
}

/** What a result is called: by its scenario, by what is lost, or simply the placement. */
export function resultName({ kind, scenario, lost }: Named): string {
  if (kind === 'drill') return lost.length === 0 ? 'Loss of nothing' : `Loss of ${lost.map(lossText).join(', ')}`;
  return kind === 'scenario' ? `What-if: ${scenario?.name ?? 'without a name'}` : 'Placement';
}

/** "site/fra" as people say it. */
export function lossText(lost: string): string {
  const slash = lost.indexOf('/');
  const [kind, name] = [lost.slice(0, slash), lost.slice(slash + 1)];
  if (slash < 1 || name === '') return lost;
  return kind === 'site' ? name : kind === 'country' ? `everything in ${name}` : `${kind} ${name}`;
}
