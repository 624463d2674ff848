/**
 * What to connect or bring first (A2): for each source that could tell more, how many verdicts, workloads and readiness
 * classes would become known, in the order that settles most verdicts soonest. "At best": a source may turn out not to
 * know a fact either, and a workload it was asked about in vain is not promised again.
 */

import type { OpenProfile } from './shape-pack.ts';
import type { ShapeResult } from './shape.ts';
import type { FactPath, TargetId } from './verdict.ts';

/** Something a person can do that brings facts. */
export interface SourceOption {
  readonly id: string;
  /** Whether it can tell this fact of a workload of this platform. */
  tells(fact: FactPath, platform: string | undefined): boolean;
}

/** Workloads with the same open answers that the same sources have spoken of. */
export interface OpenGroup {
  readonly open: OpenProfile;
  readonly workloads: number;
  /** Options that were used for these already: they said what they know. */
  readonly used: ReadonlySet<string>;
}

export interface Gain {
  /** Open verdicts that would be settled. */
  readonly verdicts: number;
  /** Workloads of which at least one would be. */
  readonly workloads: number;
  /** Readiness of a workload for a target that is unknown and would be told. */
  readonly readiness: number;
}

export interface NextSource extends Gain {
  readonly id: string;
  /** By itself, whatever stands before it in the list. */
  readonly alone: Gain;
  /** Facts it would bring, those most verdicts wait for first. */
  readonly facts: readonly { readonly fact: FactPath; readonly verdicts: number }[];
}

export interface NextSources {
  /** In this order; what each adds to those before it. */
  readonly steps: readonly NextSource[];
  /** Open verdicts in all, and those that no option settles. */
  readonly open: number;
  readonly left: number;
}

/** Facts wanted, each as the options that tell it: bit n is option n. */
type Need = readonly number[];

/** What no option tells. */
const NEVER: Need = [0];

/** Whether a failure of this rule makes a workload not ready for this target. */
type Blocks = (ruleId: string, target: TargetId) => boolean;

interface Compact {
  workloads: number;
  /** Distinct needs with the number of verdicts that wait for each. */
  readonly needs: Map<Need, number>;
  /** Per target whose readiness is unknown: the needs of its open blockers. */
  readonly targets: readonly (readonly Need[])[];
}

const MOST_OPTIONS = 30;

/** What results need, for workloads of one platform that the same options were used for. */
class Needs {
  readonly #options: readonly SourceOption[];
  readonly #byKey = new Map<string, Need>();
  readonly #byGroup = new Map<string, Map<ShapeResult, Need>>();

  constructor(options: readonly SourceOption[]) {
    if (options.length > MOST_OPTIONS) throw new RangeError(`at most ${MOST_OPTIONS} sources can be weighed at once`);
    this.#options = options;
  }

  /** The function that tells what a result of such a group needs. */
  for({ open: { platform }, used }: OpenGroup): (result: ShapeResult) => Need {
    const key = `${platform ?? ''}|${[...used].sort().join()}`;
    const known = this.#byGroup.get(key) ?? new Map<ShapeResult, Need>();
    this.#byGroup.set(key, known);
    return (result) => {
      let need = known.get(result);
      if (need === undefined) {
        const masks = (result.missing ?? []).map((fact) => this.#tellers(fact, platform, used));
        const distinct = [...new Set(masks)].sort((a, b) => a - b);
        need = this.#byKey.get(distinct.join()) ?? distinct;
        this.#byKey.set(distinct.join(), need);
        known.set(result, need);
      }
      return need;
    };
  }

  #tellers(fact: FactPath, platform: string | undefined, used: ReadonlySet<string>): number {
    let mask = 0;
    this.#options.forEach((option, bit) => {
      if (!used.has(option.id) && option.tells(fact, platform)) mask |= 1 << bit;
    });
    return mask;
  }
}

const isMet = (need: Need, chosen: number): boolean => need.every((tellers) => (tellers & chosen) !== 0);

