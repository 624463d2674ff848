/** How long ago, and how often, as people say it. */

const relative = new Intl.RelativeTimeFormat(navigator.language, { numeric: 'auto' });

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** "this minute", "4 minutes ago"; null: it never was. */
export function ageText(seconds: number | null): string {
  if (seconds === null) return 'never';
  if (seconds < 1.5 * HOUR) return relative.format(-Math.floor(seconds / MINUTE), 'minute');
  if (seconds < 2 * DAY) return relative.format(-Math.round(seconds / HOUR), 'hour');
  return relative.format(-Math.round(seconds / DAY), 'day');
}

/** "every 5 minutes". */
export function everyText(seconds: number): string {
  for (const [unit, name] of [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const) {
    if (seconds >= unit && seconds % unit === 0)
      return seconds === unit ? `every ${name}` : `every ${seconds / unit} ${name}s`;
  }
  return `every ${seconds} seconds`;
}

export function tookText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
