/** Answers per class and site, put together from what each group of rules answers, and remembered. */

import type { EnrichedSite } from '../enrich-site.ts';
import type { Cell, WorkloadClass } from './classes.ts';
import { answerOf, ALLOWED } from './decision.ts';
import type { Answered, PolicyAnswer } from './decision.ts';
import type { Grouping, RuleGroup } from './groups.ts';
import { judge } from './rules.ts';
import type { Outcome, Rule } from './rules.ts';
import { PolicyScope } from './scopes.ts';
import type { Constants } from './scopes.ts';

export class Judgements {
  readonly #constants: Constants;
  readonly #sites: readonly EnrichedSite[];
  readonly #grouping: Grouping;

  constructor(grouping: Grouping, sites: readonly EnrichedSite[], constants: Constants) {
    this.#grouping = grouping;
    this.#sites = sites;
    this.#constants = constants;
  }

  /** `site` is the position of the site, or -1 for a workload whose place is not known. */
  answer(workloads: WorkloadClass, site: number): PolicyAnswer {
    const remembered = workloads.answers?.[site + 1];
    if (remembered !== undefined) return remembered;
    const parts: PolicyAnswer[] = [];
    let index = 0;
    for (const group of this.#grouping.groups) {
      const { answer } = this.#ofGroup(group, workloads.cells[index++], workloads, site);
      if (answer !== ALLOWED) parts.push(answer);
    }
    const [only, ...more] = parts;
    const answer = only === undefined ? ALLOWED : more.length === 0 ? only : merged(parts);
    if (workloads.answers !== undefined) workloads.answers[site + 1] = answer;
    return answer;
  }

  outcome(rule: Rule, workloads: WorkloadClass, site: number): Outcome {
    const place = this.#grouping.places[rule.index];
    const group = place === undefined ? undefined : this.#grouping.groups[place.group];
    if (place === undefined || group === undefined) throw new TypeError(`rule ${rule.index} is not in force`);
    const { outcomes } = this.#ofGroup(group, workloads.cells[place.group], workloads, site);
    const outcome = outcomes[place.position];
    if (outcome === undefined) throw new TypeError(`rule ${rule.index} has no answer`);
    return outcome;
  }

  scope(selected: boolean, workloads: WorkloadClass, site: number): PolicyScope {
    return new PolicyScope(this.#constants, this.#sites[site], workloads, selected);
  }

  #ofGroup(group: RuleGroup, cell: Cell | undefined, workloads: WorkloadClass, site: number): Answered {
    const place = group.readsSite ? site : -1;
    const known = cell?.answers?.[place + 1];
    if (known !== undefined) return known;
    const outcomes = group.rules.map((rule) => judge(rule, this.scope(rule.selected, workloads, place)));
    const answered = { outcomes, answer: answerOf(group.rules, outcomes) };
    if (cell?.answers !== undefined) cell.answers[place + 1] = answered;
    return answered;
  }
}

function merged(parts: readonly PolicyAnswer[]): PolicyAnswer {
  const collect = (pick: (part: PolicyAnswer) => readonly string[]): string[] =>
    [...new Set(parts.flatMap(pick))].sort();
  const violated = collect((part) => part.violated);
  const unknown = collect((part) => part.unknown);
  return {
    verdict: violated.length > 0 ? 'violated' : unknown.length > 0 ? 'unknown' : 'allowed',
    violated,
    unknown,
    anywhere: {
      violated: collect((part) => part.anywhere.violated),
      unknown: collect((part) => part.anywhere.unknown),
    },
  };
}