function compact(groups: Iterable<OpenGroup>, needs: Needs, blocks: Blocks): Compact[] {
  const found = new Map<string, Compact>();
  const numbers = new Map<Need, number>();
  const numberOf = (need: Need): number => {
    const number = numbers.get(need) ?? numbers.size;
    numbers.set(need, number);
    return number;
  };
  for (const group of groups) {
    const { open, workloads } = group;
    const needOf = needs.for(group);
    const counts = new Map<Need, number>();
    for (const result of open.rules) counts.set(needOf(result), (counts.get(needOf(result)) ?? 0) + 1);
    if (counts.size === 0) continue;
    const targets = open.targets.map((target) => {
      const blockers = open.rules.filter(({ ruleId }) => blocks(ruleId, target));
      return blockers.length === 0 ? [NEVER] : [...new Set(blockers.map(needOf))];
    });
    const key = `${[...counts]
      .map(([need, count]) => `${numberOf(need)}:${count}`)
      .sort()
      .join()}|${targets
      .map((all) =>
        all
          .map(numberOf)
          .sort((a, b) => a - b)
          .join('+'),
      )
      .sort()
      .join()}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { workloads, needs: counts, targets });
    else known.workloads += workloads;
  }
  return [...found.values()];
}

function gainOf(groups: readonly Compact[], before: number, chosen: number): Gain {
  let [verdicts, workloads, readiness] = [0, 0, 0];
  for (const group of groups) {
    let settled = 0;
    for (const [need, count] of group.needs) if (isMet(need, chosen) && !isMet(need, before)) settled += count;
    if (settled === 0) continue;
    verdicts += settled * group.workloads;
    workloads += group.workloads;
    for (const target of group.targets)
      if (target.every((need) => isMet(need, chosen)) && !target.every((need) => isMet(need, before)))
        readiness += group.workloads;
  }
  return { verdicts, workloads, readiness };
}

function factsOf(option: SourceOption, groups: Iterable<OpenGroup>): NextSource['facts'] {
  const counts = new Map<FactPath, number>();
  for (const { open, workloads, used } of groups) {
    if (used.has(option.id)) continue;
    for (const { missing } of open.rules)
      for (const fact of missing ?? [])
        if (option.tells(fact, open.platform)) counts.set(fact, (counts.get(fact) ?? 0) + workloads);
  }
  return [...counts]
    .map(([fact, verdicts]) => ({ fact, verdicts }))
    .sort((a, b) => b.verdicts - a.verdicts || (a.fact < b.fact ? -1 : 1));
}

interface Choice {
  readonly option: SourceOption;
  readonly mask: number;
  readonly gain: Gain;
}

/**
 * The option that settles most beside those chosen, then most readiness, then by id. Where none settles anything by itself
 * but several do together, the one that most of that hangs on. Undefined when nothing more can be settled.
 */
function nextChoice(
  groups: readonly Compact[],
  left: readonly Omit<Choice, 'gain'>[],
  chosen: number,
): Choice | undefined {
  const all = left.reduce((sum, { mask }) => sum | mask, chosen);
  if (gainOf(groups, chosen, all).verdicts === 0) return undefined;
  const [best] = left
    .map((one) => {
      const gain = gainOf(groups, chosen, chosen | one.mask);
      return { ...one, gain, needed: gainOf(groups, all & ~one.mask, all).verdicts };
    })
    .sort(
      (a, b) =>
        b.gain.verdicts - a.gain.verdicts ||
        b.gain.readiness - a.gain.readiness ||
        b.needed - a.needed ||
        (a.option.id < b.option.id ? -1 : 1),
    );
  return best;
}

/** The list to work through from its top: see nextChoice for its order. */
export function nextSources(
  groups: readonly OpenGroup[],
  options: readonly SourceOption[],
  blocks: Blocks,
): NextSources {
  const small = compact(groups, new Needs(options), blocks);
  const steps: NextSource[] = [];
  let left = options.map((option, bit) => ({ option, mask: 1 << bit }));
  let chosen = 0;
  for (;;) {
    const next = nextChoice(small, left, chosen);
    if (next === undefined) break;
    const { option, mask, gain } = next;
    steps.push({ id: option.id, ...gain, alone: gainOf(small, 0, mask), facts: factsOf(option, groups) });
    left = left.filter((one) => one.mask !== mask);
    chosen |= mask;
  }
  let open = 0;
  for (const { needs, workloads } of small) for (const count of needs.values()) open += count * workloads;
  return { steps, open, left: open - gainOf(small, 0, chosen).verdicts };
}
