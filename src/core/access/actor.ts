/** Who asks, and what was granted to them. */

import type { Role } from './roles.ts';

/** The part of the estate a grant or a request is about. An absent list means all of them. */
export interface Scope {
  readonly sites?: readonly string[];
  readonly applications?: readonly string[];
}

interface Grant {
  readonly role: Role;
  /** Absent: the whole estate. */
  readonly scope?: Scope;
}

export interface Actor {
  /** As results and imports record it: "admin", "token:ci". */
  readonly name: string;
  readonly grants: readonly Grant[];
}
