/** Numbers the targets and rules of an import as they come, and counts what its receipt says. */

import type { EvidenceReceipt } from '../api/controls.ts';
import type { ControlMappings } from '../core/catalog/control-mappings.ts';
import { FEED_STATES } from '../core/policy/controls/evidence.ts';
import type { FeedDoubt, FeedItem, FeedRecord, FeedTarget } from '../core/policy/controls/feed.ts';
import { ControlIndex } from '../core/policy/controls/links.ts';
import { meaningOf } from '../core/policy/controls/states.ts';
import type { TargetIndex, TargetMatch } from '../core/policy/controls/targets.ts';
import type { StoredControlEvidence, StoredControlRule } from '../store/control-evidence.ts';

/** Of each list the receipt shows the first. */
const SHOWN = 50;
const EXAMPLES = 5;
const STATES: ReadonlySet<string> = new Set(FEED_STATES);

/** Without what every object inherits, so that no word of a file finds any. */
const emptyRecord = <Value>(): Record<string, Value> => Object.create(null) as Record<string, Value>;

export interface Taken {
  readonly target?: readonly [number, FeedTarget];
  readonly rule?: readonly [number, StoredControlRule];
  readonly evidence: StoredControlEvidence;
}

export class EvidenceTally {
  readonly #controls: ControlIndex;
  readonly #index: TargetIndex;
  readonly #siteId: string | undefined;
  readonly #targets = new Map<string, number>();
  readonly #rules = new Map<string, number>();
  readonly #states = emptyRecord<Record<string, number>>();
  readonly #rounds: EvidenceReceipt['rounds'] = [];
  readonly #doubts = new Map<string, { count: number; examples: string[] }>();
  readonly #matches: { readonly label: string; readonly match: TargetMatch }[] = [];
  readonly #withoutControl: string[] = [];
  #roundCount = 0;
  #withoutControlCount = 0;
  #kept = 0;
  /** Results so far, those that say nothing among them. */
  records = 0;

  constructor(mappings: ControlMappings, index: TargetIndex, siteId: string | undefined) {
    this.#controls = new ControlIndex(mappings);
    this.#index = index;
    this.#siteId = siteId;
  }

  /** What is to be stored; undefined when it says nothing. */
  take({ record, round, doubt }: FeedItem): Taken | undefined {
    if (round !== undefined) {
      this.#roundCount += 1;
      if (this.#rounds.length < SHOWN) this.#rounds.push({ ...round });
    }
    if (doubt !== undefined) this.#doubt(doubt);
    if (record === undefined || STATES.has(record.state)) return record && this.#record(record);
    this.#doubt({ what: 'a state that is none', where: record.rule });
    return this.#record({ ...record, state: 'unknown' });
  }

  receipt(): EvidenceReceipt {
    const several = this.#matches.flatMap(({ label, match }) =>
      match.found === 'several' ? [{ label, by: match.by, workloadIds: match.workloadIds.slice(0, EXAMPLES) }] : [],
    );
    const none = this.#matches.flatMap(({ label, match }) => (match.found === 'none' ? [label] : []));
    const counted = (found: TargetMatch['found']): number =>
      this.#matches.filter(({ match }) => match.found === found).length;
    return {
      records: this.records,
      kept: this.#kept,
      states: this.#states,
      rounds: this.#rounds,
      roundCount: this.#roundCount,
      targets: {
        workloads: counted('workload'),
        sites: counted('site'),
        several: several.slice(0, SHOWN),
        severalCount: several.length,
        none: none.slice(0, SHOWN),
        noneCount: none.length,
      },
      rules: this.#rules.size,
      withoutControl: this.#withoutControl,
      withoutControlCount: this.#withoutControlCount,
      doubts: [...this.#doubts].map(([what, { count, examples }]) => ({ what, count, examples })),
    };
  }

  #doubt({ what, where }: FeedDoubt): void {
    const known = this.#doubts.get(what) ?? { count: 0, examples: [] };
    if (this.#doubts.size < SHOWN || this.#doubts.has(what)) this.#doubts.set(what, known);
    known.count += 1;
    if (known.examples.length < EXAMPLES && !known.examples.includes(where)) known.examples.push(where);
  }

  #record(record: FeedRecord): Taken | undefined {
    this.records += 1;
    const states = (this.#states[record.feed] ??= emptyRecord<number>());
    states[record.state] = (states[record.state] ?? 0) + 1;
    // A profile leaves most of a benchmark's rules out: they say nothing and are only counted.
    if (meaningOf(record.state) === null) return undefined;
    const target = this.#numberOf(record.target);
    const rule = this.#ruleOf(record);
    this.#kept += 1;
    const { state, observedAt, profile, severity, detail } = record;
    return {
      ...(target.isNew && { target: [target.number, record.target] as const }),
      ...(rule.isNew && { rule: [rule.number, rule.stored] as const }),
      evidence: {
        number: this.#kept,
        target: target.number,
        rule: rule.number,
        state,
        observedAt,
        profile: profile ?? null,
        severity: severity ?? null,
        detail: detail ?? null,
      },
    };
  }

  #numberOf(target: FeedTarget): { readonly number: number; readonly isNew: boolean } {
    const key = JSON.stringify(target);
    const known = this.#targets.get(key);
    if (known !== undefined) return { number: known, isNew: false };
    const number = this.#targets.size + 1;
    this.#targets.set(key, number);
    this.#matches.push({ label: target.label, match: this.#index.match(target, this.#siteId) });
    return { number, isNew: true };
  }

  #ruleOf({ feed, rule, title, cites, idents = [] }: FeedRecord): {
    readonly number: number;
    readonly isNew: boolean;
    readonly stored: StoredControlRule;
  } {
    const stored = { feed, rule, title, cites, idents };
    const key = JSON.stringify(stored);
    const known = this.#rules.get(key);
    if (known !== undefined) return { number: known, isNew: false, stored };
    const number = this.#rules.size + 1;
    this.#rules.set(key, number);
    if (this.#controls.linksOf(stored).length === 0) {
      this.#withoutControlCount += 1;
      if (this.#withoutControl.length < SHOWN) this.#withoutControl.push(rule);
    }
    return { number, isNew: true, stored };
  }
}
