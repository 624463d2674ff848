/** What every kind of provider's words are held to, from a file or from a live connection. */

import { expect } from 'vitest';
import type { WorkloadObservation } from '../core/model/workload.ts';
import type { InventoryItem, Provider } from './provider.ts';

/** Largest batch a consumer must be ready for. */
export const MAX_BATCH = 1000;
export const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;
const ENTITY_ID = /^(host|cl|net|ds)-[0-9a-f]{16}$/;

/** Hosts, clusters, networks and datastores have one stable id each. */
export function expectEntityIds(items: readonly InventoryItem[]): void {
  const ids = items.flatMap((item) => {
    if (item.type === 'workload' || item.type === 'dependency') return [];
    return [
      item.type === 'host'
        ? item.host.id
        : item.type === 'cluster'
          ? item.cluster.id
          : item.type === 'network'
            ? item.network.id
            : item.datastore.id,
    ];
  });
  for (const id of ids) expect(id).toMatch(ENTITY_ID);
  expect(new Set(ids).size).toBe(ids.length);
}

/** Holds one observation to what the estate is built on. */
export function expectValid(provider: Provider, observation: WorkloadObservation): void {
  const { nativeId, identity, facts } = observation;
  expect(observation.sourceId).toBe('source-1');
  expect(nativeId).toBe(nativeId.toLowerCase());
  expect(nativeId).not.toBe('');
  expect(observation.observedAt).toMatch(ISO);
  // A source of machines of several platforms says each one's own, or leaves it open.
  if (provider.platform !== undefined) expect(facts.platform).toBe(provider.platform);
  for (const uuid of [identity.biosUuid, identity.instanceUuid]) if (uuid !== undefined) expect(uuid).toMatch(UUID);
  for (const mac of identity.macAddresses ?? []) expect(mac).toMatch(MAC);
  if (identity.fqdn !== undefined) expect(identity.fqdn).toBe(identity.fqdn.toLowerCase());
  if (facts.devices !== undefined) expect(facts.deviceTypesSeen, 'devices come with the types seen').toBeDefined();
  for (const [key, value] of Object.entries(facts)) {
    expect(value, key).not.toBeUndefined();
    expect(value, key).not.toBeNull();
    if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0, `${key} = ${value}`).toBe(true);
  }
}

export const observationsOf = (items: readonly InventoryItem[]): WorkloadObservation[] =>
  items.flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
