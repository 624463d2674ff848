/**
 * What the rules say of a place on the way, for a class of workloads. As in the engine, rules that read the same
 * attributes are judged once per set of values and place; a place is met again by every move that passes it.
 */

import type { HopFact } from '../../catalog/migration-hops.ts';
import type { Workload } from '../../model/workload.ts';
import { WorkloadClasses } from '../engine/classes.ts';
import type { ClassOptions, WorkloadClass } from '../engine/classes.ts';
import { answerOf, appliesId } from '../engine/decision.ts';
import type { Answered } from '../engine/decision.ts';
import { groupRules } from '../engine/groups.ts';
import type { RuleGroup } from '../engine/groups.ts';
import { judge } from '../engine/rules.ts';
import type { Rule } from '../engine/rules.ts';
import type { Constants } from '../engine/scopes.ts';
import { HOLDS, rulesFor } from './hop-rules.ts';
import { HopScope } from './hop-scope.ts';
import type { UnknownRule } from './hop.ts';
import type { HopPlaces } from './places.ts';

export interface HopAnswer {
  /** Ids of rules of level must, sorted. */
  readonly violated: readonly string[];
  /** Sorted by rule; `missing` under the names that rules use. */
  readonly unknown: readonly UnknownRule[];
}

export const SILENT: HopAnswer = { violated: [], unknown: [] };

/** Read from the class although no rule may ask for it: these say where copies are. */
const COPIES = ['backup.countries', 'dr.countries'];

export class HopJudge {
  readonly #classes: WorkloadClasses;
  readonly #groups: readonly RuleGroup[];
  readonly #ranges: ReadonlyMap<HopFact['holds'], readonly [from: number, to: number]>;
  readonly #places: HopPlaces;
  readonly #constants: Constants;
  readonly #answers = new WeakMap<WorkloadClass, Map<HopFact['holds'], HopAnswer[]>>();

  constructor(rules: readonly Rule[], places: HopPlaces, constants: Constants, options: Omit<ClassOptions, 'groups'>) {
    const groups: RuleGroup[] = [];
    const ranges = new Map<HopFact['holds'], readonly [number, number]>();
    for (const holds of HOLDS) {
      const from = groups.length;
      groups.push(...groupRules(rulesFor(holds, rules)).groups);
      ranges.set(holds, [from, groups.length]);
    }
    this.#groups = groups;
    this.#ranges = ranges;
    this.#places = places;
    this.#constants = constants;
    this.#classes = new WorkloadClasses({
      ...options,
      groups: [...groups, { paths: COPIES, readsSite: false, rules: [] }],
    });
  }

  classOf(workload: Workload): WorkloadClass {
    return this.#classes.classOf(workload);
  }

  answer(workloads: WorkloadClass, holds: HopFact['holds'], place: number): HopAnswer {
    let byHolds = this.#answers.get(workloads);
    if (byHolds === undefined) this.#answers.set(workloads, (byHolds = new Map()));
    let known = byHolds.get(holds);
    if (known === undefined) byHolds.set(holds, (known = []));
    return (known[place] ??= this.#judge(workloads, holds, place));
  }

  /** Rules with their outcome, for findings. */
  *outcomes(
    workloads: WorkloadClass,
    holds: HopFact['holds'],
    place: number,
  ): Generator<{
    readonly rule: Rule;
    readonly outcome: Answered['outcomes'][number];
    readonly scope: HopScope;
  }> {
    for (const [group, answered] of this.#answered(workloads, holds, place)) {
      for (const [index, rule] of group.rules.entries()) {
        const outcome = answered.outcomes[index];
        if (outcome !== undefined) yield { rule, outcome, scope: this.#scope(rule, workloads, place) };
      }
    }
  }

  #judge(workloads: WorkloadClass, holds: HopFact['holds'], place: number): HopAnswer {
    const violated: string[] = [];
    const unknown = new Map<string, Set<string>>();
    for (const [group, answered] of this.#answered(workloads, holds, place)) {
      violated.push(...answered.answer.violated);
      if (answered.answer.unknown.length === 0) continue;
      for (const [index, rule] of group.rules.entries()) {
        const outcome = answered.outcomes[index];
        if (outcome?.state !== 'unknown' || rule.requirement.level !== 'must') continue;
        const id = outcome.unclear ? appliesId(rule.pack.id) : rule.requirement.ruleId;
        const missing = unknown.get(id) ?? new Set<string>();
        for (const path of outcome.because.missing) missing.add(path);
        unknown.set(id, missing);
      }
    }
    if (violated.length + unknown.size === 0) return SILENT;
    return { violated: violated.sort(), unknown: sortedUnknown(unknown) };
  }

  *#answered(
    workloads: WorkloadClass,
    holds: HopFact['holds'],
    place: number,
  ): Generator<readonly [RuleGroup, Answered]> {
    const [from, to] = this.#ranges.get(holds) ?? [0, 0];
    for (let index = from; index < to; index += 1) {
      const group = this.#groups[index];
      if (group === undefined) continue;
      const cell = workloads.cells[index];
      let answered = cell?.answers?.[place];
      if (answered === undefined) {
        const outcomes = group.rules.map((rule) => judge(rule, this.#scope(rule, workloads, place)));
        answered = { outcomes, answer: answerOf(group.rules, outcomes) };
        if (cell?.answers !== undefined) cell.answers[place] = answered;
      }
      yield [group, answered];
    }
  }

  #scope(rule: Rule, workloads: WorkloadClass, place: number): HopScope {
    return new HopScope(this.#constants, this.#places.at(place), workloads, rule.selected);
  }
}

export function sortedUnknown(unknown: ReadonlyMap<string, ReadonlySet<string>>): UnknownRule[] {
  return [...unknown]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ruleId, missing]) => ({ ruleId, missing: [...missing].sort() }));
}
