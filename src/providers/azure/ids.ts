/** Names and ids of what Azure holds, the same whichever way it was read. */

import type { ObservedBy } from '../../core/model/estate.ts';
import { entityId } from '../../core/model/ids.ts';
import type { EntityPrefix } from '../../core/model/ids.ts';
import { lastName, part } from './resource.ts';

/** Resource ids are unique over all of Azure, so one scope holds all tenants. */
export const SCOPE = 'azure';
/** Machines in Azure's own regions. */
export const AZURE = 'azure';
/**
 * Clusters that Azure runs. Names of their own, so that a cluster that is also connected itself, as kubernetes or
 * openshift, is not counted twice as one place.
 */
export const AKS = 'aks';
export const ARO = 'aro';
/** Machines on the customer's own Azure Local hosts. */
export const AZURE_LOCAL = 'azure-local';

export interface Observing {
  readonly sourceId: string;
  readonly observedAt: string;
}

export interface EntityBase {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly observedBy: ObservedBy;
}

export function entity(
  prefix: EntityPrefix,
  key: string,
  name: string,
  platform: string,
  { sourceId, observedAt }: Observing,
): EntityBase {
  return { id: entityId(prefix, SCOPE, key), name, platform, observedBy: { sourceId, nativeId: key, observedAt } };
}

/** "hub/app" for …/virtualNetworks/hub/subnets/app: how networks are named in the estate. Lower case, as ids differ in it. */
export function subnetName(subnetId: string): string {
  const network = part(subnetId, 'virtualnetworks');
  const own = lastName(subnetId).toLowerCase();
  return network === undefined || network === own ? own : `${network}/${own}`;
}
