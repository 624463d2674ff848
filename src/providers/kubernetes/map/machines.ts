/** KubeVirt's virtual machines, switched on or off, and instances that run without one. */

import type {
  Identity,
  PowerState,
  Snapshot,
  WorkloadFacts,
  WorkloadObservation,
} from '../../../core/model/workload.ts';
import { entryOf } from '../../import-values.ts';
import { byText, flagAt, hasAt, listAt, recordAt, stated, textAt, textMapAt, textsAt } from '../json.ts';
import type { Json } from '../json.ts';
import { regionOf, zoneOf } from './hosts.ts';
import { devicesOf } from './machine-devices.ts';
import { disksOf } from './machine-disks.ts';
import { nicsOf } from './machine-nics.ts';
import { osOf } from './machine-os.ts';
import { bindingOf, bootOf, cpusOf, machineSpec, memoryOf } from './machine-spec.ts';
import type { MachineSpec } from './machine-spec.ts';
import { boundToNodes, datastoresOf, provisionedMiB } from './pod-spec.ts';
import { createdAt, nameOf, namespaceOf, nativeIdOf, placeOf, timeOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { applicationOf, serviceTags, tagsOf } from './tags.ts';

const MACHINES = 'virtualmachines.kubevirt.io';
const INSTANCES = 'virtualmachineinstances.kubevirt.io';
const SNAPSHOTS = 'virtualmachinesnapshots.snapshot.kubevirt.io';

export interface Machine {
  readonly machine?: Json;
  readonly instance?: Json;
}

/** A machine and its running instance share one name; an instance without a machine stands alone. */
export function machinesOf(scene: Scene): readonly Machine[] {
  const machines = scene.objects.all(MACHINES).map((machine): Machine => {
    const instance = scene.objects.get(INSTANCES, namespaceOf(machine), nameOf(machine));
    return instance === undefined ? { machine } : { machine, instance };
  });
  const alone = scene.objects
    .all(INSTANCES)
    .filter((instance) => scene.objects.get(MACHINES, namespaceOf(instance), nameOf(instance)) === undefined)
    .map((instance): Machine => ({ instance }));
  return [...machines, ...alone];
}

/** The id stays the machine's when it starts and stops. */
export function machineObservation(scene: Scene, { machine, instance }: Machine): WorkloadObservation {
  const owner = machine ?? instance ?? {};
  const kind = machine === undefined ? 'VirtualMachineInstance' : 'VirtualMachine';
  const spec = machineSpec(scene, machine, instance, placeOf(owner, kind));
  const facts = factsOf(scene, owner, kind, machine, instance, spec);
  return stated<WorkloadObservation>({
    sourceId: scene.sourceId,
    nativeId: nativeIdOf(owner, kind),
    scope: scene.scope,
    observedAt: scene.observedAt,
    kind: 'vm',
    identity: identityOf(spec, facts),
    facts,
  });
}

function factsOf(
  scene: Scene,
  owner: Json,
  kind: string,
  machine: Json | undefined,
  instance: Json | undefined,
  spec: MachineSpec,
): WorkloadFacts {
  const namespace = namespaceOf(owner);
  const { disks, drives } = disksOf(scene, spec, owner);
  const nics = nicsOf(spec, instance, namespace);
  const boot = bootOf(spec);
  const { devices, deviceTypesSeen, gpus } = devicesOf(scene, spec, boot.tpm);
  const labels = textMapAt(owner, 'metadata', 'labels');
  const inner = machine === undefined ? labels : textMapAt(machine, 'spec', 'template', 'metadata', 'labels');
  const node = scene.objects.get('nodes', undefined, textAt(instance, 'status', 'nodeName'));
  const addresses = [...new Set((nics ?? []).flatMap(({ ipAddresses }) => ipAddresses ?? []))];
  const whole = hasAt(spec.domain, 'devices');
  return stated<WorkloadFacts>({
    name: nameOf(owner),
    platform: scene.platform,
    controller: kind,
    namespace,
    cluster: scene.clusterName,
    host: textAt(instance, 'status', 'nodeName'),
    region: node === undefined ? undefined : regionOf(node),
    zone: node === undefined ? undefined : zoneOf(node),
    powerState: powerOf(scene, machine, instance),
    ...cpusOf(scene, spec),
    ...bindingOf(spec),
    pageSharing: pageSharingOf(scene),
    memoryMiB: memoryOf(scene, spec),
    size: textAt(machine, 'spec', 'instancetype', 'name'),
    ...boot,
    securityType: Object.keys(recordAt(spec.domain, 'launchSecurity')).length > 0 ? 'ConfidentialVM' : undefined,
    os: osOf(machine, instance, spec.spec),
    hostName: textAt(spec.spec, 'hostname'),
    disks,
    datastores: disks && datastoresOf(disks),
    provisionedMiB: disks && provisionedMiB(disks),
    changeTracking: trackingOf(machine),
    nics,
    networks: nics?.every(({ network }) => network !== undefined)
      ? [...new Set(nics.map(({ network }) => network ?? ''))].sort(byText)
      : undefined,
    ipAddresses: addresses.length === 0 ? undefined : addresses,
    snapshots: snapshotsOf(scene, owner),
    // An instance type that is not to be seen may add devices.
    ...(whole &&
      (spec.running || spec.instancetype !== 'unreadable') && {
        devices: [...devices, ...drives],
        deviceTypesSeen,
        gpus,
      }),
    hostAffinity: whole ? boundToNodes(spec.spec) : undefined,
    liveMigratable: conditionOf(instance, 'LiveMigratable'),
    guestToolsStatus: hasAt(instance, 'status', 'conditions') ? agentOf(instance) : undefined,
    annotation: textAt(owner, 'metadata', 'annotations', 'description'),
    tags: { ...tagsOf(scene, owner), ...serviceTags(scene, namespace, inner) },
    application: applicationOf(labels) ?? applicationOf(inner),
    createdAt: createdAt(owner),
  });
}

/** MAC addresses and the hardware id that the guest sees. */
function identityOf(spec: MachineSpec, facts: WorkloadFacts): Identity {
  const uuid = textAt(spec.domain, 'firmware', 'uuid')?.toLowerCase();
  const macs = [...new Set((facts.nics ?? []).flatMap(({ macAddress }) => macAddress ?? []))].sort(byText);
  return stated<Identity>({
    biosUuid: uuid !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) ? uuid : undefined,
    macAddresses: macs.length === 0 ? undefined : macs,
  });
}

