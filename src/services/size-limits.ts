/** What a platform itself allows, from the catalogue, beside what its hosts can hold. */

import type { SizingDocument } from '../api/hosts.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { Sizing } from '../core/placement/hosts/shapes.ts';
import type { SizeResult } from '../core/placement/hosts/size.ts';

type Limit = SizingDocument['limits'][number];

/** Limits of a cluster and of one machine; a limit per host of the number of machines is the caller's to give. */
export function platformLimits(
  catalog: Catalog,
  target: string | undefined,
  sizing: Sizing,
  result: SizeResult,
): Limit[] {
  const machines = sizing.rows.filter(({ workload }) => workload.kind === 'vm');
  const largest = (of: 'cpuCount' | 'memoryMiB'): number =>
    Math.max(0, ...machines.map(({ workload }) => workload.facts[of] ?? 0));
  const measured: Readonly<Record<string, { readonly value: number; readonly what: string }>> = {
    vmsPerCluster: { value: machines.length, what: 'machines in one cluster' },
    hostsPerCluster: { value: result.hosts, what: 'hosts in one cluster' },
    vcpu: { value: largest('cpuCount'), what: 'vCPUs of one machine' },
    memoryGiB: { value: largest('memoryMiB') / 1024, what: 'GiB of memory of one machine' },
  };
  return catalog['guest-support'].platformLimits.flatMap((limit): Limit[] => {
    const found = measured[limit.limit];
    if (limit.target !== target || found === undefined || limit.kind === 'minimum') return [];
    return [
      {
        id: limit.id,
        text: `${limit.kind}: ${limit.value.toLocaleString('en-US')} ${found.what}; here ${Math.ceil(found.value).toLocaleString('en-US')}${limit.note === undefined ? '' : ` (${limit.note})`}`,
        source: `catalog/guest-support.yaml ${[limit.source].flat().join(', ')}, ${limit.asOf}`,
        exceeded: found.value > limit.value,
      },
    ];
  });
}
