/** What the wiring decides about a server. */

import type { Logger } from 'pino';
import type { Actor } from '../core/access/actor.ts';

export interface AppOptions {
  /**
   * Every request comes from this actor, without credentials. For the command line, which calls the app inside its
   * own process; such an app refuses to listen.
   */
  readonly trustedActor?: Actor;
  /** Address that people use when a proxy stands in front; its name is accepted and its scheme trusted. */
  readonly publicUrl?: URL;
  /** Further names that requests may be addressed to, beside addresses and localhost. */
  readonly hostNames?: readonly string[];
  /** Largest file that can be imported. */
  readonly maxUploadBytes?: number;
  /** Folder of the built console. */
  readonly consoleFolder?: string;
  readonly logger?: Logger;
}

export const DEFAULT_MAX_UPLOAD_BYTES = 4 * 1024 ** 3;
