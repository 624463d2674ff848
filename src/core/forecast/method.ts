/** Which way a machine is moved: what sites.yaml names for the target, else the catalogue's first that fits. */

import type { TargetId } from '../assess/verdict.ts';
import type { MigrationMethod, MigrationThroughput } from '../catalog/migration-throughput.ts';
import { failure } from '../errors/registry.ts';
import type { MigrationSettings } from './settings.ts';

export type MethodChoice = (platform: string | undefined, target: TargetId) => MigrationMethod | undefined;

/** All ways that may be taken, the one that is taken first in front. */
export type WayList = (platform: string | undefined, target: TargetId) => readonly MigrationMethod[];

/** A way that sites.yaml names for the target is the only one. Throws IST-6020 as `createMethodChoice` does. */
export function createWayList(
  catalog: Pick<MigrationThroughput, 'methods'>,
  named: MigrationSettings['methods'] = {},
): WayList {
  const choose = createMethodChoice(catalog, named);
  return (platform, target) => {
    const first = choose(platform, target);
    if (first === undefined || named[target] === first.id) return first === undefined ? [] : [first];
    const fit = catalog.methods.filter(
      (method) => method.onRequest !== true && method.targets.includes(target) && reads(method, platform),
    );
    return [first, ...fit.filter((method) => method !== first)];
  };
}

/** Throws IST-6020 when sites.yaml names a method that is not in the catalogue or does not lead to the target. */
export function createMethodChoice(
  { methods }: Pick<MigrationThroughput, 'methods'>,
  named: MigrationSettings['methods'] = {},
): MethodChoice {
  const chosen = new Map(Object.entries(named).map(([target, id]) => [target, requireMethod(methods, target, id)]));
  return (platform, target) => {
    const wanted = chosen.get(target);
    if (wanted !== undefined && reads(wanted, platform)) return wanted;
    return methods.find(
      (method) => method.onRequest !== true && method.targets.includes(target) && reads(method, platform),
    );
  };
}

/** A platform nobody stated is taken by what takes any. */
function reads({ from }: MigrationMethod, platform: string | undefined): boolean {
  return from.includes('*') || (platform !== undefined && from.includes(platform));
}

function requireMethod(methods: readonly MigrationMethod[], target: string, id: string): MigrationMethod {
  const found = methods.find((method) => method.id === id);
  const fits = methods.filter(({ targets }) => (targets as readonly string[]).includes(target)).map((each) => each.id);
  if (found !== undefined && fits.includes(id)) return found;
  throw failure(
    'IST-6020',
    found === undefined ? `there is no way of moving "${id}"` : `"${id}" does not lead to ${target}`,
    {
      causes: [
        {
          where: `migration.methods.${target}`,
          message: `to ${target} lead: ${fits.join(', ') || 'none'} (catalog/migration-throughput.yaml)`,
        },
      ],
    },
  );
}
