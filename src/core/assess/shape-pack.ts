/**
 * Shapes as short lists of numbers: rules, facts, platforms and targets are named once in a header. What is packed holds
 * all that a shape says, so that a stored assessment is read without the rules it was made with.
 */

import type { WorkloadKind } from '../model/workload.ts';
import { profileOf, scalesOf } from './profile.ts';
import type { JudgedTarget, WeighingRule } from './profile.ts';
import { SharedResults } from './shape.ts';
import type { AssessmentShape, ShapeResult } from './shape.ts';
import type { FactPath, TargetId } from './verdict.ts';

export interface PackHeader {
  readonly rules: readonly WeighingRule[];
  readonly targets: readonly JudgedTarget[];
  readonly platforms: readonly string[];
  readonly facts: readonly FactPath[];
  /** What is open, and for which targets nothing else is: see OpenProfile. Far fewer than shapes. */
  readonly opens: readonly (readonly number[])[];
}

/** The open answers of a shape: what more facts could settle. */
export interface OpenProfile {
  readonly platform?: string;
  readonly rules: readonly ShapeResult[];
  /** Targets whose readiness is unknown. */
  readonly targets: readonly TargetId[];
}

/** Kind, platform, what it is set apart as, rules passed, open profile; then per result rule and outcome, and what it asks for. */
export type PackedShape = readonly number[];

const KINDS: readonly WorkloadKind[] = ['vm', 'container', 'ai'];
/** Where a packed shape names its open profile. */
const OPEN_AT = 4;
const HEAD = 5;
const APART = [undefined, 'template', 'placeholder'] as const;

const weighing = ({ id, severity, openWeighs, settledAtHome, fixHours }: WeighingRule): WeighingRule => ({
  id,
  severity,
  ...(openWeighs !== undefined && { openWeighs }),
  ...(settledAtHome !== undefined && { settledAtHome }),
  fixHours,
});
const judged = ({ id, kinds, moves, platform }: JudgedTarget): JudgedTarget =>
  platform === undefined ? { id, kinds, moves } : { id, kinds, moves, platform };

/** Packs shapes and grows the header as new platforms and facts come. Numbers given once stay. */
export class ShapePacker {
  readonly #rules: ReadonlyMap<string, number>;
  readonly #platforms: Map<string, number>;
  readonly #facts: Map<FactPath, number>;
  readonly #opens: Map<string, number>;
  readonly #openList: (readonly number[])[];
  readonly #fixed: Pick<PackHeader, 'rules' | 'targets'>;

  /** @param former a header of the same rules and targets, to go on from. */
  constructor(rules: readonly WeighingRule[], targets: readonly JudgedTarget[], former?: PackHeader) {
    this.#fixed = { rules: rules.map(weighing), targets: targets.map(judged) };
    this.#rules = new Map(rules.map(({ id }, index) => [id, index]));
    this.#platforms = new Map(former?.platforms.map((platform, index) => [platform, index]));
    this.#facts = new Map(former?.facts.map((fact, index) => [fact, index]));
    this.#openList = [...(former?.opens ?? [])];
    this.#opens = new Map(this.#openList.map((open, index) => [open.join(), index]));
  }

  header(): PackHeader {
    const opens = [...this.#openList];
    return { ...this.#fixed, platforms: [...this.#platforms.keys()], facts: [...this.#facts.keys()], opens };
  }

  pack({ kind, platform, skipped, passed, rules, targets }: AssessmentShape): PackedShape {
    const platformNumber = platform === undefined ? 0 : numberIn(this.#platforms, platform) + 1;
    let unknown = 0;
    this.#fixed.targets.forEach(({ id }, bit) => {
      if (targets[id]?.readiness === 'unknown') unknown |= 1 << bit;
    });
    const open = [platformNumber, unknown];
    const packed = [KINDS.indexOf(kind), platformNumber, APART.indexOf(skipped), passed, 0];
    for (const { ruleId, outcome, missing = [] } of rules) {
      const rule = this.#rules.get(ruleId);
      if (rule === undefined) throw new RangeError(`rule ${ruleId} is not among those that were asked`);
      if (outcome === 'fail') {
        packed.push(rule * 2);
        continue;
      }
      const from = packed.push(rule * 2 + 1, missing.length) - 2;
      for (const fact of missing) packed.push(numberIn(this.#facts, fact));
      for (let at = from; at < packed.length; at += 1) open.push(packed[at] ?? 0);
    }
    packed[OPEN_AT] = this.#openNumber(open);
    return packed;
  }

  #openNumber(open: readonly number[]): number {
    const number = numberIn(this.#opens, open.join());
    this.#openList[number] ??= open;
    return number;
  }
}

function numberIn<K>(numbers: Map<K, number>, key: K): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = numbers.size));
  return number;
}

