/** Forecasts for spreadsheets: numbers unrounded, with their units in the names. */

import type {
  ForecastMoveDocument,
  ForecastSetDocument,
  MeasuredMoveDocument,
  RangeDocument,
} from '../../api/forecasts.ts';
import type { Column } from '../output/columns.ts';

function rangeColumns<T>(name: string, rangeOf: (row: T) => RangeDocument | null): Column<T>[] {
  return [
    { header: `${name}_LOW`, value: (row) => rangeOf(row)?.low },
    { header: `${name}_LIKELY`, value: (row) => rangeOf(row)?.likely },
    { header: `${name}_HIGH`, value: (row) => rangeOf(row)?.high },
  ];
}

export const SET_CSV: readonly Column<ForecastSetDocument>[] = [
  { header: 'WAVE', value: (set) => set.name },
  { header: 'STARTS_ON', value: (set) => set.startsOn },
  { header: 'MOVES', value: (set) => set.moves },
  ...rangeColumns<ForecastSetDocument>('COPY_GIB', (set) => set.copyGiB),
  ...rangeColumns<ForecastSetDocument>('HOURS', (set) => set.hours),
  { header: 'BOUND_HOURS', value: (set) => set.boundHours },
  { header: 'HELD_BY', value: (set) => set.bindsBy },
  ...rangeColumns<ForecastSetDocument>('ONE_BY_ONE_HOURS', (set) => set.oneByOneHours),
  { header: 'MEASUREMENTS', value: (set) => set.measurements },
  { header: 'SIZE_UNKNOWN', value: (set) => set.unknownSize },
  { header: 'IMPOSSIBLE', value: (set) => set.impossible.length },
  { header: 'BY', value: (set) => set.methods.map(({ id, moves }) => `${moves} ${id}`).join(', ') },
];

export const MOVE_CSV: readonly Column<ForecastMoveDocument>[] = [
  { header: 'NAME', value: (move) => move.name },
  { header: 'ID', value: (move) => move.id },
  { header: 'WAVE', value: (move) => move.set },
  { header: 'FROM', value: (move) => move.fromSite },
  { header: 'TO', value: (move) => move.toSite },
  { header: 'TARGET', value: (move) => move.target },
  { header: 'BY', value: (move) => move.method },
  { header: 'WARM', value: (move) => move.warm },
  ...rangeColumns<ForecastMoveDocument>('COPY_GIB', (move) => move.copyGiB),
  ...rangeColumns<ForecastMoveDocument>('RATE_MIB_S', (move) => move.rateMiBps),
  ...rangeColumns<ForecastMoveDocument>('HOURS', (move) => move.hours),
  ...rangeColumns<ForecastMoveDocument>('DOWNTIME_MINUTES', (move) => move.downtimeMinutes),
  { header: 'STARTS_AFTER_HOURS', value: (move) => move.startsAfterHours },
  { header: 'MOVED_AFTER_HOURS', value: (move) => move.movedAfterHours },
  { header: 'BASIS', value: (move) => move.basis.join('; ') },
  { header: 'ASSUMED', value: (move) => move.assumed.join('; ') || null },
  { header: 'MISSING', value: (move) => move.missing.join(', ') || null },
];

export const MEASURED_CSV: readonly Column<MeasuredMoveDocument>[] = [
  { header: 'ID', value: (move) => move.id },
  { header: 'BY', value: (move) => move.method },
  { header: 'FROM', value: (move) => move.fromSite },
  { header: 'TO', value: (move) => move.toSite },
  { header: 'GIB', value: (move) => move.giB },
  { header: 'SECONDS', value: (move) => move.seconds },
  { header: 'RATE_MIB_S', value: (move) => move.rateMiBps },
  { header: 'COUNTS', value: (move) => move.counts },
  { header: 'MEASURED_AT', value: (move) => move.measuredAt },
  { header: 'BY_WHOM', value: (move) => move.actor },
  { header: 'WORKLOAD_ID', value: (move) => move.workloadId },
  { header: 'NOTE', value: (move) => move.note },
];
