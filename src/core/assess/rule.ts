/**
 * A readiness rule: data about itself plus one pure function. The engine answers `unknown` for it when a fact
 * named in `needs` is absent, so `evaluate` only ever sees facts that a source stated.
 */

import type { Workload, WorkloadFacts, FactKey, WorkloadKind } from '../model/workload.ts';
import type { FactPath, Severity, TargetId, Verdict } from './verdict.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Confidence } from '../catalog/provenance.ts';

export interface RuleSource {
  /** Where the rule comes from: a product's rule id, a document's address. */
  readonly ref: string;
  readonly date: string;
  /** Absent: read in the cited text. "own" is shown to people as unverified. */
  readonly confidence?: Confidence;
}

/** What a rule may know beside the facts it needs. No clock: the date is an argument. */
export interface RuleContext {
  readonly catalog: Catalog;
  readonly asOf: string;
}

export type Needed<K extends FactKey, O extends FactKey = never> = {
  readonly [P in K]-?: NonNullable<WorkloadFacts[P]>;
} & Pick<WorkloadFacts, O>;

export interface Rule {
  readonly id: string;
  /** Short, stable label that findings group by. */
  readonly label: string;
  /** One sentence for people: what is wrong when it fails. */
  readonly description: string;
  readonly remedy: string;
  /** Targets it speaks on, and how much a failure weighs there. Absent target: not applicable. */
  readonly severity: Readonly<Partial<Record<TargetId, Severity>>>;
  /**
   * Set for rules on what few sources tell, most of it inside the guest. Their open answers are listed with the fact
   * they ask for, and weigh like those of an "info" rule; a failure weighs as `severity` says.
   */
  readonly openWeighs?: 'info';
  readonly source: RuleSource;
  /** The rule of another product that this one covers. */
  readonly covers?: readonly string[];
  /** Platforms whose workloads it is meant for; absent means all. */
  readonly platforms?: readonly string[];
  /** Platforms on which running answers it: where a machine runs, it can run. It is not asked there. */
  readonly settledOn?: readonly string[];
  /**
   * True for what only matters on the way: it does not weigh on the target whose platform the workload is on already, and
   * weighs on all others.
   */
  readonly settledAtHome?: true;
  /** Kinds of workload it is meant for; absent means virtual machines only. */
  readonly kinds?: readonly WorkloadKind[];
  readonly needs: readonly FactKey[];
  /** Facts that sharpen the answer when a source stated them; absent ones reach `evaluate` as undefined. */
  readonly mayUse?: readonly FactKey[];
  /** What it looks at inside a needed fact, named when that fact is missing as a whole: "disks[].shared". */
  readonly asksFor?: readonly FactPath[];
  /** Rough work to fix one workload, in person-hours, for ranking fixes. */
  readonly fixHours: number;
  /** `open`: lists among the facts that are known only in part. */
  evaluate(facts: WorkloadFacts, context: RuleContext, open?: Workload['open']): Verdict;
}

interface RuleDefinition<K extends FactKey, O extends FactKey> extends Omit<Rule, 'needs' | 'mayUse' | 'evaluate'> {
  readonly needs: readonly K[];
  readonly mayUse?: readonly O[];
  evaluate(facts: Needed<K, O>, context: RuleContext): Verdict;
}

/**
 * Declares a rule. Types let `evaluate` read only the facts listed in `needs` (always there) and `mayUse` (perhaps).
 * The returned type forgets which facts those are: the engine keeps the promise by never evaluating without the needed ones.
 */
export function defineRule<const K extends FactKey, const O extends FactKey = never>(
  definition: RuleDefinition<K, O>,
): Rule {
  return definition;
}
