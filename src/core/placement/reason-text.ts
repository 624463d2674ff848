/** Why a site was not taken, in plain words, one short phrase per reason. */

import type { BrokenHop } from '../policy/paths/hop.ts';
import type { InfeasibleReason } from './result.ts';

const UNIT: Readonly<Record<string, string>> = {
  vcpu: 'vCPU',
  memoryMiB: 'MiB of memory',
  diskGiB: 'GiB of disk',
  gpus: 'GPUs',
  ipAddresses: 'addresses',
  iops: 'disk operations a second',
};

const FULL: Readonly<Record<string, string>> = {
  vcpu: 'CPU',
  memoryMiB: 'memory',
  diskGiB: 'disk',
  gpus: 'GPUs',
  ipAddresses: 'addresses',
  iops: 'disk operations',
};

export function reasonText(reason: InfeasibleReason): string {
  switch (reason.kind) {
    case 'readiness':
      return reason.rules.length === 0 ? 'not ready' : `not ready: ${reason.rules.join(', ')}`;
    case 'policy':
      return `policy: ${reason.rules.join(', ')}`;
    case 'path':
      return `on the way${reason.method === null ? '' : ` by ${reason.method}`}: ${hopsText(reason.hops)}`;
    case 'pin':
      return `pinned: ${reason.reason}`;
    case 'closed':
      return 'takes no new workloads';
    case 'size':
      return `needs ${number(reason.needs)} ${UNIT[reason.resource] ?? reason.resource}, the most there is ${number(reason.most)}`;
    case 'no-sku':
      return 'no size on offer fits';
    case 'unknown-price':
      return `no price: ${reason.what} unknown`;
    case 'shared-disk':
      return `shares a disk with ${reason.with}: ${reasonText(reason.because)}`;
    case 'together':
      return `held together with ${reason.with} by the rule ${reason.rule}: ${reasonText(reason.because)}`;
    case 'capacity':
      return `${FULL[reason.resource] ?? reason.resource} full`;
    case 'rule':
      return `the rule ${reason.rule} allows no more of ${reason.subject} at ${reason.at}`;
    case 'latency':
      return reason.latencyMs === null
        ? `the rule ${reason.rule}: latency to ${reason.with} unknown`
        : `the rule ${reason.rule}: ${number(reason.latencyMs)} ms to ${reason.with}`;
    case 'lost':
      return `${reason.what} is lost`;
  }
}

/** "metadata (US): gdpr-ch5/g-44; backup (unknown): …". */
export function hopsText(hops: readonly BrokenHop[]): string {
  return hops.map(({ role, where, rules }) => `${role} (${where}): ${rules.join(', ')}`).join('; ');
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