function named<T>(list: readonly T[], number: number | undefined): T {
  const found = number === undefined ? undefined : list[number];
  if (found === undefined) throw new RangeError(`nothing is called ${number} in a packed assessment`);
  return found;
}

/** Reads results from a place in a packed list to its end. */
function resultsFrom(packed: PackedShape, from: number, header: PackHeader, shared: SharedResults): ShapeResult[] {
  const rules: ShapeResult[] = [];
  for (let at = from; at < packed.length;) {
    const code = packed[at++] ?? 0;
    const ruleId = named(header.rules, code >> 1).id;
    if (code % 2 === 0) {
      rules.push(shared.of(ruleId));
      continue;
    }
    const count = packed[at++] ?? 0;
    const missing = packed.slice(at, at + count).map((fact) => named(header.facts, fact));
    at += count;
    rules.push(shared.of(ruleId, missing));
  }
  return rules;
}

/** The function that gives packed shapes back. Throws RangeError for what this header does not name. */
export function unpacker(header: PackHeader): (packed: PackedShape) => AssessmentShape {
  const scales = scalesOf(header.rules, header.targets);
  const shared = new SharedResults();
  return (packed) => {
    const [kindNumber, platformNumber = 0, apart = 0, passed = 0] = packed;
    const kind = named(KINDS, kindNumber);
    const platform = platformNumber === 0 ? undefined : named(header.platforms, platformNumber - 1);
    const of = { kind, ...(platform !== undefined && { platform }) };
    const rules = resultsFrom(packed, HEAD, header, shared);
    const skipped = APART[apart];
    if (skipped !== undefined) return { ...of, skipped, rules, passed, targets: {}, bestTarget: null, equallyGood: [] };
    const facts = platform === undefined ? {} : { platform };
    const { targets, bestTarget, equallyGood } = profileOf({ kind, facts }, rules, scales);
    return { ...of, rules, passed, targets, bestTarget, equallyGood };
  };
}

/** Open profiles by their number. */
export function openProfiles(header: PackHeader): OpenProfile[] {
  const shared = new SharedResults();
  return header.opens.map((open) => {
    const [platformNumber = 0, unknown = 0] = open;
    const platform = platformNumber === 0 ? undefined : named(header.platforms, platformNumber - 1);
    const rules = resultsFrom(open, 2, header, shared);
    const targets = header.targets.filter((_, bit) => (unknown & (1 << bit)) !== 0).map(({ id }) => id);
    return { ...(platform !== undefined && { platform }), rules, targets };
  });
}

function numberAt(line: string, place: number): number {
  const numbers = line.slice(1).split(',', place + 1);
  return Number.parseInt(numbers[place] ?? '', 10);
}

/** Of a shape's line, without reading all of it. Undefined: it is set apart, nothing is asked about it. */
export const openNumberIn = (line: string): number | undefined =>
  numberAt(line, 2) === 0 ? numberAt(line, OPEN_AT) : undefined;

export const platformIn = (line: string, { platforms }: PackHeader): string | undefined =>
  platforms[numberAt(line, 1) - 1];

/** Shapes by number, each unpacked when it is first asked for. @param lines packed shapes as JSON. */
export function shapesOf(
  lines: readonly string[],
  unpack: (packed: PackedShape) => AssessmentShape,
): (number: number) => AssessmentShape {
  const known: (AssessmentShape | undefined)[] = [];
  return (number) => (known[number] ??= unpack(JSON.parse(lines[number] ?? '[]') as PackedShape));
}
