/** Which Windows base an image is built on for a target: that of its own system where nodes take it, else the next newer. */

import type { Catalog } from '../../../catalog/catalog.ts';
import type { GuestOs } from '../../../model/workload.ts';
import { possibleIds } from '../../../assess/guest-tables.ts';
import { poolsInForce, releaseOfSku } from '../../../assess/windows-containers/aks-pools.ts';
import { baseOfRelease, buildOfBase } from '../../../assess/windows-containers/base-images.ts';
import type { ImageBase } from '../../../assess/windows-containers/base-images.ts';
import { wmcoPlatform } from '../../../assess/windows-containers/wmco-catalog.ts';

export type ContainerTarget = 'openshift-container' | 'aks-container';

/** Bases of nodes that can be had on a target on a day, oldest first. */
export function basesOffered(
  catalog: Catalog,
  target: ContainerTarget,
  asOf: string,
  infrastructure: string | undefined,
): readonly ImageBase[] {
  const known = infrastructure === undefined ? undefined : wmcoPlatform(catalog, infrastructure);
  const releases =
    target === 'aks-container'
      ? poolsInForce(catalog, asOf).map(({ osSku }) => releaseOfSku(osSku) ?? '')
      : (known === undefined ? catalog['guest-support'].wmcoPlatforms : [known]).flatMap(({ os }) => os);
  const bases = [...new Set(releases)].flatMap((release) => baseOfRelease(release) ?? []);
  return bases.toSorted((a, b) => buildOfBase(catalog, a) - buildOfBase(catalog, b));
}

export interface BaseChoice {
  readonly base: ImageBase;
  readonly reason: string;
}

/** Undefined when the target has no Windows nodes at all. */
export function chooseBase(
  catalog: Catalog,
  offered: readonly ImageBase[],
  os: GuestOs | undefined,
): BaseChoice | undefined {
  const [id, ...others] = (os === undefined ? undefined : possibleIds(os)) ?? [];
  const own = id === undefined || others.length > 0 ? undefined : baseOfRelease(id);
  if (own !== undefined && offered.includes(own))
    return { base: own, reason: `the release it runs on today (${id ?? ''})` };
  const build = own === undefined ? 0 : buildOfBase(catalog, own);
  const next = offered.find((base) => buildOfBase(catalog, base) > build) ?? offered.at(-1);
  if (next === undefined) return undefined;
  const today = id === undefined ? 'its release is not known' : `there are no nodes of ${id}`;
  return { base: next, reason: `${today}: the oldest base that nodes of the target take` };
}
