/** The subscriptions that are read, and those that were asked for and cannot be seen. */

import { failure } from '../../core/errors/registry.ts';
import type { Settings } from '../connection.ts';
import { byText } from '../import-values.ts';
import type { ArmClient } from './arm-client.ts';
import type { GraphScope } from './graph.ts';
import { textAt } from './json.ts';

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId?: string;
}

export interface Scope {
  readonly subscriptions: readonly Subscription[];
  /** Asked for, by id or name, and not visible to the account. */
  readonly hidden: readonly string[];
  readonly managementGroups: readonly string[];
}

/** Subscriptions of one query. */
const BATCH = 300;

/** Throws IST-2204 when there is nothing at all to read. */
export async function scopeOf(client: ArmClient, settings: Settings, signal: AbortSignal | undefined): Promise<Scope> {
  const wanted = textsOf(settings['subscriptions']);
  const managementGroups = textsOf(settings['managementGroups']);
  if (wanted.length > 0 && managementGroups.length > 0)
    throw failure('IST-2220', 'give subscriptions or managementGroups, not both');
  const visible: Subscription[] = [];
  for await (const page of client.list('subscriptions', {}, signal)) {
    for (const one of page) {
      const id = textAt(one, 'subscriptionId')?.toLowerCase();
      if (id === undefined || textAt(one, 'state')?.toLowerCase() === 'deleted') continue;
      const tenantId = textAt(one, 'tenantId');
      visible.push({ id, name: textAt(one, 'displayName') ?? id, ...(tenantId !== undefined && { tenantId }) });
    }
  }
  visible.sort((a, b) => byText(a.id, b.id));
  const asked = (one: Subscription): boolean =>
    wanted.some((text) => text.toLowerCase() === one.id || text.toLowerCase() === one.name.toLowerCase());
  const subscriptions = wanted.length === 0 ? visible : visible.filter(asked);
  const hidden = wanted.filter((text) =>
    visible.every(({ id, name }) => text.toLowerCase() !== id && text.toLowerCase() !== name.toLowerCase()),
  );
  if (subscriptions.length === 0 && managementGroups.length === 0) {
    throw failure(
      'IST-2204',
      wanted.length === 0
        ? 'the account sees no subscription'
        : `the account sees none of the subscriptions ${wanted.slice(0, 5).join(', ')}`,
    );
  }
  return { subscriptions, hidden, managementGroups };
}

/** Scopes of the queries, without the subscriptions that were refused. */
export function graphScopes({ subscriptions, managementGroups }: Scope, forbidden: ReadonlySet<string>): GraphScope[] {
  if (managementGroups.length > 0) return [{ managementGroups }];
  const ids = subscriptions.map(({ id }) => id).filter((id) => !forbidden.has(id));
  const scopes: GraphScope[] = [];
  for (let at = 0; at < ids.length; at += BATCH) scopes.push({ subscriptions: ids.slice(at, at + BATCH) });
  return scopes;
}

function textsOf(value: Settings[string] | undefined): readonly string[] {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? (value as readonly string[]) : [];
  return list.map((text) => text.trim()).filter((text) => text !== '');
}
