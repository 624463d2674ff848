/** What is missing for a price, as people read it: the fact that is unknown, and what would answer. */

const ANSWERS: Readonly<Record<string, string>> = {
  cpuCount: 'CPU count unknown: sync its platform, or import a list that states CPUs',
  memoryMiB: 'memory unknown: sync its platform, or import a list that states memory',
  disks: 'disks unknown: sync its platform, or import a list that states disks or their total size',
};

/** Other reasons are words already. */
export const missingText = (unknown: string): string => ANSWERS[unknown] ?? unknown;
