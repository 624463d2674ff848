/**
 * A readiness rule: data about itself plus one pure function. The engine answers `unknown` for it when a fact
 * named in `needs` is absent, so `evaluate` only ever sees facts that a source stated.
 */

import type { WorkloadFacts, FactKey } from '../model/workload.ts';
import type { Severity, TargetId, Verdict } from './verdict.ts';
import type { Catalog } from '../catalog/catalog.ts';

export interface RuleSource {
  /** Where the rule comes from: a product's rule id, a document's address. */
  readonly ref: string;
  readonly date: string;
}

/** What a rule may know beside the facts it needs. No clock: the date is an argument. */
export interface RuleContext {
  readonly catalog: Catalog;
  readonly asOf: string;
}

export type Needed<K extends FactKey> = { readonly [P in K]-?: NonNullable<WorkloadFacts[P]> };

export interface Rule {
  readonly id: string;
  /** Short, stable label that findings group by. */
  readonly label: string;
  /** One sentence for people: what is wrong when it fails. */
  readonly description: string;
  readonly remedy: string;
  /** Targets it speaks on, and how much a failure weighs there. Absent target: not applicable. */
  readonly severity: Readonly<Partial<Record<TargetId, Severity>>>;
  readonly source: RuleSource;
  /** The rule of another product that this one covers. */
  readonly covers?: readonly string[];
  /** Platforms whose workloads it is meant for; absent means all. */
  readonly platforms?: readonly string[];
  readonly needs: readonly FactKey[];
  /** Rough work to fix one workload, in person-hours, for ranking fixes. */
  readonly fixHours: number;
  evaluate(facts: WorkloadFacts, context: RuleContext): Verdict;
}

interface RuleDefinition<K extends FactKey> extends Omit<Rule, 'needs' | 'evaluate'> {
  readonly needs: readonly K[];
  evaluate(facts: Needed<K>, context: RuleContext): Verdict;
}

/** Declares a rule. Types let `evaluate` read only the facts listed in `needs`. */
export function defineRule<const K extends FactKey>(definition: RuleDefinition<K>): Rule {
  return definition as unknown as Rule;
}

