/** A service's context in a thread: the database is opened there again, since connections do not cross. */

import type { Config } from '../config.ts';
import { openContext } from './context.ts';
import type { OwnedContext, ServiceContext } from './context.ts';

/** What it takes to open it, as plain data. */
export interface ContextOrder {
  readonly actor: string;
  readonly config: Pick<Config, 'home' | 'databaseUrl' | 'databaseIdleSeconds'>;
  /** What the clock of whoever gave the order is ahead of the machine's. */
  readonly clockAheadMs: number;
}

/** Only while this context is open itself: the embedded server then runs. */
const IDLE_SECONDS = 30;

export function contextOrder({ actor, home, installation, clock }: ServiceContext): ContextOrder {
  return {
    actor,
    config: { home, databaseUrl: installation.databaseUrl, databaseIdleSeconds: IDLE_SECONDS },
    clockAheadMs: clock().getTime() - Date.now(),
  };
}

/** Without what reading live sources needs. */
export function openThreadContext({ actor, config, clockAheadMs }: ContextOrder): Promise<OwnedContext> {
  return openContext(
    { ...config, listen: { host: '127.0.0.1', port: 0 }, logLevel: 'silent' },
    { actor, clock: () => new Date(Date.now() + clockAheadMs) },
  );
}
