/**
 * Shapes as short lists of numbers: rules, facts, platforms and targets are named once in a header. What is packed holds
 * all that a shape says, so that a stored assessment is read without the rules it was made with.
 */

import type { WorkloadKind } from '../model/workload.ts';
import { profileOf } from './profile.ts';
import type { JudgedTarget, WeighingRule } from './profile.ts';
import type { AssessmentShape, ShapeResult } from './shape.ts';
import type { FactPath } from './verdict.ts';

export interface PackHeader {
  readonly rules: readonly WeighingRule[];
  readonly targets: readonly JudgedTarget[];
  readonly platforms: readonly string[];
  readonly facts: readonly FactPath[];
}

/** Kind, platform, what it is set apart as, rules passed; then per result rule and outcome, and what it asks for. */
export type PackedShape = readonly number[];

const KINDS: readonly WorkloadKind[] = ['vm', 'container', 'ai'];
const APART = [undefined, 'template', 'placeholder'] as const;

const weighing = ({ id, severity, openWeighs, fixHours }: WeighingRule): WeighingRule =>
  openWeighs === undefined ? { id, severity, fixHours } : { id, severity, openWeighs, fixHours };
const judged = ({ id, kinds, moves, platform }: JudgedTarget): JudgedTarget =>
  platform === undefined ? { id, kinds, moves } : { id, kinds, moves, platform };

/** Packs shapes and grows the header as new platforms and facts come. Numbers given once stay. */
export class ShapePacker {
  readonly #rules: ReadonlyMap<string, number>;
  readonly #platforms: Map<string, number>;
  readonly #facts: Map<FactPath, number>;
  readonly #fixed: Pick<PackHeader, 'rules' | 'targets'>;

  /** @param former a header of the same rules and targets, to go on from. */
  constructor(rules: readonly WeighingRule[], targets: readonly JudgedTarget[], former?: PackHeader) {
    this.#fixed = { rules: rules.map(weighing), targets: targets.map(judged) };
    this.#rules = new Map(rules.map(({ id }, index) => [id, index]));
    this.#platforms = new Map(former?.platforms.map((platform, index) => [platform, index]));
    this.#facts = new Map(former?.facts.map((fact, index) => [fact, index]));
  }

  header(): PackHeader {
    return { ...this.#fixed, platforms: [...this.#platforms.keys()], facts: [...this.#facts.keys()] };
  }

  pack({ kind, platform, skipped, passed, rules }: AssessmentShape): PackedShape {
    const packed = [
      KINDS.indexOf(kind),
      platform === undefined ? 0 : numberIn(this.#platforms, platform) + 1,
      APART.indexOf(skipped),
      passed,
    ];
    for (const { ruleId, outcome, missing } of rules) {
      const rule = this.#rules.get(ruleId);
      if (rule === undefined) throw new RangeError(`rule ${ruleId} is not among those that were asked`);
      packed.push(rule * 2 + (outcome === 'unknown' ? 1 : 0));
      if (outcome === 'unknown')
        packed.push(missing?.length ?? 0, ...(missing ?? []).map((fact) => numberIn(this.#facts, fact)));
    }
    return packed;
  }
}

function numberIn<K>(numbers: Map<K, number>, key: K): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = numbers.size));
  return number;
}

/** The function that gives packed shapes back. Throws RangeError for what this header does not name. */
export function unpacker(header: PackHeader): (packed: PackedShape) => AssessmentShape {
  const byId = new Map(header.rules.map((rule) => [rule.id, rule]));
  const named = <T>(list: readonly T[], number: number | undefined): T => {
    const found = number === undefined ? undefined : list[number];
    if (found === undefined) throw new RangeError(`nothing is called ${number} in a packed assessment`);
    return found;
  };
  return (packed) => {
    const [kindNumber, platformNumber = 0, apart = 0, passed = 0] = packed;
    const kind = named(KINDS, kindNumber);
    const platform = platformNumber === 0 ? undefined : named(header.platforms, platformNumber - 1);
    const of = { kind, ...(platform !== undefined && { platform }) };
    const rules: ShapeResult[] = [];
    for (let at = 4; at < packed.length;) {
      const code = packed[at++] ?? 0;
      const ruleId = named(header.rules, code >> 1).id;
      if (code % 2 === 0) {
        rules.push({ ruleId, outcome: 'fail' });
        continue;
      }
      const count = packed[at++] ?? 0;
      const missing = packed.slice(at, at + count).map((fact) => named(header.facts, fact));
      at += count;
      rules.push({ ruleId, outcome: 'unknown', missing });
    }
    const skipped = APART[apart];
    if (skipped !== undefined) return { ...of, skipped, rules, passed, targets: {}, bestTarget: null };
    const facts = platform === undefined ? {} : { platform };
    const { targets, bestTarget } = profileOf({ kind, facts }, rules, header.targets, byId);
    return { ...of, rules, passed, targets, bestTarget };
  };
}

/** Shapes by number, each unpacked when it is first asked for. @param lines packed shapes as JSON. */
export function shapesOf(
  lines: readonly string[],
  unpack: (packed: PackedShape) => AssessmentShape,
): (number: number) => AssessmentShape {
  const known: (AssessmentShape | undefined)[] = [];
  return (number) => (known[number] ??= unpack(JSON.parse(lines[number] ?? '[]') as PackedShape));
}
