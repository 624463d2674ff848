/** Which of the rights that are needed the account holds, by what Azure says of it. */

import { IsthmusError } from '../../core/errors/errors.ts';
import type { ConnectionIdentity } from '../connection.ts';
import type { ArmClient } from './arm-client.ts';
import { listAt } from './json.ts';
import { OPERATIONS } from './operations.ts';
import { READ_TYPES } from './resource-types.ts';

type Lacking = NonNullable<ConnectionIdentity['lacking']>[number];

/** Subscriptions that are looked at; a role is usually given on all of them at once. */
const MOST_CHECKED = 20;

/** Every right the reader uses, as a role definition writes it, with what is missing without it. */
export function neededRights(): readonly { readonly action: string; readonly cost: string }[] {
  const rights = new Map<string, string>();
  for (const { types } of READ_TYPES) for (const { action, cost } of types) rights.set(action, cost);
  for (const { action, cost } of Object.values(OPERATIONS)) if (!rights.has(action)) rights.set(action, cost);
  return [...rights].map(([action, cost]) => ({ action, cost }));
}

/** Rights that are not held on the whole of every subscription. */
export async function lackingRights(
  client: ArmClient,
  subscriptions: readonly { readonly id: string; readonly name: string }[],
  signal: AbortSignal | undefined,
): Promise<readonly Lacking[]> {
  const without = new Map<string, { readonly cost: string; readonly names: string[] }>();
  const checked = subscriptions.slice(0, MOST_CHECKED);
  for (const { id, name } of checked) {
    const held = await permissionsOf(client, id, signal);
    // Not allowed to ask: that one right is missing for certain, of the others nothing is known.
    const needed = neededRights().filter(
      ({ action }) => held !== undefined || action === OPERATIONS.permissions.action,
    );
    for (const { action, cost } of needed) {
      if (held !== undefined && allows(held, action)) continue;
      const known = without.get(action) ?? { cost, names: [] };
      known.names.push(name);
      without.set(action, known);
    }
  }
  return [...without].map(([action, { cost, names }]) => ({
    right:
      names.length === checked.length
        ? action
        : `${action} on ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`,
    cost,
  }));
}

interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

async function permissionsOf(
  client: ArmClient,
  subscription: string,
  signal: AbortSignal | undefined,
): Promise<readonly Permission[] | undefined> {
  const texts = (value: unknown, name: string): string[] =>
    (listAt(value, name) ?? []).filter((one) => typeof one === 'string');
  try {
    const found: Permission[] = [];
    for await (const page of client.list('permissions', { subscription }, signal)) {
      for (const one of page) found.push({ actions: texts(one, 'actions'), notActions: texts(one, 'notActions') });
    }
    return found;
  } catch (error) {
    if (error instanceof IsthmusError && (error.code === 'IST-2204' || error.code === 'IST-2205')) return undefined;
    throw error;
  }
}

/** Whether a role's actions cover one: "*" stands for any text, letter case does not count. */
export function allows(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => covers(pattern, action)) && !notActions.some((pattern) => covers(pattern, action)),
  );
}

function covers(pattern: string, action: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const text = action.toLowerCase();
  const [head = '', ...rest] = parts;
  const tail = rest.pop();
  if (tail === undefined) return head === text;
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  let at = head.length;
  for (const middle of rest) {
    const found = text.indexOf(middle, at);
    if (found === -1 || found + middle.length > text.length - tail.length) return false;
    at = found + middle.length;
  }
  return true;
}
