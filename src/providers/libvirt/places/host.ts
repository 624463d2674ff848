/** The libvirt host: what `virsh capabilities`, `nodeinfo` and `sysinfo` say of it. */

import type { Host, HostGpu } from '../../../core/model/estate.ts';
import { stated, uuidOf } from '../../import-values.ts';
import type { NodeInfo } from '../rpc/calls.ts';
import { memoryMiBOf, mibOf } from '../units.ts';
import { all, at, attribute, textOf, wholeNumber } from '../xml.ts';
import type { Element } from '../xml.ts';
import { placeBase } from './place.ts';
import type { PlaceOptions } from './place.ts';

/** What is known of a host. Absent members: nobody looked, or it may not be seen. */
export interface HostKnown {
  readonly name: string;
  /** Root of `virsh capabilities`. */
  readonly capabilities?: Element;
  readonly node?: NodeInfo;
  /** In KiB: "total", "free", "buffers", "cached". */
  readonly memory?: ReadonlyMap<string, number>;
  /** Root of `virsh sysinfo`. */
  readonly sysinfo?: Element;
  readonly version?: string;
  readonly gpus?: readonly HostGpu[];
  readonly workloadCount?: number;
}

/** The host's own UUID; undefined where the driver gives none. */
export const hostUuid = (capabilities: Element | undefined): string | undefined =>
  uuidOf(textOf(at(capabilities, 'host', 'uuid')));

export function hostOf(known: HostKnown, options: PlaceOptions): Host {
  const { name, capabilities, sysinfo } = known;
  const cpu = at(capabilities, 'host', 'cpu');
  const entry = (group: string, field: string): string | undefined =>
    textOf(all(at(sysinfo, group), 'entry').find((one) => attribute(one, 'name') === field));
  return stated<Host>({
    ...placeBase('host', name, hostUuid(capabilities) ?? name, options),
    vendor: entry('system', 'manufacturer'),
    model: entry('system', 'product'),
    serialNumber: entry('system', 'serial'),
    cpuModel: entry('processor', 'version') ?? textOf(at(cpu, 'model')),
    ...processors(known.node, cpu, capabilities),
    memoryMiB: known.node === undefined ? memoryOfCells(capabilities) : mibOf(known.node.memoryKiB * 1024),
    memoryUsagePct: memoryUsage(known.memory),
    workloadCount: known.workloadCount,
    version: known.version,
    gpus: known.gpus,
    osFamily: 'linux',
  });
}

type Processors = Pick<Host, 'cpuSockets' | 'coresPerSocket' | 'cpuCores' | 'cpuMhz' | 'hyperThreading'>;

/** By nodeinfo, else by the topology of the capabilities, whose sockets are counted per memory node. */
function processors(
  node: NodeInfo | undefined,
  cpu: Element | undefined,
  capabilities: Element | undefined,
): Processors {
  const topology = at(cpu, 'topology');
  const read = (name: string): number | undefined => wholeNumber(attribute(topology, name));
  const cells = all(at(capabilities, 'host', 'topology', 'cells'), 'cell').length;
  const nodes = node?.numaNodes ?? Math.max(1, cells);
  const sockets = node?.socketsPerNode ?? read('sockets');
  const cores = node?.coresPerSocket ?? product(read('cores'), read('dies') ?? 1);
  const threads = node?.threadsPerCore ?? read('threads');
  const cpuSockets = product(sockets, nodes);
  return stated<Processors>({
    cpuSockets,
    coresPerSocket: positive(cores),
    cpuCores: product(cpuSockets, cores),
    cpuMhz: positive(node?.mhz),
    hyperThreading: positive(threads) === undefined ? undefined : (threads ?? 0) > 1,
  });
}

function memoryOfCells(capabilities: Element | undefined): number | undefined {
  const cells = all(at(capabilities, 'host', 'topology', 'cells'), 'cell');
  let sum = 0;
  for (const cell of cells) {
    const memory = memoryMiBOf(at(cell, 'memory'));
    if (memory === undefined) return undefined;
    sum += memory;
  }
  return positive(sum);
}

/** Buffers and the page cache can be had back, so they count as free. */
function memoryUsage(memory: ReadonlyMap<string, number> | undefined): number | undefined {
  const [total, free] = [memory?.get('total'), memory?.get('free')];
  if (memory === undefined || total === undefined || free === undefined || total <= 0) return undefined;
  const used = total - free - (memory.get('buffers') ?? 0) - (memory.get('cached') ?? 0);
  return Math.round(Math.min(100, Math.max(0, (used / total) * 100)) * 10) / 10;
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;

const product = (a: number | undefined, b: number | undefined): number | undefined =>
  positive(a === undefined || b === undefined ? undefined : a * b);
