/** How long a wave takes, for the plan: the forecast of its moves together, in the plan's words. */

import type { PlannedTransfer } from '../forecast/move-time.ts';
import { roundTo } from './moves.ts';
import { compareText } from './order.ts';
import type { PlannedMove } from './planned-move.ts';
import type { PlanningInput } from './planning-input.ts';

export interface WaveTime {
  readonly hoursLow: number;
  readonly hoursLikely: number;
  readonly hoursHigh: number;
  readonly reasons: readonly string[];
}

export function waveTime(members: readonly PlannedMove[], forecaster: PlanningInput['forecaster']): WaveTime {
  const found = forecaster.set(members.map(transferOf));
  const { hours } = found;
  const methods = new Map<string, number>();
  for (const { method } of found.moves) methods.set(method.id, (methods.get(method.id) ?? 0) + 1);
  const by = [...methods]
    .sort(([a, n], [b, m]) => m - n || compareText(a, b))
    .map(([id, count]) => `${count} by ${id}`)
    .join(', ');
  const measured =
    found.measurements === 0
      ? 'rates are those of the catalogue, no move measured yet'
      : `rates follow ${found.measurements} measured ${found.measurements === 1 ? 'move' : 'moves'}`;
  return {
    hoursLow: roundTo(hours.low, 2),
    hoursLikely: roundTo(hours.likely, 2),
    hoursHigh: roundTo(hours.high, 2),
    reasons: [
      `time: likely ${roundTo(hours.likely, 1)} h side by side${by === '' ? '' : ` (${by})`}, not below ` +
        `${roundTo(found.boundHours, 1)} h for ${found.bindsBy}; ${measured}`,
      ...found.impossible.map(({ transfer, why }) => `time: ${transfer.name} is not in it, ${why}`),
    ],
  };
}

function transferOf({ move, workload, methodId }: PlannedMove): PlannedTransfer {
  return {
    id: move.workloadId,
    name: move.workloadName,
    facts: workload?.facts ?? {},
    fromSiteId: move.fromSiteId,
    toSiteId: move.toSiteId,
    target: move.target,
    ...(methodId !== null && { methodId }),
  };
}
