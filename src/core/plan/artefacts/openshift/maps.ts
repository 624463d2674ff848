/** Network and storage maps of one bundle, and what is missing in them. */

import type { Workload } from '../../../model/workload.ts';
import { compareText } from '../../order.ts';
import type { Move, Plan } from '../../plan.ts';
import type { GapList } from '../artefact.ts';
import type { Bundle } from './bundles.ts';
import { FORKLIFT_API, networkTarget } from './forklift.ts';
import type { Resource } from './forklift.ts';
import { destinationRef, labels, sourceRef } from './references.ts';

export type Workloads = ReadonlyMap<string, Workload>;

/** True when a machine has an adapter or disk of which no source said where it is, so that the map may lack it. */
function isPartlyKnown(kind: 'networks' | 'storage', move: Move, workload: Workload | undefined): boolean {
  const places =
    kind === 'networks'
      ? workload?.facts.nics?.map(({ network }) => network)
      : workload?.facts.disks?.map(({ datastore }) => datastore);
  return places?.includes(undefined) === true && move[kind].length < places.length;
}

function pairsOf(
  bundle: Bundle,
  kind: 'networks' | 'storage',
  workloads: Workloads,
  gaps: GapList,
): [string, string][] {
  const pairs = new Map<string, string>();
  const noun = kind === 'networks' ? 'network' : 'datastore';
  for (const move of bundle.moves) {
    if (move[kind].length > 0 && isPartlyKnown(kind, move, workloads.get(move.workloadId))) {
      gaps.add(
        {
          wave: bundle.wave.name,
          what: `no source said which ${noun} one of its ${kind === 'networks' ? 'adapters' : 'disks'} is on`,
          remedy: `Compare the map with the machine before applying it, or import a source that knows: Forklift refuses a plan whose ${noun}s are not all mapped`,
          effect: 'fill',
        },
        move.workloadName,
      );
    }
    if (move[kind].length === 0) {
      gaps.add(
        {
          wave: bundle.wave.name,
          what: `no source said which ${noun} it is on`,
          remedy: `Forklift refuses a plan whose ${noun}s are not all mapped: import a source that knows, or add the ${noun} to the map by hand`,
          effect: 'blocks',
        },
        move.workloadName,
      );
    }
    for (const { from, to } of move[kind]) {
      if (to !== null) pairs.set(from, to);
      else {
        gaps.add(
          {
            wave: bundle.wave.name,
            what: `${noun} "${from}" is mapped to nothing at ${bundle.targetSiteId}`,
            remedy: `Add it under ${kind} of site ${bundle.targetSiteId} in sites.yaml and make the plan again; Forklift refuses the plan as it is`,
            effect: 'blocks',
          },
          move.workloadName,
        );
      }
    }
  }
  return [...pairs].sort(([a], [b]) => compareText(a, b));
}

/** How many adapters of a machine go to the pod network. Two adapters on one source network count twice. */
function podAdapters(move: Move, workload: Workload | undefined): number {
  const toPod = new Set(move.networks.filter(({ to }) => to === 'pod').map(({ from }) => from));
  const adapters = (workload?.facts.nics ?? []).filter(({ network }) => network !== undefined && toPod.has(network));
  return Math.max(toPod.size, adapters.length);
}

export function networkMap(plan: Plan, bundle: Bundle, workloads: Workloads, gaps: GapList): Resource {
  const map = pairsOf(bundle, 'networks', workloads, gaps).map(([from, to]) => ({
    source: { name: from },
    destination: networkTarget(to, bundle.targetNamespace),
  }));
  for (const move of bundle.moves) {
    if (podAdapters(move, workloads.get(move.workloadId)) < 2) continue;
    gaps.add(
      {
        wave: bundle.wave.name,
        what: 'more than one adapter of a machine goes to the pod network, which a machine can join once',
        remedy: `Map all but one of its networks to network attachments (namespace/name) or "ignored" at ${bundle.targetSiteId}`,
        effect: 'blocks',
      },
      move.workloadName,
    );
  }
  return mapResource('NetworkMap', plan, bundle, map);
}

export function storageMap(plan: Plan, bundle: Bundle, workloads: Workloads, gaps: GapList): Resource {
  const map = pairsOf(bundle, 'storage', workloads, gaps).map(([from, to]) => ({
    source: { name: from },
    destination: { storageClass: to },
  }));
  return mapResource('StorageMap', plan, bundle, map);
}

function mapResource(kind: 'NetworkMap' | 'StorageMap', plan: Plan, bundle: Bundle, map: readonly object[]): Resource {
  return {
    apiVersion: FORKLIFT_API,
    kind,
    metadata: { name: bundle.name, namespace: bundle.forkliftNamespace, labels: labels(plan, bundle) },
    spec: { provider: { source: sourceRef(bundle), destination: destinationRef(bundle) }, map },
  };
}
