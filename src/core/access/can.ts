/** The one place that says yes: pure, so that the same answer can be tested, explained and shown. */

import { ACTIONS } from './actions.ts';
import type { Action } from './actions.ts';
import type { Actor, Scope } from './actor.ts';
import { ROLE_ACTIONS, ROLES } from './roles.ts';
import type { Role } from './roles.ts';

function covers(granted: readonly string[] | undefined, asked: readonly string[] | undefined): boolean {
  if (granted === undefined) return true;
  return asked !== undefined && asked.every((one) => granted.includes(one));
}

/**
 * Whether one of the actor's grants allows the action on all of the scope. Asking without a scope asks for the whole
 * estate, which a grant for a part does not cover.
 */
export function can(actor: Actor, action: Action, scope: Scope = {}): boolean {
  return actor.grants.some(
    (grant) =>
      ROLE_ACTIONS[grant.role].includes(action) &&
      covers(grant.scope?.sites, scope.sites) &&
      covers(grant.scope?.applications, scope.applications),
  );
}

/** Everything the actor may do on the whole estate, in the order of the list of actions. */
export function allowedActions(actor: Actor): Action[] {
  return ACTIONS.filter((action) => can(actor, action));
}

/** Roles that would allow the action: what a refused person can ask for. */
export function rolesThatMay(action: Action): Role[] {
  return ROLES.filter((role) => ROLE_ACTIONS[role].includes(action));
}
