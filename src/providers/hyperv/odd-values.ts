/** Values of a machine that stand where something else is meant: they are left out, and told one by one. */

import { amountOf, listOf, textOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';

export interface OddValue {
  /** "app01, processorCount". */
  readonly where: string;
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

interface Expected {
  /** As the collector, PowerShell's module and System Center call it. */
  readonly names: readonly string[];
  readonly is: (value: unknown) => boolean;
  readonly what: string;
}

const isAmount = (value: unknown): boolean => amountOf(value) !== undefined;
const isAboveZero = (value: unknown): boolean => (amountOf(value) ?? 0) > 0;
const isGuid = (value: unknown): boolean => /^[0-9a-f]{32}$/i.test(textOf(value)?.replaceAll(/[{}\s-]/g, '') ?? '');

const OF_MACHINE: readonly Expected[] = [
  { names: ['processorCount', 'ProcessorCount', 'CPUCount'], is: isAboveZero, what: 'a number of processors' },
  { names: ['memoryStartup', 'MemoryStartup', 'Memory'], is: isAboveZero, what: 'an amount of memory' },
  { names: ['generation', 'Generation'], is: isAboveZero, what: 'a generation, 1 or 2' },
  { names: ['biosGuid', 'BiosGuid'], is: isGuid, what: 'a GUID' },
];
const OF_DISK: readonly Expected[] = [
  { names: ['size', 'Size', 'MaximumSize'], is: isAmount, what: 'a size in bytes' },
  { names: ['fileSize', 'FileSize'], is: isAmount, what: 'a size in bytes' },
  { names: ['diskSize', 'DiskSize'], is: isAmount, what: 'a size in bytes' },
];
const DISKS = ['disks', 'Disks', 'hardDrives', 'HardDrives', 'VirtualHardDisks'];

/** What is not stated at all is not odd: it is unknown. */
export function oddValuesOf(machine: Fields, name: string): OddValue[] {
  const disks = DISKS.flatMap((list) => (typeof machine[list] === 'string' ? [] : (listOf(machine[list]) ?? [])));
  return [
    ...oddIn(machine, OF_MACHINE, name),
    ...disks.flatMap((disk, index) => oddIn(disk, OF_DISK, `${name}, disk ${index + 1}`)),
  ];
}

function oddIn(fields: Fields, expected: readonly Expected[], where: string): OddValue[] {
  return expected.flatMap(({ names, is, what }) => {
    const field = names.find((each) => isStated(fields[each]));
    if (field === undefined || is(fields[field])) return [];
    const value = textOf(fields[field]);
    const shown = value === undefined ? 'what stands there' : `"${value.slice(0, 40)}"`;
    return {
      where: `${where}, ${field}`,
      field,
      message: `${shown} is not ${what}; it was left out`,
      fix: 'Collect again, and import the file as it was written.',
    };
  });
}

const isStated = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
