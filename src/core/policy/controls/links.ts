/**
 * Which controls a piece of evidence speaks to. Two ways lead there: the feed's own content names the control, or the
 * catalogue says that the rule answers a technical check which speaks to it. Both are judgements; each says how sure.
 */

import type { ControlMappings, TechnicalCheck } from '../../catalog/control-mappings.ts';
import { compareControls } from './control-id.ts';
import type { ControlEvidence } from './evidence.ts';

export interface ControlLink {
  readonly framework: string;
  readonly control: string;
  /** The technical check it goes through; null when the feed's content names the control itself. */
  readonly check: string | null;
  /** As written by the feed, where it names the control. */
  readonly cited?: string;
  /** "verified" to "own"; "cited" when the word is the feed's. */
  readonly confidence: string;
}

export interface AnsweringRule {
  readonly check: string;
  readonly feed: string;
  /** "*" stands for any text. */
  readonly rule: string;
  readonly confidence: string;
}

/** Checks of the catalogue by control, and controls by rule. */
export class ControlIndex {
  readonly mappings: ControlMappings;
  readonly #checks: ReadonlyMap<string, TechnicalCheck>;
  readonly #answers: readonly (AnsweringRule & { readonly test: (rule: string) => boolean })[];
  readonly #remembered = new Map<string, readonly ControlLink[]>();

  constructor(mappings: ControlMappings) {
    this.mappings = mappings;
    this.#checks = new Map(mappings.checks.map((check) => [check.id, check]));
    this.#answers = mappings.answers.flatMap(({ check, feeds, rules, conf }) =>
      feeds.flatMap((feed) => rules.map((rule) => ({ check, feed, rule, confidence: conf, test: patternTest(rule) }))),
    );
  }

  /** Every control of a framework that some check speaks to, in the framework's order. */
  controlsOf(framework: string): readonly string[] {
    const found = new Set(this.mappings.checks.flatMap((check) => controlsIn(check, framework)));
    return [...found].sort(compareControls);
  }

  /** Checks that speak to a control. */
  checksOf(framework: string, control: string): readonly TechnicalCheck[] {
    return this.mappings.checks.filter((check) => controlsIn(check, framework).includes(control));
  }

  /** Rules that would answer a check. */
  answersOf(check: string): readonly AnsweringRule[] {
    return this.#answers
      .filter((answer) => answer.check === check)
      .map(({ check: id, feed, rule, confidence }) => ({ check: id, feed, rule, confidence }));
  }

  linksOf({ feed, rule, cites }: Pick<ControlEvidence, 'feed' | 'rule' | 'cites'>): readonly ControlLink[] {
    const cited = cites.map(({ framework, control, cited: text }) => ({
      framework,
      control,
      check: null,
      cited: text,
      confidence: 'cited',
    }));
    const key = `${feed}\n${rule}`;
    let mapped = this.#remembered.get(key);
    if (mapped === undefined) this.#remembered.set(key, (mapped = this.#mapped(feed, rule)));
    return cited.length === 0 ? mapped : [...cited, ...mapped];
  }

  #mapped(feed: string, rule: string): readonly ControlLink[] {
    const found = new Map<string, ControlLink>();
    for (const answer of this.#answers) {
      const check = answer.feed === feed && answer.test(rule) ? this.#checks.get(answer.check) : undefined;
      if (check === undefined) continue;
      for (const { id: framework } of this.mappings.frameworks) {
        for (const control of controlsIn(check, framework)) {
          const key = `${framework}\n${control}\n${check.id}`;
          if (!found.has(key)) {
            found.set(key, { framework, control, check: check.id, confidence: answer.confidence });
          }
        }
      }
    }
    return [...found.values()];
  }
}

export function controlsIn(check: TechnicalCheck, framework: string): readonly string[] {
  const value: unknown = Object.entries(check).find(([key]) => key === framework)?.[1];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** "*" stands for any text; letters count in either case. */
function patternTest(pattern: string): (rule: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'i');
  return (rule) => expression.test(rule);
}
