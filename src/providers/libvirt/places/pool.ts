/** Storage pools as datastores, and what they tell about the disks that lie in them. */

import type { Datastore } from '../../../core/model/estate.ts';
import { stated } from '../../import-values.ts';
import type { StorageKnown } from '../domain/disks.ts';
import type { PoolInfo } from '../rpc/calls.ts';
import { bytesOf, mibOf } from '../units.ts';
import { at, attribute, textOf } from '../xml.ts';
import type { Element } from '../xml.ts';
import { placeBase } from './place.ts';
import type { PlaceOptions } from './place.ts';

/** Pools whose volumes several hosts can write to at once. Of a folder nobody knows what it is mounted from. */
const SHARED = new Set(['netfs', 'gluster', 'rbd', 'iscsi', 'iscsi-direct', 'sheepdog', 'vstorage']);
const STATE_RUNNING = 2;
const STATE_DEGRADED = 3;

/** Of a <pool>. Undefined for one without a name. `info` is of a live connection. */
export function poolOf(pool: Element, info: PoolInfo | undefined, options: PlaceOptions): Datastore | undefined {
  const name = textOf(at(pool, 'name'));
  if (name === undefined) return undefined;
  const type = attribute(pool, 'type');
  // A pool that does not run has no sizes: its zeros are not measured.
  const runs = info === undefined || info.state === STATE_RUNNING || info.state === STATE_DEGRADED;
  const size = (bytes: number | undefined, element: string): number | undefined => {
    const known = bytes ?? bytesOf(at(pool, element), 'bytes');
    return known === undefined || !runs ? undefined : mibOf(known);
  };
  const capacityMiB = size(info?.capacityBytes, 'capacity');
  const measured = capacityMiB !== undefined && capacityMiB > 0;
  return stated<Datastore>({
    ...placeBase('ds', name, textOf(at(pool, 'uuid')) ?? name, options),
    type,
    ...(measured && {
      capacityMiB,
      usedMiB: size(info?.allocationBytes, 'allocation'),
      freeMiB: size(info?.availableBytes, 'available'),
    }),
    accessible: info === undefined ? undefined : runs,
    sharedWrite: type !== undefined && SHARED.has(type) ? true : undefined,
  });
}

/** Names by which disks that are no volumes show the pool they lie in: its folder, the pool its images have in front. */
export function poolPaths(pool: Element): readonly string[] {
  const source = textOf(at(pool, 'source', 'name'));
  const folder = textOf(at(pool, 'target', 'path'));
  const type = attribute(pool, 'type');
  if ((type === 'rbd' || type === 'gluster') && source !== undefined) return [`${type}:${source}`];
  return folder === undefined ? [] : [folder.length > 1 ? folder.replace(/\/+$/, '') : folder];
}

/** Pools by the paths their disks have. Of two pools in one folder the first by name is taken. */
export function poolsByPath(pools: readonly Element[]): StorageKnown['pools'] {
  const found = new Map<string, string>();
  const named = pools.flatMap((pool) => {
    const name = textOf(at(pool, 'name'));
    return name === undefined ? [] : [{ name, paths: poolPaths(pool) }];
  });
  for (const { name, paths } of named.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const path of paths) if (!found.has(path)) found.set(path, name);
  }
  return found;
}
