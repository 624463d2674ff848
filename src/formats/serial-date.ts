/** Excel's day numbers. A serial carries no time zone; it is written out as if it were UTC. */

const MS_PER_DAY = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const MAX_SERIAL = 2_958_466;

/**
 * ISO date-time to the second ("2024-06-28T04:55:40Z") of a serial day number, or undefined when it is no date.
 * In the 1900 system day 60 is a 29 February that never was: earlier days count from one day later.
 */
export function serialToIso(serial: number, date1904 = false): string | undefined {
  if (!(serial >= 0 && serial < MAX_SERIAL)) return undefined;
  const days = !date1904 && serial < 60 ? serial + 1 : serial;
  const ms = (date1904 ? EPOCH_1904 : EPOCH_1900) + Math.round((days * MS_PER_DAY) / 1000) * 1000;
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
