/** Units are carried in names (memoryMiB, diskGiB); these are the only conversions between them. */

export const MIB_PER_GIB = 1024;
export const BYTES_PER_MIB = 1024 * 1024;
export const HOURS_PER_MONTH = 730;

export const mibToGib = (mib: number): number => mib / MIB_PER_GIB;
