/**
 * The domain of a virtual machine, with what its instance type and preference add. A running instance has all of that
 * filled in; of a stopped one it is worked out here, by KubeVirt's own rules.
 */

import type { Firmware, WorkloadFacts } from '../../../core/model/workload.ts';
import { countAt, flagAt, hasAt, recordAt, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import { mibUp } from './quantity.ts';
import { namespaceOf, quantityIn } from './scene.ts';
import type { Scene } from './scene.ts';

/** What a machine refers to: nothing, an object that is known, or one that could not be read. */
export type Referred = { readonly spec: Json } | 'none' | 'unreadable';

export interface MachineSpec {
  readonly where: string;
  /** Of the running instance, else of the machine. */
  readonly spec: Json;
  readonly domain: Json;
  readonly running: boolean;
  readonly instancetype: Referred;
  readonly preference: Referred;
}

const RESOURCES = {
  instancetype: ['virtualmachineinstancetypes', 'virtualmachineclusterinstancetypes'],
  preference: ['virtualmachinepreferences', 'virtualmachineclusterpreferences'],
} as const;

export function machineSpec(
  scene: Scene,
  machine: Json | undefined,
  instance: Json | undefined,
  where: string,
): MachineSpec {
  const spec = instance === undefined ? recordAt(machine, 'spec', 'template', 'spec') : recordAt(instance, 'spec');
  return {
    where,
    spec,
    domain: recordAt(spec, 'domain'),
    running: instance !== undefined,
    instancetype: referred(scene, machine, 'instancetype'),
    preference: referred(scene, machine, 'preference'),
  };
}

function referred(scene: Scene, machine: Json | undefined, to: 'instancetype' | 'preference'): Referred {
  const name = textAt(machine, 'spec', to, 'name');
  if (machine === undefined || name === undefined) return hasAt(machine, 'spec', to) ? 'unreadable' : 'none';
  // Without a kind the API takes the one of the whole cluster.
  const own = /^VirtualMachine(?:Instancetype|Preference)$/i.test(textAt(machine, 'spec', to, 'kind') ?? '');
  const [namespaced, clusterWide] = RESOURCES[to];
  const resource = `${own ? namespaced : clusterWide}.instancetype.kubevirt.io`;
  const found = scene.objects.get(resource, own ? namespaceOf(machine) : undefined, name);
  return found === undefined ? 'unreadable' : { spec: recordAt(found, 'spec') };
}

const specOf = (one: Referred): Json => (typeof one === 'string' ? {} : one.spec);

export interface Cpus {
  readonly cpuCount?: number;
  readonly coresPerSocket?: number;
}

/** Sockets × cores × threads; else the instance type's; else what is asked of the node, or one. */
export function cpusOf(scene: Scene, machine: MachineSpec): Cpus {
  const cpu = recordAt(machine.domain, 'cpu');
  const cores = countAt(cpu, 'cores');
  const sockets = countAt(cpu, 'sockets');
  const threads = countAt(cpu, 'threads');
  if ([cores, sockets, threads].some((count) => count !== undefined && count > 0)) {
    const perSocket = (cores || 1) * (threads || 1);
    return { cpuCount: (sockets || 1) * perSocket, coresPerSocket: perSocket };
  }
  if (machine.instancetype === 'unreadable') return {};
  const guest = countAt(specOf(machine.instancetype), 'cpu', 'guest');
  if (guest !== undefined && guest > 0) {
    const topology = textAt(specOf(machine.preference), 'cpu', 'preferredCPUTopology');
    if (machine.preference === 'unreadable') return { cpuCount: guest };
    if (topology === undefined || /sockets$/i.test(topology)) return { cpuCount: guest, coresPerSocket: 1 };
    return /cores$/i.test(topology) ? { cpuCount: guest, coresPerSocket: guest } : { cpuCount: guest };
  }
  const where = `${machine.where}, domain.resources`;
  const limits = recordAt(machine.domain, 'resources', 'limits');
  const requests = recordAt(machine.domain, 'resources', 'requests');
  const stated = limits['cpu'] ?? requests['cpu'];
  const asked = quantityIn(scene, stated, `${where}, cpu`);
  if (stated !== undefined && asked === undefined) return {};
  return Object.keys(machine.domain).length === 0
    ? {}
    : { cpuCount: Math.max(1, Math.ceil(asked ?? 1)), coresPerSocket: 1 };
}

/** How its CPUs are bound and which model they are: KubeVirt shows what the host has unless told otherwise. */
export function bindingOf({ domain }: MachineSpec): Pick<WorkloadFacts, 'cpuModel' | 'cpuPinningPolicy'> {
  if (Object.keys(domain).length === 0) return {};
  const cpu = recordAt(domain, 'cpu');
  const dedicated = flagAt(cpu, 'dedicatedCpuPlacement') === true;
  const mirrored = dedicated && hasAt(cpu, 'numa', 'guestMappingPassthrough');
  return {
    cpuModel: textAt(cpu, 'model') ?? 'host-model',
    cpuPinningPolicy: mirrored ? 'resize-and-pin-numa' : dedicated ? 'dedicated' : 'none',
  };
}

export function memoryOf(scene: Scene, machine: MachineSpec): number | undefined {
  const guest = recordAt(machine.domain, 'memory')['guest'];
  const typed =
    typeof machine.instancetype === 'string' ? undefined : recordAt(machine.instancetype.spec, 'memory')['guest'];
  // An instance type decides alone; what stands beside it in a stopped machine is not used.
  const value = machine.running
    ? (guest ?? typed)
    : (typed ?? (machine.instancetype === 'unreadable' ? undefined : guest));
  const requests = recordAt(machine.domain, 'resources', 'requests')['memory'];
  const limits = recordAt(machine.domain, 'resources', 'limits')['memory'];
  const chosen = value ?? (machine.instancetype === 'unreadable' ? undefined : (requests ?? limits));
  const bytes = quantityIn(scene, chosen, `${machine.where}, memory`);
  return bytes === undefined ? undefined : mibUp(bytes);
}

export interface Boot {
  readonly firmware?: Firmware;
  readonly secureBoot?: boolean;
  readonly tpm?: boolean;
}

/** BIOS is KubeVirt's own choice on x86 where nothing is said, UEFI on arm64; secure boot is on unless switched off. */
export function bootOf(machine: MachineSpec): Boot {
  const loader = recordAt(machine.domain, 'firmware', 'bootloader');
  const wished = specOf(machine.preference);
  const open = !machine.running && machine.preference === 'unreadable';
  const tpm = tpmOf(machine, open);
  if (hasAt(loader, 'efi')) return { firmware: 'efi', secureBoot: flagAt(loader, 'efi', 'secureBoot') ?? true, ...tpm };
  if (hasAt(loader, 'bios')) return { firmware: 'bios', secureBoot: false, ...tpm };
  if (open || Object.keys(machine.domain).length === 0) return tpm;
  const efi = hasAt(wished, 'firmware', 'preferredEfi') || flagAt(wished, 'firmware', 'preferredUseEfi') === true;
  const arm = textAt(machine.spec, 'architecture') === 'arm64';
  if (!machine.running && (efi || arm)) {
    const secure =
      flagAt(wished, 'firmware', 'preferredEfi', 'secureBoot') ??
      flagAt(wished, 'firmware', 'preferredUseSecureBoot') ??
      // With the older flag secure boot is off unless wished; in the newer form it is on unless refused.
      hasAt(wished, 'firmware', 'preferredEfi');
    return { firmware: 'efi', secureBoot: secure, ...tpm };
  }
  return { firmware: arm ? 'efi' : 'bios', secureBoot: false, ...tpm };
}

function tpmOf(machine: MachineSpec, open: boolean): Pick<Boot, 'tpm'> {
  const own = recordAt(machine.domain, 'devices');
  if (hasAt(own, 'tpm')) return { tpm: flagAt(own, 'tpm', 'enabled') ?? true };
  if (open || Object.keys(machine.domain).length === 0) return {};
  const wished = recordAt(specOf(machine.preference), 'devices', 'preferredTPM');
  if (!machine.running && hasAt(specOf(machine.preference), 'devices', 'preferredTPM')) {
    return { tpm: flagAt(wished, 'enabled') ?? true };
  }
  return { tpm: false };
}

/** Bus or model that the preference wishes where the machine says none. */
export function preferred(
  machine: MachineSpec,
  what: 'preferredDiskBus' | 'preferredInterfaceModel',
): string | undefined {
  return textAt(specOf(machine.preference), 'devices', what);
}

/** GPUs and host devices of machine and instance type together. */
export function hostDevices(machine: MachineSpec, list: 'gpus' | 'hostDevices'): readonly Json[] {
  const own = recordAt(machine.domain, 'devices')[list];
  const typed = machine.running ? undefined : specOf(machine.instancetype)[list];
  return [own, typed].flatMap((some) => (Array.isArray(some) ? (some as Json[]) : []));
}
