/** Times of flow records in seconds since 1970, whatever unit or form a source writes them in. */

/** Between 2000 and 2100 as seconds; larger numbers are milli-, micro- and nanoseconds of the same years. */
const EARLIEST = 946_684_800;
const LATEST = 4_102_444_800;

function fromNumber(value: number): number | undefined {
  for (const unit of [1, 1e3, 1e6, 1e9]) {
    const seconds = value / unit;
    if (seconds >= EARLIEST && seconds <= LATEST) return Math.floor(seconds);
  }
  return undefined;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/** Without a zone it is taken as UTC. Undefined for forms that two countries read differently, such as 03/04/2026. */
export function secondsOf(text: string | number | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (typeof text === 'number') return fromNumber(text);
  const trimmed = text.trim();
  if (/^\d{9,19}(\.\d+)?$/.test(trimmed)) return fromNumber(Number(trimmed));
  const match = ISO.exec(trimmed);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const suffix =
    zone === 'UTC' || zone === 'Z' ? 'Z' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${suffix}`);
  return Number.isNaN(time) ? undefined : fromNumber(time / 1000);
}
