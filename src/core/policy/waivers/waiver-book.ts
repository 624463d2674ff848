/**
 * The waivers of a check, ready to be asked about one finding after the other. A waiver covers a finding when it is
 * approved, its time has not run out, its scope fits, the rule is the one it was given for, and what the rule looked
 * at is exactly what was waived. Anything else is no waiver.
 */

import type { Workload } from '../../model/workload.ts';
import { compareText } from '../../plan/order.ts';
import { factsText, findingFacts } from './finding-facts.ts';
import type { FindingFacts, FindingLike, RuleSubject } from './finding-facts.ts';
import { lapseReason } from './lapse-reason.ts';
import type { RuleIdentity } from './rule-digest.ts';
import { scopeTest } from './scope.ts';
import type { ScopeTest } from './scope.ts';
import { isFindingScope } from './waiver.ts';
import type { AppliedWaiver, LapsedWaiver, WaiverInForce, WaiverPin } from './waiver.ts';

/** At most one of the two. Neither: no waiver speaks of it. */
export interface WaiverAnswer {
  readonly waiver?: AppliedWaiver;
  readonly lapsed?: LapsedWaiver;
}

const NONE: WaiverAnswer = {};

interface Entry {
  readonly waiver: WaiverInForce;
  readonly scope: ScopeTest;
  /** By facts. */
  readonly pins: ReadonlyMap<string, WaiverPin>;
}

export interface WaiverBookOptions {
  readonly waivers: readonly WaiverInForce[];
  /** ISO date of the check. */
  readonly asOf: string;
  /** Rules in force; one that is not among them is never waived. */
  readonly rules: ReadonlyMap<string, RuleIdentity>;
  readonly aboutOf: (ruleId: string) => RuleSubject;
}

export class WaiverBook {
  readonly #options: WaiverBookOptions;
  readonly #entries: readonly Entry[];
  readonly #byRule = new Map<string, readonly Entry[]>();
  readonly #day: string;

  constructor(options: WaiverBookOptions) {
    this.#options = options;
    this.#day = options.asOf.slice(0, 10);
    this.#entries = [...options.waivers]
      // The one that lasts longest speaks first: what a finding carries does not hang on the order they came in.
      .sort((a, b) => compareText(b.expiresOn, a.expiresOn) || compareText(a.id, b.id))
      .map((waiver) => ({
        waiver,
        scope: scopeTest(waiver.scope),
        pins: new Map(waiver.pins.map((pin) => [factsText({ ...pin, error: pin.error }), pin])),
      }));
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** Whether any waiver speaks of the rule: asked before a finding is made for it. */
  speaksOf(ruleId: string): boolean {
    return this.#of(ruleId).length > 0;
  }

  /** Workloads of one class with the same key are covered by the same waivers. */
  keyOf(workload: Workload): string {
    let key = '';
    for (const { scope } of this.#entries) {
      const { workloadId, matches } = scope;
      if (workloadId === undefined && matches === undefined) continue;
      key += (workloadId === undefined ? matches?.(workload) : workloadId === workload.id) === true ? '1' : '0';
    }
    return key;
  }

  /** `workload` is the one at hand, also where the rule is about the whole site. */
  at(finding: FindingLike, workload?: Workload): WaiverAnswer {
    const entries = this.#of(finding.ruleId);
    const identity = this.#options.rules.get(finding.ruleId);
    if (entries.length === 0 || identity === undefined) return NONE;
    const facts = findingFacts(finding, this.#options.aboutOf(finding.ruleId));
    if (facts === undefined) return NONE;
    const text = factsText(facts);
    let lapsed: LapsedWaiver | undefined;
    for (const entry of entries) {
      if (!entry.scope.covers(facts, identity.packId, workload)) continue;
      const reason = this.#whyNot(entry, facts, text, identity);
      if (reason === undefined) return { waiver: { id: entry.waiver.id, expiresOn: entry.waiver.expiresOn } };
      if (reason !== '' && lapsed === undefined) lapsed = { id: entry.waiver.id, reason };
    }
    return lapsed === undefined ? NONE : { lapsed };
  }

  /** Undefined: it covers it. Empty: it was never given for this. */
  #whyNot(entry: Entry, facts: FindingFacts, text: string, identity: RuleIdentity): string | undefined {
    const { waiver, pins } = entry;
    const pin = pins.get(text);
    const covered =
      pin !== undefined &&
      pin.ruleDigest === identity.ruleDigest &&
      waiver.state === 'approved' &&
      this.#day <= waiver.expiresOn &&
      (facts.state === 'violated' || waiver.acceptUnknown);
    if (covered) return undefined;
    const single = isFindingScope(waiver.scope);
    // What cannot be told is only told apart from what was waived where one finding was meant.
    if (pin === undefined && !single && facts.state === 'unknown' && !waiver.acceptUnknown) return '';
    const given = waiver.pins.filter((each) => each.ruleId === facts.ruleId && each.siteId === facts.siteId);
    return lapseReason({ waiver, pin, given, facts, identity, day: this.#day });
  }

  #of(ruleId: string): readonly Entry[] {
    let entries = this.#byRule.get(ruleId);
    if (entries === undefined) {
      const packId = this.#options.rules.get(ruleId)?.packId;
      entries = packId === undefined ? [] : this.#entries.filter(({ scope }) => scope.speaksOf(ruleId, packId));
      this.#byRule.set(ruleId, entries);
    }
    return entries;
  }
}
