/**
 * Work that outlives the process that does it: asked for as data, done in a thread of whichever process has it, begun
 * again by another when that one dies. It must be a pure function of its input and of what that input pins, so that
 * beginning again is all there is to it; what it makes is committed together with its end.
 */

import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';

/** What a job is given beside a service's context. All of it is optional: the same service also runs by itself. */
export interface JobContext extends ServiceContext {
  /** True once somebody asked for an early end: return the best found so far. */
  stopping?(): boolean;
  /** Cost, bound, gap and whatever else people watch, as they stand. */
  figures?(figures: Readonly<Record<string, number>>): void;
  /**
   * Ends the operation in the transaction that keeps what it made. Throws when another process has the operation by
   * now: that one's result counts, and this transaction must not be committed.
   */
  complete?(connection: Queryable, result: unknown): Promise<void>;
}

/** Does the work; what it returns is the operation's result unless it was completed already. */
export type DurableJob<Input> = (context: JobContext, input: Input) => Promise<unknown>;

export interface DurableJobKind<Input> {
  /** Whether an early end keeps the best found so far. */
  readonly canStop: boolean;
  /** Loaded in the thread only. */
  load(): Promise<DurableJob<Input>>;
}
