/** A HostSystem as a host of the estate. */

import { X509Certificate } from 'node:crypto';
import type { Host, HostGpu } from '../../../core/model/estate.ts';
import { BYTES_PER_MIB } from '../../../core/model/units.ts';
import { byText, stated } from '../../import-values.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { amountAt, amountOf, flagAt, flagOf, numberOf, textAt, textOf } from '../nodes.ts';
import type { ObjectContent } from '../property-collector.ts';
import type { Places } from './places.ts';

export function hostFields({ ref, properties }: ObjectContent, places: Places): Partial<Host> {
  const amount = (path: string): number | undefined => amountOf(properties.get(path));
  const text = (path: string): string | undefined => textOf(properties.get(path));
  const sockets = amount('summary.hardware.numCpuPkgs');
  const cores = amount('summary.hardware.numCpuCores');
  const mhz = amount('summary.hardware.cpuMhz');
  const memory = amount('summary.hardware.memorySize');
  const memoryMiB = memory === undefined ? undefined : Math.round(memory / BYTES_PER_MIB);
  const connected = text('runtime.connectionState');
  return {
    cluster: places.name(places.clusterOf(ref)),
    vendor: text('summary.hardware.vendor'),
    model: text('summary.hardware.model'),
    serialNumber: serialNumber(properties),
    cpuModel: text('summary.hardware.cpuModel')?.replaceAll(/\s+/g, ' '),
    cpuSockets: sockets,
    coresPerSocket: sockets === undefined || cores === undefined || sockets === 0 ? undefined : cores / sockets,
    cpuCores: cores,
    cpuMhz: mhz,
    hyperThreading: flagAt(properties.get('config.hyperThread'), 'active'),
    memoryMiB,
    cpuUsagePct: share(
      amount('summary.quickStats.overallCpuUsage'),
      mhz === undefined ? undefined : mhz * (cores ?? 0),
    ),
    memoryUsagePct: share(amount('summary.quickStats.overallMemoryUsage'), memoryMiB),
    workloadCount: properties.get('vm')?.children.length,
    version: text('summary.config.product.fullName'),
    evcMode: text('summary.currentEVCModeKey'),
    inMaintenance: flagOf(properties.get('runtime.inMaintenanceMode')),
    ready: connected === undefined ? undefined : connected === 'connected',
    certificateExpiresAt: expiryOf(properties.get('config.certificate')),
    gpus: gpusOf(properties.get('config.graphicsInfo')),
  };
}

const share = (part: number | undefined, whole: number | undefined): number | undefined =>
  part === undefined || whole === undefined || whole === 0
    ? undefined
    : Math.min(100, Math.round((part / whole) * 100));

/** Newer servers have it as a property, older ones among the other identifiers. */
function serialNumber(properties: ReadonlyMap<string, XmlNode>): string | undefined {
  const own = textOf(properties.get('hardware.systemInfo.serialNumber'));
  if (own !== undefined) return own;
  const others = properties.get('hardware.systemInfo.otherIdentifyingInfo')?.children ?? [];
  const known = ['SerialNumberTag', 'ServiceTag', 'EnclosureSerialNumberTag'];
  const found = known.flatMap((key) => {
    const info = others.find((each) => textAt(each, 'identifierType', 'key') === key);
    return textAt(info, 'identifierValue') ?? [];
  });
  return found.find((value) => !/^(none|unknown|to be filled.*|default string|0+)$/i.test(value.trim()));
}

/** The certificate comes byte by byte, as signed numbers. */
function expiryOf(bytes: XmlNode | undefined): string | undefined {
  if (bytes === undefined || bytes.children.length === 0) return undefined;
  try {
    const buffer = Buffer.from(bytes.children.map((byte) => (numberOf(byte) ?? 0) & 0xff));
    return new X509Certificate(buffer).validToDate.toISOString().replace(/\.\d+Z$/, 'Z');
  } catch {
    return undefined;
  }
}

/** Adapters that only drive a screen are no GPUs for workloads. */
function gpusOf(list: XmlNode | undefined): readonly HostGpu[] | undefined {
  if (list === undefined) return undefined;
  const gpus = new Map<string, HostGpu>();
  for (const info of list.children) {
    const kind = textAt(info, 'graphicsType');
    const type = textAt(info, 'deviceName');
    if (type === undefined || kind === undefined || kind === 'basic') continue;
    const sharing = kind === 'sharedDirect' ? 'vgpu' : kind === 'shared' ? 'vsga' : undefined;
    const memoryKiB = amountAt(info, 'memorySizeInKB');
    const memoryGiB = memoryKiB === undefined ? undefined : Math.round(memoryKiB / 1024 ** 2);
    const key = `${type}/${memoryGiB}/${sharing}`;
    const count = (gpus.get(key)?.count ?? 0) + 1;
    gpus.set(key, stated<HostGpu>({ type, count, memoryGiB: memoryGiB === 0 ? undefined : memoryGiB, sharing }));
  }
  return [...gpus.entries()].sort(([a], [b]) => byText(a, b)).map(([, gpu]) => gpu);
}
