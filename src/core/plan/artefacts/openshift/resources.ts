/** The custom resources of one bundle. Credentials are only ever named, never written. */

import type { Workload } from '../../../model/workload.ts';
import type { Move, Plan } from '../../plan.ts';
import type { GapList } from '../artefact.ts';
import { dnsLabel, isDnsLabel, setting } from '../names.ts';
import type { UniqueNames } from '../names.ts';
import type { Bundle } from './bundles.ts';
import { FORKLIFT_API } from './forklift.ts';
import type { ObjectRef, Resource } from './forklift.ts';
import type { Workloads } from './maps.ts';
import { destinationRef, labels, sourceRef } from './references.ts';

export const PLACEHOLDER_URL = 'https://REPLACE-ME.invalid/sdk';

/** Identifiers by which Forklift finds a machine, per kind of source. */
const NATIVE_ID: Readonly<Partial<Record<string, RegExp>>> = {
  vsphere: /^vm-\d+$/,
  ovirt: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  openstack: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  hyperv: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

export function namespaceResource(bundle: Bundle): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: bundle.targetNamespace, labels: { 'app.kubernetes.io/managed-by': 'isthmus' } },
  };
}

export interface ProviderFile {
  readonly resource: Resource;
  readonly secret: ObjectRef;
  readonly providerType: string;
}

/** Source provider, and the target's when it is another cluster. Absent when sites.yaml names one that exists. */
export function providerResources(plan: Plan, bundle: Bundle, gaps: GapList): ProviderFile[] {
  const providers: ProviderFile[] = [];
  const source = bundle.sourceSite?.settings;
  if (setting(source, 'forkliftProvider') === undefined) {
    const url = setting(source, 'providerUrl');
    if (url === undefined && bundle.sourceType !== 'openshift') {
      for (const move of bundle.moves) {
        gaps.add(
          {
            wave: bundle.wave.name,
            what: `address of source provider "${bundle.sourceName}" is not known`,
            remedy: `Set settings.providerUrl of site ${move.fromSiteId ?? bundle.sourceName} in sites.yaml, or replace ${PLACEHOLDER_URL} in 10-providers.yaml`,
            effect: 'fill',
          },
          move.workloadName,
        );
      }
    }
    const secret = {
      name: setting(source, 'secretName') ?? `${bundle.sourceName}-credentials`,
      namespace: bundle.forkliftNamespace,
    };
    const vddk = setting(source, 'vddkInitImage');
    const vsphere = bundle.sourceType === 'vsphere';
    const settings = {
      ...(vsphere ? { sdkEndpoint: setting(source, 'sdkEndpoint') ?? 'vcenter' } : {}),
      ...(vddk === undefined ? {} : { vddkInitImage: vddk }),
    };
    providers.push({
      secret,
      providerType: bundle.sourceType,
      resource: {
        apiVersion: FORKLIFT_API,
        kind: 'Provider',
        metadata: {
          ...sourceRef(bundle),
          labels: labels(plan, bundle),
          // Without this annotation or an image Forklift's form refuses a vSphere provider that has no VDDK.
          ...(vsphere && vddk === undefined
            ? { annotations: { 'forklift.konveyor.io/empty-vddk-init-image': 'yes' } }
            : {}),
        },
        spec: {
          type: bundle.sourceType,
          url: url ?? PLACEHOLDER_URL,
          secret,
          ...(Object.keys(settings).length > 0 ? { settings } : {}),
        },
      },
    });
  }
  const target = bundle.targetSite?.settings;
  const remoteUrl = setting(target, 'providerUrl');
  if (remoteUrl !== undefined && setting(target, 'forkliftProvider') === undefined) {
    const secret = {
      name: setting(target, 'secretName') ?? `${bundle.targetSiteId}-credentials`,
      namespace: bundle.forkliftNamespace,
    };
    providers.push({
      secret,
      providerType: 'openshift',
      resource: {
        apiVersion: FORKLIFT_API,
        kind: 'Provider',
        metadata: { ...destinationRef(bundle), labels: labels(plan, bundle) },
        spec: { type: 'openshift', url: remoteUrl, secret },
      },
    });
  }
  return providers;
}

