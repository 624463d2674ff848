/** Forecasts as people read them. */

import type {
  ForecastDocument,
  ForecastMoveDocument,
  ForecastSetDocument,
  RangeDocument,
} from '../../api/forecasts.ts';
import type { Column } from '../output/columns.ts';
import { countText, diskText, plural } from '../output/format.ts';

const ASSUMED_SHOWN = 8;

/** "40 min", "5.2 h", "3.1 d". */
export function spanText(hours: number): string {
  if (hours < 2) return `${Math.round(hours * 60)} min`;
  return hours < 72
    ? `${(Math.round(hours * 10) / 10).toFixed(1)} h`
    : `${(Math.round((hours / 24) * 10) / 10).toFixed(1)} d`;
}

const rangeText = ({ low, likely, high }: RangeDocument): string =>
  `${spanText(likely)} (${spanText(low)} – ${spanText(high)})`;

export const SET_COLUMNS: readonly Column<ForecastSetDocument>[] = [
  { header: 'WAVE', value: (set) => set.name },
  { header: 'STARTS', value: (set) => set.startsOn },
  { header: 'MOVES', value: (set) => set.moves, align: 'right' },
  { header: 'COPIED', value: (set) => diskText(set.copyGiB.likely), align: 'right' },
  { header: 'LOW', value: (set) => spanText(set.hours.low), align: 'right' },
  { header: 'LIKELY', value: (set) => spanText(set.hours.likely), align: 'right' },
  { header: 'HIGH', value: (set) => spanText(set.hours.high), align: 'right' },
  { header: 'AT LEAST', value: (set) => spanText(set.boundHours), align: 'right' },
  { header: 'HELD BY', value: (set) => set.bindsBy },
  { header: 'MEASURED', value: (set) => set.measurements, align: 'right' },
  { header: 'SIZE UNKNOWN', value: (set) => set.unknownSize, align: 'right', wide: true },
  { header: 'ONE BY ONE', value: (set) => spanText(set.oneByOneHours.likely), align: 'right', wide: true },
  { header: 'BY', value: (set) => set.methods.map(({ id, moves }) => `${moves} ${id}`).join(', '), wide: true },
];

export const MOVE_COLUMNS: readonly Column<ForecastMoveDocument>[] = [
  { header: 'NAME', value: (move) => move.name },
  { header: 'FROM', value: (move) => move.fromSite },
  { header: 'TO', value: (move) => move.toSite },
  { header: 'BY', value: (move) => move.method },
  { header: 'COPIED', value: (move) => diskText(move.copyGiB?.likely), align: 'right' },
  { header: 'ALONE', value: (move) => rangeText(move.hours) },
  {
    header: 'AWAY FOR',
    value: ({ downtimeMinutes: away }) =>
      away === null ? null : rangeText({ low: away.low / 60, likely: away.likely / 60, high: away.high / 60 }),
  },
  { header: 'STARTS AFTER', value: (move) => spanText(move.startsAfterHours), align: 'right' },
  { header: 'MOVED AFTER', value: (move) => spanText(move.movedAfterHours), align: 'right' },
  { header: 'BASIS', value: (move) => move.basis.join('; '), wide: true },
  { header: 'ASSUMED', value: (move) => move.assumed.join('; '), wide: true },
  { header: 'ID', value: (move) => move.id, wide: true },
];

export function forecastText(found: ForecastDocument, byMove: boolean): string {
  const { sets, hours, assumed, notes, settings, items, total, of, subject } = found;
  const limits = [
    `${settings.linkMbps} Mbit/s`,
    ...(settings.concurrency === null ? [] : [`${settings.concurrency} moves at a time`]),
    ...(settings.perHost === null ? [] : [`${settings.perHost} from one host`]),
    `${settings.checkers} people who check`,
  ];
  const single = items[0];
  return [
    '',
    `${plural(total, 'move')} of ${of} ${subject}: ${rangeText(hours)}${sets.length > 1 ? `, ${plural(sets.length, 'wave')} one after the other` : ''}; ${limits.join(', ')}`,
    ...(byMove && sets.length === 1
      ? sets.map(({ boundHours, bindsBy }) => `not below ${spanText(boundHours)}, for ${bindsBy}`)
      : []),
    ...(byMove && items.length < total
      ? [`${countText(items.length)} of ${countText(total)} moves shown (--limit)`]
      : []),
    ...(total === 1 && single !== undefined ? single.basis.map((line) => `  ${line}`) : []),
    ...sets.flatMap(({ impossible }) => impossible.map(({ name, why }) => `! ${name}: ${why}`)),
    ...(assumed.length === 0 ? [] : ['Assumed:']),
    ...assumed.slice(0, ASSUMED_SHOWN).map(({ text, moves }) => `? ${plural(moves, 'move')}: ${text}`),
    ...notes.map((line) => `! ${line}`),
    '',
  ].join('\n');
}
