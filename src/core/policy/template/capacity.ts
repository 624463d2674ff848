/** Capacity of the places found, and of example targets that could take what runs there. */

import type { Place } from './places.ts';

const VCPU_PER_CORE = 4;
const RESERVE_PCT = 20;
const toGib = (mib: number): number => Math.ceil(mib / 1024);
const oneDecimal = (value: number): number => Math.ceil(value * 10) / 10;

export interface Pool {
  readonly cpuCores: number;
  readonly memoryGiB: number;
  readonly diskGiB: number;
}

/** Lines for a place found. What runs there now always fits: over-commitment is written as it is today. */
export function capacityLines(place: Place): string[] {
  const free = 1 - RESERVE_PCT / 100;
  const disk = `      diskGiB: ${toGib(place.diskMiB * 1.25)} # estimate: a quarter more than is provisioned; replace`;
  if (place.cpuCores === 0 || place.memoryMiB === 0) {
    const hosts = place.hostCount === 0 ? 'the hosts' : `cores and memory of the ${hostsText(place.hostCount)}`;
    return [
      `    # No source told of ${hosts}: estimated from what runs there. Replace.`,
      '    capacity:',
      `      cpuCores: ${Math.ceil(place.vcpus / VCPU_PER_CORE / free)}`,
      `      memoryGiB: ${toGib(place.workloadMemoryMiB / free)}`,
      disk,
    ];
  }
  const vcpuPerCore = Math.max(VCPU_PER_CORE, oneDecimal(place.vcpus / place.cpuCores / free));
  const memoryOvercommit = Math.max(1, oneDecimal(place.workloadMemoryMiB / place.memoryMiB / free));
  return [
    ...unknownHostLines(place),
    `    capacity: # from ${hostsText(place.hostCount)}`,
    `      cpuCores: ${place.cpuCores}`,
    `      memoryGiB: ${Math.floor(place.memoryMiB / 1024)}`,
    disk,
    ...(place.gpus === 0 ? [] : [`      gpus: ${place.gpus}`]),
    ...(vcpuPerCore === VCPU_PER_CORE ? [] : [`      vcpuPerCore: ${vcpuPerCore} # as it is used today`]),
    ...(memoryOvercommit === 1 ? [] : [`      memoryOvercommit: ${memoryOvercommit} # as it is used today`]),
    `      reservePct: ${RESERVE_PCT} # kept free for failover and growth`,
  ];
}

const hostsText = (count: number): string => `${count} host${count === 1 ? '' : 's'}`;

/** What is missing of the sums, which would else look like the whole. */
function unknownHostLines(place: Place): string[] {
  const missing = [
    ...(place.hostsWithoutCores === 0 ? [] : [`the cores of ${hostsText(place.hostsWithoutCores)}`]),
    ...(place.hostsWithoutMemory === 0 ? [] : [`the memory of ${hostsText(place.hostsWithoutMemory)}`]),
  ];
  return missing.length === 0
    ? []
    : [`    # No source told ${missing.join(' and ')}: not counted below. Add what they have.`];
}

/** Room for a share of everything that was found, in whole servers of 64 cores and 1 TiB, three at least. */
export function examplePool(places: readonly Place[], share: number): Pool {
  const free = 1 - RESERVE_PCT / 100;
  const sum = (pick: (place: Place) => number): number =>
    share * places.reduce((total, place) => total + pick(place), 0);
  const servers = Math.max(
    3,
    Math.ceil(sum((place) => place.vcpus) / VCPU_PER_CORE / free / 64),
    Math.ceil(sum((place) => place.workloadMemoryMiB) / 1024 / free / 1024),
  );
  return {
    cpuCores: servers * 64,
    memoryGiB: servers * 1024,
    diskGiB: Math.max(10_000, Math.ceil((sum((place) => place.diskMiB) / 1024) * 1.5)),
  };
}