function machineRef(
  move: Move,
  workload: Workload | undefined,
  bundle: Bundle,
  targetNames: UniqueNames,
  gaps: GapList,
): object {
  const pattern = NATIVE_ID[bundle.sourceType];
  const id = move.nativeIds.find(({ nativeId }) => pattern?.test(nativeId))?.nativeId;
  if (id === undefined) {
    gaps.add(
      {
        wave: bundle.wave.name,
        what: 'the source did not give the machine id, so machines are named',
        remedy: 'Make sure the names are unique in the source; import from the live platform to get ids',
        effect: 'note',
      },
      move.workloadName,
    );
  }
  if (workload?.facts.disks?.some((disk) => disk.shared === true)) {
    gaps.add(
      {
        wave: bundle.wave.name,
        what: 'machines share disks',
        remedy:
          'Shared disks are copied with the first machine only (migrateSharedDisks): attach them to the others after the move',
        effect: 'note',
      },
      move.workloadName,
    );
  }
  const targetName = targetNames.get(move.workloadId, move.workloadName);
  const keepsName = isDnsLabel(move.workloadName) && targetName === move.workloadName;
  return { ...(id === undefined ? {} : { id }), name: move.workloadName, ...(keepsName ? {} : { targetName }) };
}

/** True for machines all of whose shared disks earlier machines of the plan bring. One that cannot be told is new. */
function bringsNothingNew(workload: Workload | undefined, seen: Set<string>): boolean {
  const keys = (workload?.facts.disks ?? [])
    .filter((disk) => disk.shared === true)
    .map((disk) => disk.uuid ?? disk.path);
  const repeated = keys.length > 0 && keys.every((key) => key !== undefined && seen.has(key));
  for (const key of keys) if (key !== undefined) seen.add(key);
  return repeated;
}

/** A guest that keeps its address on the pod network is cut off: the platform gives that network's addresses out itself. */
function keepsAddresses(bundle: Bundle, gaps: GapList): boolean {
  const onPodNetwork = bundle.moves.filter((move) => move.networks.some(({ to }) => to === 'pod'));
  for (const move of onPodNetwork) {
    gaps.add(
      {
        wave: bundle.wave.name,
        what: 'static addresses are not kept: a network of these machines is mapped to the pod network',
        remedy: `Map it to a network attachment ("namespace/name") under networks of site ${bundle.targetSiteId} to keep them`,
        effect: 'note',
      },
      move.workloadName,
    );
  }
  return onPodNetwork.length === 0;
}

export function planResource(
  plan: Plan,
  bundle: Bundle,
  workloads: Workloads,
  targetNames: UniqueNames,
  gaps: GapList,
): Resource {
  const map = { name: bundle.name, namespace: bundle.forkliftNamespace };
  const shared = new Set<string>();
  const vms = bundle.moves.map((move) => {
    const workload = workloads.get(move.workloadId);
    const ref = machineRef(move, workload, bundle, targetNames, gaps);
    return bringsNothingNew(workload, shared) ? { ...ref, migrateSharedDisks: false } : ref;
  });
  return {
    apiVersion: FORKLIFT_API,
    kind: 'Plan',
    metadata: {
      ...map,
      labels: labels(plan, bundle),
      annotations: { 'isthmus.dev/plan-digest': plan.digest, 'isthmus.dev/generation': String(plan.pins.generation) },
    },
    spec: {
      description: `${plan.name}, ${bundle.wave.name}: ${vms.length} machines from ${bundle.sourceName} to ${bundle.targetSiteId}`,
      provider: { source: sourceRef(bundle), destination: destinationRef(bundle) },
      map: { network: map, storage: map },
      targetNamespace: bundle.targetNamespace,
      // `type` supersedes `warm`; both are written because controllers before 2.10 only know the latter.
      type: bundle.type,
      warm: bundle.type === 'warm',
      preserveStaticIPs: keepsAddresses(bundle, gaps),
      targetLabels: { 'isthmus.dev/plan': dnsLabel(plan.name), 'isthmus.dev/wave': bundle.wave.name },
      vms,
    },
  };
}

/** Starts the move. Kept apart from the rest so that applying a folder never starts anything. */
export function migrationResource(plan: Plan, bundle: Bundle): Resource {
  const ref = { name: bundle.name, namespace: bundle.forkliftNamespace };
  return {
    apiVersion: FORKLIFT_API,
    kind: 'Migration',
    metadata: { ...ref, labels: labels(plan, bundle) },
    spec: { plan: ref },
  };
}
