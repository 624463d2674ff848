/**
 * Tables for Azure Migrate. The server table follows its import template; the wave table adds the Wave Name column of
 * its mapping file. Azure Migrate only imports a mapping with the rows of its own export, so the wave table is what a
 * person copies the names from, row by row or by look-up on the server name.
 */

import type { Workload } from '../../../model/workload.ts';
import { mibToGib } from '../../../model/units.ts';
import type { Move, Plan } from '../../plan.ts';
import { csvText } from './csv.ts';

/** The template takes up to eight disks. */
const MAX_DISKS = 8;

const perDisk = (n: number): string[] => [
  `Disk ${n} size (In GB)`,
  `Disk ${n} read throughput (MB per second)`,
  `Disk ${n} write throughput (MB per second)`,
  `Disk ${n} read ops (operations per second)`,
  `Disk ${n} write ops (operations per second)`,
];

export const SERVER_COLUMNS: readonly string[] = [
  '*Server Name',
  'IP addresses',
  '*Cores',
  '*Memory (In MB)',
  '*OS name',
  'OS version',
  'OS architecture',
  'CPU utilization percentage',
  'Memory utilization percentage',
  'Network adapters',
  'Network In throughput',
  'Network Out throughput',
  'Boot type',
  'Number of disks',
];

type Row = (string | number | undefined)[];

const architectures = { x86_64: 'x64', x86: 'x86', arm64: 'arm64', other: '' } as const;

function serverRow(move: Move, workload: Workload | undefined, disks: number): Row {
  const facts = workload?.facts ?? {};
  const sizes = facts.disks?.map((disk) =>
    disk.capacityMiB === undefined ? undefined : Math.ceil(mibToGib(disk.capacityMiB)),
  );
  return [
    move.workloadName,
    facts.ipAddresses?.join(';'),
    move.cpuCount ?? undefined,
    move.memoryMiB ?? undefined,
    facts.os?.name ?? facts.os?.reportedAs ?? facts.os?.configuredAs,
    facts.os?.version,
    facts.os?.architecture === undefined ? undefined : architectures[facts.os.architecture],
    facts.utilisation?.cpuAvgPct,
    facts.utilisation?.memoryAvgPct,
    facts.nics?.length,
    undefined,
    undefined,
    facts.firmware === undefined ? undefined : facts.firmware === 'efi' ? 'UEFI' : 'BIOS',
    sizes?.length,
    ...Array.from({ length: disks }, (_, i) => [sizes?.[i], undefined, undefined, undefined, undefined]).flat(),
  ];
}

function diskColumns(moves: readonly Move[], workloads: ReadonlyMap<string, Workload>): number {
  const most = moves.reduce((max, move) => Math.max(max, workloads.get(move.workloadId)?.facts.disks?.length ?? 0), 1);
  return Math.min(MAX_DISKS, most);
}

/** Servers in the columns of Azure Migrate's import template. */
export function serverTable(moves: readonly Move[], workloads: ReadonlyMap<string, Workload>): string {
  const disks = diskColumns(moves, workloads);
  const head = [...SERVER_COLUMNS, ...Array.from({ length: disks }, (_, i) => perDisk(i + 1)).flat()];
  return csvText([head, ...moves.map((move) => serverRow(move, workloads.get(move.workloadId), disks))]);
}

export const WAVE_COLUMNS: readonly string[] = [
  'Server Name',
  'IP addresses',
  'Cores',
  'Memory (In MB)',
  'OS name',
  'Boot type',
  'Number of disks',
  'Application',
  'Target',
  'Azure VM size',
  'Planned start date',
  'Wave Name',
];

/** One row per machine that moves to Azure, with the wave it is in. */
export function waveTable(
  plan: Plan,
  isForAzure: (move: Move) => boolean,
  workloads: ReadonlyMap<string, Workload>,
): string {
  const rows = plan.waves.flatMap((wave) =>
    wave.moves.filter(isForAzure).map((move): Row => {
      const [name, ips, cores, memory, os] = serverRow(move, workloads.get(move.workloadId), 0);
      const facts = workloads.get(move.workloadId)?.facts;
      const boot = facts?.firmware === undefined ? undefined : facts.firmware === 'efi' ? 'UEFI' : 'BIOS';
      return [
        name,
        ips,
        cores,
        memory,
        os,
        boot,
        facts?.disks?.length,
        move.application,
        'Azure VM',
        move.sku,
        wave.startsOn ?? undefined,
        wave.name,
      ];
    }),
  );
  return csvText([WAVE_COLUMNS, ...rows]);
}
