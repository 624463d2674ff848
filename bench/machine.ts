/** Facts about the machine that a measurement was taken on. */

import { cpus, totalmem } from 'node:os';

export function machineLine(): string {
  const processors = cpus();
  const memoryGiB = Math.round(totalmem() / 1024 ** 3);
  return `${processors.length} × ${processors[0]?.model ?? 'unknown CPU'}, ${memoryGiB} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** The value below which `share` of the sorted values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
