/** Takes waived rules out of an answer and lists them beside it: a waiver lifts a "no" and never makes it a "yes". */

import type { Workload } from '../../model/workload.ts';
import type { WaiverBook } from '../waivers/waiver-book.ts';
import type { AppliedWaiver } from '../waivers/waiver.ts';
import type { Finding } from '../finding.ts';
import { appliesId, verdictOf } from './decision.ts';
import type { PolicyAnswer, WaivedRule } from './decision.ts';
import type { WorkloadClass } from './classes.ts';
import type { Outcome, Rule } from './rules.ts';

export interface WaivedOptions {
  readonly book: WaiverBook;
  readonly rules: readonly Rule[];
  readonly outcome: (rule: Rule, workloads: WorkloadClass, site: number) => Outcome;
  readonly finding: (
    rule: Rule,
    outcome: Outcome,
    workloads: WorkloadClass,
    site: number,
    workload: Workload,
  ) => Finding;
}

/** A workload of a class at a site; `site` is its position or -1. */
export interface Asked {
  readonly workload: Workload;
  readonly workloads: WorkloadClass;
  readonly site: number;
}

export class WaivedAnswers {
  readonly #options: WaivedOptions;
  readonly #remembered = new WeakMap<PolicyAnswer, Map<string, PolicyAnswer>>();
  readonly #rules: ReadonlyMap<string, readonly Rule[]>;

  constructor(options: WaivedOptions) {
    this.#options = options;
    const rules = new Map<string, Rule[]>();
    for (const rule of options.rules) {
      for (const id of [rule.requirement.ruleId, appliesId(rule.pack.id)])
        rules.set(id, [...(rules.get(id) ?? []), rule]);
    }
    this.#rules = rules;
  }

  answer(answer: PolicyAnswer, asked: Asked): PolicyAnswer {
    const { book } = this.#options;
    const ids = [...answer.violated, ...answer.unknown, ...answer.anywhere.violated, ...answer.anywhere.unknown];
    if (!ids.some((id) => book.speaksOf(id))) return answer;
    // Answers are shared by workloads of a class; which waivers speak of a workload is not part of its class.
    const key = `${asked.workloads.key}\n${asked.site}\n${book.keyOf(asked.workload)}`;
    const known = this.#remembered.get(answer) ?? new Map<string, PolicyAnswer>();
    this.#remembered.set(answer, known);
    let settled = known.get(key);
    if (settled === undefined) known.set(key, (settled = this.#settle(answer, asked)));
    return settled;
  }

  /** The waiver that covers what a rule says of a workload at a site. */
  waiverOf(ruleId: string, { workload, workloads, site }: Asked): AppliedWaiver | undefined {
    const { book, outcome, finding } = this.#options;
    if (!book.speaksOf(ruleId)) return undefined;
    for (const rule of this.#rules.get(ruleId) ?? []) {
      const found = outcome(rule, workloads, site);
      if (found.state !== 'violated' && found.state !== 'unknown') continue;
      const made = finding(rule, found, workloads, site, workload);
      if (made.ruleId === ruleId) return book.at(made, workload).waiver;
    }
    return undefined;
  }

  #settle(answer: PolicyAnswer, asked: Asked): PolicyAnswer {
    const waived: WaivedRule[] = [];
    const open = (ids: readonly string[], state: WaivedRule['state']): string[] =>
      ids.filter((ruleId) => {
        const waiver = this.waiverOf(ruleId, asked);
        if (waiver !== undefined) waived.push({ ruleId, state, waiverId: waiver.id, expiresOn: waiver.expiresOn });
        return waiver === undefined;
      });
    const violated = open(answer.violated, 'violated');
    const unknown = open(answer.unknown, 'unknown');
    const anywhere = {
      violated: open(answer.anywhere.violated, 'violated'),
      unknown: open(answer.anywhere.unknown, 'unknown'),
    };
    if (waived.length === 0) return answer;
    return { verdict: verdictOf(violated, unknown), violated, unknown, anywhere, waived };
  }
}
