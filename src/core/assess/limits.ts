/** Limits of a target, from the catalogue's table. */

import type { Catalog } from '../catalog/catalog.ts';
import type { PlatformLimit } from '../catalog/guest-support.ts';
import { cite } from '../catalog/provenance.ts';
import { fail, pass } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** The limit with this id. A missing one is a defect of the shipped catalogue, found by the rules' tests. */
export function limitOf(catalog: Catalog, id: string): PlatformLimit {
  const limit = catalog['guest-support'].platformLimits.find((candidate) => candidate.id === id);
  if (limit === undefined) throw new RangeError(`catalog/guest-support.yaml has no limit "${id}"`);
  return limit;
}

/** Fails when `value` is above the limit. `what` names the value with its unit: "vCPU". */
export function atMost(value: number, what: string, limit: PlatformLimit): Verdict {
  if (value <= limit.value) return pass;
  return fail(
    `${value} ${what}; ${limit.kind === 'tested' ? 'tested up to' : 'at most'} ${limit.value} (${cite(limit)}).`,
  );
}
