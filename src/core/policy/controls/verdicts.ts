/**
 * What all evidence about one subject says of one control: each feed's own word, the worst of them, and whether two
 * feeds contradict each other. A contradiction is shown, never averaged away: the worse word counts.
 */

import type { EvidenceBasis } from './basis.ts';
import type { FeedId } from './evidence.ts';
import type { ControlLink } from './links.ts';
import { worse } from './states.ts';
import type { ControlState } from './states.ts';

/** One piece of evidence about the subject, with what it speaks to. */
export interface Word {
  readonly feed: FeedId;
  readonly state: ControlState;
  readonly basis: EvidenceBasis;
  readonly links: readonly ControlLink[];
}

export interface SubjectVerdict {
  readonly state: ControlState;
  /** Two feeds contradict each other: over one technical check, or only over the control as a whole. */
  readonly conflict: 'check' | 'control' | null;
  /** Satisfied, and nothing looked: each word that says so only repeats what somebody states. */
  readonly stated: boolean;
}

/** Feeds' words about one thing, the worst of each. */
class Words {
  readonly #byFeed = new Map<FeedId, ControlState>();
  #observed = false;

  say({ feed, state, basis }: Word): void {
    if (state === 'satisfied' && basis === 'observed') this.#observed = true;
    const before = this.#byFeed.get(feed);
    this.#byFeed.set(feed, before === undefined ? state : worse(before, state));
  }

  get worst(): ControlState {
    return [...this.#byFeed.values()].reduce(worse);
  }

  /** Among the words that satisfy. */
  get observed(): boolean {
    return this.#observed;
  }

  /** One says satisfied and another violated; a waived violation was one. */
  get contradict(): boolean {
    const states = [...this.#byFeed.values()];
    return states.includes('satisfied') && states.some((state) => state === 'violated' || state === 'waived');
  }
}

/** By control of the framework. Without a word about a control it is not in the map. */
export function verdictsOf(words: readonly Word[], framework: string): ReadonlyMap<string, SubjectVerdict> {
  const byControl = new Map<string, { readonly all: Words; readonly byCheck: Map<string, Words> }>();
  for (const word of words) {
    for (const link of word.links) {
      if (link.framework !== framework) continue;
      let known = byControl.get(link.control);
      if (known === undefined) byControl.set(link.control, (known = { all: new Words(), byCheck: new Map() }));
      known.all.say(word);
      if (link.check === null) continue;
      const check = known.byCheck.get(link.check) ?? new Words();
      known.byCheck.set(link.check, check);
      check.say(word);
    }
  }
  const verdicts = new Map<string, SubjectVerdict>();
  for (const [control, { all, byCheck }] of byControl) {
    const sharp = [...byCheck.values()].some((check) => check.contradict);
    const state = all.worst;
    verdicts.set(control, {
      state,
      conflict: sharp ? 'check' : all.contradict ? 'control' : null,
      stated: state === 'satisfied' && !all.observed,
    });
  }
  return verdicts;
}
