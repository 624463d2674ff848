/**
 * Workloads that no rule can tell apart are one class: everything is judged once per class and site, and within
 * that once per combination of the few attributes that a single rule reads.
 */

import type { Workload } from '../../model/workload.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { Organisation } from '../site.ts';
import type { Answered } from './decision.ts';
import { judge } from './rules.ts';
import type { Outcome, Rule } from './rules.ts';
import { PolicyScope } from './scopes.ts';
import type { Constants } from './scopes.ts';
import { attributeReader } from './workload-attributes.ts';
import type { AttributeReader, Declared } from './workload-attributes.ts';

export interface WorkloadClass {
  readonly key: string;
  /** By path without "workload."; undefined: nobody said. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Key of the values that each group of rules reads. */
  readonly projections: readonly string[];
  /** Answers found so far, by position of the site; position 0 is for no site. */
  readonly answers: Answered[];
}

/** More remembered answers than this help no more: a rule that reads names has as many classes as workloads. */
const MAX_REMEMBERED = 50_000;

export class WorkloadClasses {
  readonly #readers: readonly AttributeReader[];
  readonly #varying: readonly AttributeReader[];
  readonly #projections: readonly (readonly string[])[];
  readonly #classes = new Map<string, WorkloadClass>();
  readonly #byWorkload = new WeakMap<Workload, WorkloadClass>();
  readonly #declaredOf: (workload: Workload) => Declared;

  constructor(
    paths: readonly string[],
    projections: readonly (readonly string[])[],
    organisation: Organisation,
    evidenceNames: ReadonlySet<string>,
    declaredOf: (workload: Workload) => Declared,
  ) {
    this.#readers = paths.map((path) => attributeReader(path, organisation, evidenceNames));
    this.#varying = this.#readers.filter((reader) => reader.varies);
    this.#projections = projections;
    this.#declaredOf = declaredOf;
  }

  classOf(workload: Workload): WorkloadClass {
    const remembered = this.#byWorkload.get(workload);
    if (remembered !== undefined) return remembered;
    const found = this.#find(workload);
    this.#byWorkload.set(workload, found);
    return found;
  }

  #find(workload: Workload): WorkloadClass {
    const declared = this.#declaredOf(workload);
    let key = declared.key;
    for (const reader of this.#varying) key += `|${JSON.stringify(reader.read(workload, declared))}`;
    let found = this.#classes.get(key);
    if (found === undefined) {
      found = this.#build(key, workload, declared);
      if (this.#classes.size >= MAX_REMEMBERED) this.#classes.clear();
      this.#classes.set(key, found);
    }
    return found;
  }

  #build(key: string, workload: Workload, declared: Declared): WorkloadClass {
    const values = new Map(this.#readers.map((reader) => [reader.path, reader.read(workload, declared)]));
    const projections = this.#projections.map((paths) => JSON.stringify(paths.map((path) => values.get(path) ?? null)));
    return { key, values, projections, answers: [] };
  }
}

/** Remembers the answer of every rule for each combination of what it reads. */
export class Judgements {
  readonly #constants: Constants;
  readonly #sites: readonly EnrichedSite[];
  /** Per rule: which projection it uses, and the answers by projection key and site. */
  readonly #groupOf: readonly number[];
  readonly #answers: readonly Map<string, Outcome>[];

  constructor(
    rules: readonly Rule[],
    groupOf: readonly number[],
    sites: readonly EnrichedSite[],
    constants: Constants,
  ) {
    this.#constants = constants;
    this.#sites = sites;
    this.#groupOf = groupOf;
    this.#answers = rules.map(() => new Map());
  }

  /** `site` is the position of the site, or -1 for a workload whose place is not known. */
  outcome(rule: Rule, workloads: WorkloadClass, site: number): Outcome {
    const place = rule.readsSite ? site : -1;
    const key = `${place}|${workloads.projections[this.#groupOf[rule.index] ?? 0] ?? ''}`;
    const answers = this.#answers[rule.index];
    let outcome = answers?.get(key);
    if (outcome === undefined) {
      const scope = this.scope(rule.selected, workloads, place);
      outcome = judge(rule, scope);
      if (answers !== undefined && answers.size >= MAX_REMEMBERED) answers.clear();
      answers?.set(key, outcome);
    }
    return outcome;
  }

  scope(selected: boolean, workloads: WorkloadClass, site: number): PolicyScope {
    return new PolicyScope(this.#constants, this.#sites[site], (path) => workloads.values.get(path), selected);
  }
}

/** Rules that read the same attributes share one projection. */
export function groupByPaths(rules: readonly Rule[]): { projections: string[][]; groupOf: number[] } {
  const projections: string[][] = [];
  const known = new Map<string, number>();
  const groupOf = rules.map((rule) => {
    const key = rule.workloadPaths.join('\n');
    let group = known.get(key);
    if (group === undefined) {
      group = projections.length;
      known.set(key, group);
      projections.push([...rule.workloadPaths]);
    }
    return group;
  });
  return { projections, groupOf };
}
