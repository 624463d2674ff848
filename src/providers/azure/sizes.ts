/** What a size such as Standard_D4s_v5 gives a machine, from the capabilities Azure lists per region. */

import type { Device, GpuNeed, GuestOs } from '../../core/model/workload.ts';
import { architectureOf } from './guest-system.ts';
import { listAt, numberAt, textAt } from './json.ts';

export interface Size {
  readonly cpuCount?: number;
  readonly memoryMiB?: number;
  /** Empty: the size carries none. */
  readonly gpus: readonly GpuNeed[];
  /** Physical devices handed through, beside GPUs. */
  readonly devices: readonly Device[];
  readonly architecture?: GuestOs['architecture'];
}

const key = (location: string, name: string): string => `${location}/${name}`.toLowerCase();

export class Sizes {
  readonly #sizes = new Map<string, Size>();
  readonly #locations = new Set<string>();

  /** Takes one entry of the list of SKUs; anything but a size of virtual machines is passed over. True when taken. */
  add(entry: unknown): boolean {
    const name = textAt(entry, 'name');
    const locations = (listAt(entry, 'locations') ?? []).filter((one) => typeof one === 'string');
    if (name === undefined || textAt(entry, 'resourceType')?.toLowerCase() !== 'virtualmachines') return false;
    // Without its capabilities a size says nothing, least of all that it carries no GPU.
    if (listAt(entry, 'capabilities') === undefined) return false;
    const size = sizeOf(name, entry);
    for (const location of locations) {
      this.#sizes.set(key(location, name), size);
      this.#locations.add(location.toLowerCase());
    }
    return locations.length > 0;
  }

  of(location: string | undefined, name: string | undefined): Size | undefined {
    return location === undefined || name === undefined ? undefined : this.#sizes.get(key(location, name));
  }

  knows(location: string): boolean {
    return this.#locations.has(location.toLowerCase());
  }
}

function sizeOf(name: string, entry: unknown): Size {
  const capabilities = new Map<string, unknown>();
  for (const one of listAt(entry, 'capabilities') ?? []) {
    const capability = textAt(one, 'name');
    if (capability !== undefined) capabilities.set(capability.toLowerCase(), one);
  }
  const amount = (capability: string): number | undefined => numberAt(capabilities.get(capability), 'value');
  // A constrained size such as Standard_E32-8s_v5 shows fewer processors than it is billed for.
  const cpuCount = amount('vcpusavailable') ?? amount('vcpus');
  const memoryGb = amount('memorygb');
  const architecture = architectureOf(textAt(capabilities.get('cpuarchitecturetype'), 'value'));
  const rdma = textAt(capabilities.get('rdmaenabled'), 'value')?.toLowerCase() === 'true';
  return {
    ...(cpuCount !== undefined && { cpuCount }),
    // The service says GB and means GiB: Standard_D4s_v5 has 16.
    ...(memoryGb !== undefined && { memoryMiB: Math.round(memoryGb * 1024) }),
    gpus: gpusOf(name, amount('gpus') ?? 0),
    devices: [
      ...(rdma ? [{ type: 'pci-passthrough', label: 'InfiniBand adapter' } as const] : []),
      ...(/^standard_np\d/i.test(name) ? [{ type: 'pci-passthrough', label: 'FPGA' } as const] : []),
    ],
    ...(architecture !== undefined && { architecture }),
  };
}

const ACCELERATOR = /_(a10|a100|t4|v100|v620|h100|h200|gb200|gb300|mi25|mi300x|rtxpro6000bse)_/i;

/** The size's name carries the accelerator: Standard_NC24ads_A100_v4. A size below one card has a share of it. */
function gpusOf(name: string, count: number): GpuNeed[] {
  const type = ACCELERATOR.exec(`${name}_`)?.[1]?.toUpperCase();
  if (count <= 0) return partOfA10(name) ? [{ type: 'A10', count: 1, shared: true }] : [];
  const shared = count < 1 || partOfA10(name);
  return [{ ...(type !== undefined && { type }), count: Math.max(1, Math.floor(count)), ...(shared && { shared }) }];
}

const partOfA10 = (name: string): boolean => /^standard_nv(6|12|18)ads_a10_v5$/i.test(name);
