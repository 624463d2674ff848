/**
 * Everything that is read of a cluster: which resources, and which of their fields. The read-only role is made of this
 * table, the guide lists it, and nothing outside it is ever asked for.
 */

import type { FactPath } from '../../core/assess/verdict.ts';
import { picker } from './pick.ts';
import type { Picker } from './pick.ts';
import { CORE_RESOURCES } from './resources-core.ts';
import { PLATFORM_RESOURCES } from './resources-platform.ts';
import { VIRTUAL_MACHINE_RESOURCES } from './resources-vm.ts';

export interface ResourceSpec {
  /** Plural as in the address of the API. */
  readonly plural: string;
  readonly kind: string;
  /** "" is the core group. */
  readonly group: string;
  /** Versions that are understood, the best first. */
  readonly versions: readonly string[];
  readonly namespaced: boolean;
  readonly fields: readonly string[];
  readonly annotations?: readonly string[];
  readonly labelSelector?: string;
  /** Objects a page, where they are large. */
  readonly pageSize?: number;
  /** False where the API has no watch: read with each full listing only. */
  readonly watched?: false;
  /** Served by an extension of the API server that is often down; the rest is read without it. */
  readonly dispensable?: true;
  /** What stays unknown without it, in words. */
  readonly cost: string;
  readonly facts: readonly FactPath[];
}

export interface Resource extends ResourceSpec {
  /** "pods", "virtualmachines.kubevirt.io": as kubectl names it. */
  readonly name: string;
  readonly pick: Picker;
}

const METADATA = ['name', 'namespace', 'uid', 'creationTimestamp', 'labels'].map((key) => `metadata.${key}`);
const OWNERS = ['apiVersion', 'kind', 'name', 'uid', 'controller'].map((key) => `metadata.ownerReferences[].${key}`);

export const RESOURCES: readonly Resource[] = [
  ...CORE_RESOURCES,
  ...VIRTUAL_MACHINE_RESOURCES,
  ...PLATFORM_RESOURCES,
].map((spec) => ({
  ...spec,
  name: spec.group === '' ? spec.plural : `${spec.plural}.${spec.group}`,
  pick: picker([...METADATA, ...OWNERS, ...spec.fields], spec.annotations),
}));

/** By the group and kind that a saved object states, whatever its version. */
export function resourceOfKind(apiVersion: string, kind: string): Resource | undefined {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return RESOURCES.find((resource) => resource.group === group && resource.kind === kind);
}
