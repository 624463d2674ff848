/** What a reader of a feed's files gives: whom was looked at, and what was said, in the feed's own words. */

import type { CitedControl, FeedState, ImportedFeed } from './evidence.ts';

/** What tells which machine or cluster was looked at. Whatever a feed does not say stays out. */
export interface FeedTarget {
  /** As a person would name it. */
  readonly label: string;
  readonly hostNames?: readonly string[];
  readonly addresses?: readonly string[];
  readonly macAddresses?: readonly string[];
  readonly uuids?: readonly string[];
  /** A cloud's resource id, and the region it is in. */
  readonly resourceId?: string;
  readonly region?: string;
  /** An object of a cluster. Kind "Cluster" is the cluster as a whole. */
  readonly object?: { readonly kind: string; readonly namespace?: string; readonly name?: string };
}

export interface FeedRecord {
  readonly feed: ImportedFeed;
  readonly target: FeedTarget;
  readonly rule: string;
  readonly title: string;
  readonly state: FeedState;
  readonly observedAt: string | null;
  readonly profile?: string;
  readonly cites: readonly CitedControl[];
  /** Other names of the rule, such as CCE numbers. */
  readonly idents?: readonly string[];
  readonly severity?: string;
  readonly detail?: string;
}

/** One round of questions: a scan, a report. */
export interface FeedRound {
  readonly name: string;
  readonly target: string;
  readonly benchmark?: string;
  readonly profile?: string;
  readonly scanner?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** Something that was read and not understood: told and counted, never guessed. */
export interface FeedDoubt {
  readonly what: string;
  readonly where: string;
}

export interface FeedItem {
  readonly record?: FeedRecord;
  readonly round?: FeedRound;
  readonly doubt?: FeedDoubt;
}