/** Of printableStatus. The others, such as Unknown and the errors, leave open whether anything runs. */
const POWER_WORDS: Readonly<Record<string, PowerState>> = {
  Running: 'on',
  Starting: 'on',
  Stopping: 'on',
  Migrating: 'on',
  Paused: 'suspended',
  Stopped: 'off',
  Provisioning: 'off',
  WaitingForVolumeBinding: 'off',
  DataVolumeError: 'off',
};
/** Phases on the way to a running guest: whether it gets there is told by the machine. */
const STARTING = ['Pending', 'Scheduling', 'Scheduled'];

function powerOf(scene: Scene, machine: Json | undefined, instance: Json | undefined): PowerState | undefined {
  const phase = textAt(instance, 'status', 'phase');
  const said = textAt(machine, 'status', 'printableStatus');
  if (phase === 'Succeeded' || phase === 'Failed') return 'off';
  if (phase === 'Running') return conditionOf(instance, 'Paused') === true ? 'suspended' : 'on';
  if (phase !== undefined && !STARTING.includes(phase)) return undefined;
  if (said !== undefined) return entryOf(POWER_WORDS, said);
  if (phase !== undefined) return 'on';
  if (machine !== undefined && scene.objects.complete(INSTANCES, namespaceOf(machine))) return 'off';
  const wished = textAt(machine, 'spec', 'runStrategy');
  return wished === 'Halted' || flagAt(machine, 'spec', 'running') === false ? 'off' : undefined;
}

function conditionOf(instance: Json | undefined, type: string): boolean | undefined {
  const status = listAt(instance, 'status', 'conditions').find((one) => one['type'] === type)?.['status'];
  return status === 'True' ? true : status === 'False' ? false : undefined;
}

/** In KubeVirt's words: the condition is there only while the agent answers. */
const agentOf = (instance: Json | undefined): string =>
  conditionOf(instance, 'AgentConnected') === true ? 'AgentConnected' : 'AgentNotConnected';

/** True when KubeVirt switches merging of pages on for every node; on some nodes it depends on where a machine runs. */
function pageSharingOf(scene: Scene): boolean | undefined {
  const selects = scene.objects
    .all('kubevirts.kubevirt.io')
    .filter((one) => hasAt(one, 'spec', 'configuration', 'ksmConfiguration', 'nodeLabelSelector'))
    .map((one) => recordAt(one, 'spec', 'configuration', 'ksmConfiguration', 'nodeLabelSelector'));
  return selects.some((selector) => Object.keys(selector).length === 0) ? true : undefined;
}

function trackingOf(machine: Json | undefined): boolean | undefined {
  const state = textAt(machine, 'status', 'changedBlockTracking', 'state');
  return state === undefined ? undefined : state === 'Enabled';
}

function snapshotsOf(scene: Scene, owner: Json): readonly Snapshot[] | undefined {
  if (!scene.objects.complete(SNAPSHOTS, namespaceOf(owner))) return undefined;
  return scene.objects
    .inNamespace(SNAPSHOTS, namespaceOf(owner))
    .filter(
      (one) =>
        textAt(one, 'spec', 'source', 'kind') === 'VirtualMachine' &&
        textAt(one, 'spec', 'source', 'name') === nameOf(owner),
    )
    .map((one) =>
      stated<Snapshot>({
        name: nameOf(one),
        // KubeVirt's snapshots are of disks alone.
        memory: false,
        createdAt: timeOf(textAt(one, 'status', 'creationTime') ?? textAt(one, 'metadata', 'creationTimestamp')),
        quiesced: hasAt(one, 'status', 'indications')
          ? textsAt(one, 'status', 'indications').includes('GuestAgent')
          : undefined,
      }),
    );
}
