/** Virtual machines of a subscription and those of scale sets, as observations. */

import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { Observing } from './ids.ts';
import { isObject, textAt, valueAt } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Lookup, NodeMachine } from './lookup.ts';
import { observe } from './machine-facts.ts';
import { lastName, parentOf } from './resource.ts';
import type { Resource } from './resource.ts';

/** What the machine's agent and host say: in Resource Graph below `extended`, in Resource Manager below the properties. */
function instanceViewOf(resource: Resource, lookup: Lookup): unknown {
  const views = [
    valueAt(resource.properties, 'extended', 'instanceView'),
    valueAt(resource.properties, 'instanceView'),
    lookup.instanceViews.get(resource.key),
  ].filter((view) => isObject(view));
  return views.length === 0 ? undefined : Object.assign({}, ...views.toReversed());
}

/** Whether Resource Graph left out what runs on it, so that it has to be asked for. */
export function lacksPowerState(resource: Resource): boolean {
  const view = valueAt(resource.properties, 'extended', 'instanceView') ?? valueAt(resource.properties, 'instanceView');
  if (textAt(resource.row, 'powerState') !== undefined) return false;
  return valueAt(view, 'powerState') === undefined && valueAt(view, 'statuses') === undefined;
}

export function virtualMachine(resource: Resource, lookup: Lookup, observing: Observing): WorkloadObservation {
  return observe(
    {
      resource,
      size: textAt(resource.properties, 'hardwareProfile', 'vmSize'),
      instanceView: instanceViewOf(resource, lookup),
      profiles: [resource.properties],
    },
    lookup,
    observing,
  );
}

/** A machine of a scale set in uniform mode; in flexible mode they are machines of the subscription. */
export function scaleSetMachine(resource: Resource, lookup: Lookup, observing: Observing): WorkloadObservation {
  const set = lookup.scaleSets.get(parentOf(resource.key));
  const model = valueAt(set?.properties, 'virtualMachineProfile');
  const profiles: JsonObject[] = [resource.properties, ...(isObject(model) ? [model] : [])];
  const size = textAt(resource.row, 'sku', 'name') ?? textAt(resource.properties, 'hardwareProfile', 'vmSize');
  const observation = observe(
    {
      resource,
      size: size ?? textAt(set?.row, 'sku', 'name'),
      instanceView: instanceViewOf(resource, lookup),
      profiles,
    },
    lookup,
    observing,
  );
  const name = nameOf(resource);
  return {
    ...observation,
    facts: {
      ...observation.facts,
      name,
      controller: 'VirtualMachineScaleSet',
      ...(observation.facts.tags === undefined && set?.tags !== undefined && { tags: set.tags }),
    },
  };
}

/** Resource Graph calls it by its number alone; the host name tells it from those of other sets. */
function nameOf(resource: Resource): string {
  const name = resource.name.replace('/', '_');
  return /^\d+$/.test(name) ? `${lastName(parentOf(resource.key))}_${name}` : name;
}

/** The machine as a node of its cluster. */
export function nodeOf(resource: Resource, lookup: Lookup): NodeMachine {
  const set = lookup.scaleSets.get(parentOf(resource.key));
  const tags = { ...set?.tags, ...resource.tags };
  const pool = tags['aks-managed-poolName'] ?? tags['poolName'];
  const zone = resource.zones?.[0];
  return {
    key: resource.key,
    name: textAt(resource.properties, 'osProfile', 'computerName') ?? nameOf(resource),
    ...(pool !== undefined && { pool }),
    ...(zone !== undefined && { zone: `${resource.location ?? ''}-${zone}` }),
  };
}
