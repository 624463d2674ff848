/** Processors and memory of a domain. */

import type { WorkloadFacts } from '../../../core/model/workload.ts';
import { memoryMiBOf } from '../units.ts';
import { all, at, attribute, textOf, wholeNumber } from '../xml.ts';
import type { Element } from '../xml.ts';
import { unionOf } from './cpu-set.ts';

type Processor = Pick<
  WorkloadFacts,
  | 'cpuCount'
  | 'coresPerSocket'
  | 'cpuHotAdd'
  | 'memoryMiB'
  | 'memoryHotAdd'
  | 'memoryReservationMiB'
  | 'cpuAffinity'
  | 'numaAffinity'
  | 'cpuModel'
  | 'cpuPinningPolicy'
  | 'cpuShares'
  | 'guestNumaNodes'
  | 'pageSharing'
>;

export function processorFacts(domain: Element): Processor {
  const vcpu = at(domain, 'vcpu');
  const most = wholeNumber(textOf(vcpu));
  const current = wholeNumber(attribute(vcpu, 'current')) ?? most;
  const memoryMiB = memoryMiBOf(at(domain, 'memory'));
  return {
    cpuCount: current,
    coresPerSocket: coresPerSocket(at(domain, 'cpu', 'topology')),
    // libvirt plugs processors in up to the number the definition names, and no further.
    cpuHotAdd: most === undefined || current === undefined ? undefined : most > current,
    memoryMiB,
    memoryHotAdd: at(domain, 'maxMemory') !== undefined,
    memoryReservationMiB: isSetAside(domain) ? memoryMiB : undefined,
    cpuAffinity: pinnedTo(domain, vcpu),
    numaAffinity: numaNodes(domain),
    cpuModel: modelOf(at(domain, 'cpu')),
    cpuPinningPolicy: pinningOf(domain, vcpu),
    cpuShares: wholeNumber(textOf(at(domain, 'cputune', 'shares'))) ?? 0,
    guestNumaNodes: all(at(domain, 'cpu', 'numa'), 'cell').length,
    // Pages that are locked, huge or kept out of it are never merged; else it is up to the host.
    pageSharing: isSetAside(domain) || at(domain, 'memoryBacking', 'nosharepages') !== undefined ? false : undefined,
  };
}

/** Threads count as cores: a guest sees each as a processor. */
function coresPerSocket(topology: Element | undefined): number | undefined {
  if (topology === undefined) return undefined;
  const factors = ['dies', 'clusters', 'cores', 'threads'].map((name) => wholeNumber(attribute(topology, name)) ?? 1);
  const product = factors.reduce((product, factor) => product * factor, 1);
  return product >= 1 ? product : undefined;
}

/** Locked memory and huge pages belong to the machine alone as long as it runs. */
function isSetAside(domain: Element): boolean {
  const backing = at(domain, 'memoryBacking');
  return at(backing, 'locked') !== undefined || at(backing, 'hugepages') !== undefined;
}

function pinnedTo(domain: Element, vcpu: Element | undefined): readonly number[] | undefined {
  const pins = all(at(domain, 'cputune'), 'vcpupin').map((pin) => attribute(pin, 'cpuset'));
  const sets = [attribute(vcpu, 'cpuset'), ...pins].filter((set) => set !== undefined);
  return unionOf(sets);
}

/** A model by its name, else what stands for "whatever there is". */
function modelOf(cpu: Element | undefined): string {
  const mode = attribute(cpu, 'mode');
  if (mode === 'host-passthrough' || mode === 'host-model' || mode === 'maximum') return mode;
  return textOf(at(cpu, 'model')) ?? 'platform-default';
}

/** CPUs bound together with memory nodes that the guest is shown are what oVirt calls "resize and pin NUMA". */
function pinningOf(domain: Element, vcpu: Element | undefined): Processor['cpuPinningPolicy'] {
  const tune = at(domain, 'cputune');
  const pinned = attribute(vcpu, 'cpuset') !== undefined || all(tune, 'vcpupin').length > 0;
  if (!pinned) return at(tune, 'emulatorpin') === undefined ? 'none' : 'manual';
  const shown = all(at(domain, 'cpu', 'numa'), 'cell').length > 0;
  return shown && all(at(domain, 'numatune'), 'memnode').length > 0 ? 'resize-and-pin-numa' : 'manual';
}

function numaNodes(domain: Element): readonly number[] | undefined {
  const tune = at(domain, 'numatune');
  const sets = [at(tune, 'memory'), ...all(tune, 'memnode')]
    .map((element) => attribute(element, 'nodeset'))
    .filter((set) => set !== undefined);
  return unionOf(sets);
}
