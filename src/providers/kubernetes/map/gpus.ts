/** GPUs as device plugins advertise and pods ask for them. */

import type { HostGpu } from '../../../core/model/estate.ts';
import type { GpuNeed } from '../../../core/model/workload.ts';
import { byText, stated, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { parseQuantity } from './quantity.ts';
import { quantityIn } from './scene.ts';
import type { Scene } from './scene.ts';

const VENDOR = /^(?:nvidia\.com|amd\.com|gpu\.intel\.com|habana\.ai|alibabacloud\.com)\//;
/** Resources of those vendors that are no GPU, or the same GPU counted in another unit. */
const NO_GPU =
  /(?:^amd\.com\/(?:cpu|sev).*|_monitoring|millicores|tiles|memory\.max|gpu-milli|gpu-memory|cuda|imex|gpu\.(?:present|count))$/;

/** Whether an extended resource counts GPUs or slices of them: "nvidia.com/gpu", "nvidia.com/mig-1g.5gb". */
export const isGpuResource = (name: string): boolean => VENDOR.test(name) && !NO_GPU.test(name);

/** "mig-1g.5gb" of "nvidia.com/mig-1g.5gb". */
const migProfile = (resource: string): string | undefined => /\/(mig-.+)$/.exec(resource)?.[1];
const migMemoryGiB = (profile: string): number | undefined => {
  const digits = /\.(\d+)gb/.exec(profile)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** GPUs of a node; empty when it advertises none, undefined when it does not say what it has. */
export function hostGpus(scene: Scene, node: Json, where: string): readonly HostGpu[] | undefined {
  const capacity = Object.entries((node['status'] as Json | undefined)?.['capacity'] ?? {});
  if (capacity.length === 0) return undefined;
  const labels = textMapAt(node, 'metadata', 'labels');
  const gpus: HostGpu[] = [];
  for (const [resource, value] of capacity.sort(([a], [b]) => byText(a, b))) {
    if (!isGpuResource(resource)) continue;
    const advertised = quantityIn(scene, value, `${where}, status.capacity["${resource}"]`);
    if (advertised === undefined || advertised === 0) continue;
    gpus.push(gpuOf(resource, Math.floor(advertised), labels));
  }
  return gpus;
}

function gpuOf(resource: string, advertised: number, labels: ReadonlyMap<string, string>): HostGpu {
  const product = productOf(resource, labels);
  const type = product ?? resource.slice(resource.indexOf('/') + 1);
  const mig = migProfile(resource) ?? singleMig(resource, labels);
  if (mig !== undefined) return stated({ type, count: advertised, memoryGiB: migMemoryGiB(mig), sharing: mig });
  const sharing = sharingOf(resource, labels);
  const replicas = parseQuantity(labels.get('nvidia.com/gpu.replicas')) ?? 0;
  const cards = parseQuantity(labels.get('nvidia.com/gpu.count')) ?? advertised;
  // A shared card is advertised once per share; what counts is the card.
  const count = sharing === undefined ? advertised : replicas > 0 ? advertised / replicas : cards;
  return stated({
    type,
    count: Math.max(1, Math.floor(count)),
    memoryGiB: memoryOf(resource, labels),
    sharing,
  });
}

/** "Tesla-V100-SXM2-16GB"; the marks of sharing are told apart from the product. */
function productOf(resource: string, labels: ReadonlyMap<string, string>): string | undefined {
  const label = resource.startsWith('nvidia.com/')
    ? /^nvidia\.com\/(?:gpu|mig-)/.test(resource)
      ? labels.get('nvidia.com/gpu.product')
      : undefined
    : resource.startsWith('amd.com/')
      ? (labels.get('amd.com/gpu.product-name') ?? labels.get('beta.amd.com/gpu.product-name'))
      : resource.startsWith('alibabacloud.com/')
        ? labels.get('alibabacloud.com/gpu-card-model')
        : labels.get('gpu.intel.com/product');
  const bare = label?.replace(/-SHARED$/, '').replace(/-MIG-\d+g\.\d+gb.*$/, '');
  return bare === '' ? undefined : bare;
}

/** With the strategy "single" slices are advertised as whole GPUs; their product then names the slice. */
function singleMig(resource: string, labels: ReadonlyMap<string, string>): string | undefined {
  if (resource !== 'nvidia.com/gpu' || labels.get('nvidia.com/mig.strategy') !== 'single') return undefined;
  const slice = /-MIG-(\d+g\.\d+gb\S*?)(?:-SHARED)?$/.exec(labels.get('nvidia.com/gpu.product') ?? '')?.[1];
  return slice === undefined ? undefined : `mig-${slice}`;
}

/** Whether the whole GPUs of a node are shared in time. */
export const sharesGpus = (node: Json): boolean =>
  sharingOf('nvidia.com/gpu', textMapAt(node, 'metadata', 'labels')) !== undefined;

/** NVIDIA's names of virtual GPUs: "GRID_T4-2Q", "NVIDIA_A100-10C". */
const VIRTUAL = /^nvidia\.com\/(?:GRID_|NVIDIA_.*-\d+[ABCQ]$)/;

export const isVirtualGpu = (resource: string): boolean => VIRTUAL.test(resource);

function sharingOf(resource: string, labels: ReadonlyMap<string, string>): string | undefined {
  if (isVirtualGpu(resource)) return 'vgpu';
  if (!resource.startsWith('nvidia.com/gpu')) return undefined;
  const strategy = labels.get('nvidia.com/gpu.sharing-strategy');
  if (strategy === 'time-slicing' || strategy === 'mps') return strategy;
  const marked = resource.endsWith('.shared') || labels.get('nvidia.com/gpu.product')?.endsWith('-SHARED') === true;
  return marked ? 'time-slicing' : undefined;
}

function memoryOf(resource: string, labels: ReadonlyMap<string, string>): number | undefined {
  if (resource.startsWith('nvidia.com/gpu')) {
    const mib = parseQuantity(labels.get('nvidia.com/gpu.memory'));
    // A fraction stands for the ECC and driver share that the card's name does not count either.
    return mib === undefined || mib === 0 ? undefined : Math.round(mib / 1024);
  }
  const vram = resource.startsWith('amd.com/') ? labels.get('amd.com/gpu.vram') : undefined;
  const gib = /^(\d+)G/.exec(vram ?? '')?.[1];
  return gib === undefined ? undefined : Number(gib);
}

/**
 * What one replica asks for, from the sum of its containers' limits. `product` is that of the cards it runs on or is
 * bound to, when it is one; `shared` is set when those cards serve several at a time.
 */
export function gpuNeeds(amounts: ReadonlyMap<string, number>, product?: string, shared = false): readonly GpuNeed[] {
  return [...amounts]
    .filter(([resource, count]) => isGpuResource(resource) && count > 0)
    .sort(([a], [b]) => byText(a, b))
    .map(([resource, count]): GpuNeed => {
      const mig = migProfile(resource);
      const plain = /\/(?:gpu|gpu\.shared|gpu-count)$/.test(resource);
      return stated<GpuNeed>({
        type: mig ?? (plain ? product : resource.slice(resource.indexOf('/') + 1)),
        count: Math.ceil(count),
        memoryGiB: mig === undefined ? undefined : migMemoryGiB(mig),
        shared: mig !== undefined || resource.endsWith('.shared') || (plain && shared) ? true : undefined,
      });
    });
}
