/** What differs between two plans, per move: for people who make a plan again and ask what changed. */

import { compareText } from './order.ts';
import { Painter } from './painter.ts';
import type { Move, Plan } from './plan.ts';
import { verifyPins } from './plan-file.ts';

export interface MoveChange {
  readonly workloadId: string;
  readonly workloadName: string;
  /** "wave: 2 → 3", "site: fra-ocp → azure-we" … in a fixed order. */
  readonly changes: readonly string[];
}

export interface PlanDiff {
  readonly same: boolean;
  readonly added: readonly { readonly workloadId: string; readonly workloadName: string; readonly wave: number }[];
  readonly removed: readonly { readonly workloadId: string; readonly workloadName: string; readonly wave: number }[];
  readonly changed: readonly MoveChange[];
  /** What the two were made from, where it differs. */
  readonly pins: readonly string[];
}

interface Placed {
  readonly move: Move;
  readonly wave: number;
  readonly startsOn: string | null;
}

function placedMoves(plan: Plan): Map<string, Placed> {
  return new Map(
    plan.waves.flatMap((wave) =>
      wave.moves.map((move) => [move.workloadId, { move, wave: wave.number, startsOn: wave.startsOn }] as const),
    ),
  );
}

const mapText = (pairs: Move['networks']): string => pairs.map(({ from, to }) => `${from}→${to ?? 'none'}`).join(' ');

/** What is compared of a move, in the order it is shown. */
const ASPECTS: readonly (readonly [string, (placed: Placed) => string])[] = [
  ['wave', (p) => String(p.wave)],
  ['start', (p) => p.startsOn ?? 'no date'],
  ['site', (p) => p.move.toSiteId],
  ['target', (p) => p.move.target],
  ['from', (p) => p.move.fromSiteId ?? 'unassigned'],
  ['size', (p) => p.move.sku ?? 'none'],
  ['cpu', (p) => String(p.move.cpuCount ?? 'unknown')],
  ['memory MiB', (p) => String(p.move.memoryMiB ?? 'unknown')],
  ['disk GiB', (p) => String(p.move.diskGiB ?? 'unknown')],
  ['networks', (p) => mapText(p.move.networks)],
  ['storage', (p) => mapText(p.move.storage)],
  ['conditions', (p) => p.move.conditions.join('; ') || 'none'],
];

export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const old = placedMoves(before);
  const now = placedMoves(after);
  const outline = ({ move, wave }: Placed): PlanDiff['added'][number] => ({
    workloadId: move.workloadId,
    workloadName: move.workloadName,
    wave,
  });
  const changed: MoveChange[] = [];
  for (const [id, next] of now) {
    const last = old.get(id);
    if (last === undefined) continue;
    const changes = ASPECTS.filter(([, read]) => read(last) !== read(next)).map(
      ([name, read]) => `${name}: ${read(last)} → ${read(next)}`,
    );
    if (changes.length > 0) changed.push({ workloadId: id, workloadName: next.move.workloadName, changes });
  }
  const byId = (a: { readonly workloadId: string }, b: { readonly workloadId: string }): number =>
    compareText(a.workloadId, b.workloadId);
  return {
    same: before.digest === after.digest,
    added: [...now]
      .filter(([id]) => !old.has(id))
      .map(([, placed]) => outline(placed))
      .sort(byId),
    removed: [...old]
      .filter(([id]) => !now.has(id))
      .map(([, placed]) => outline(placed))
      .sort(byId),
    changed: changed.sort(byId),
    pins: verifyPins(before, after.pins).drifted,
  };
}

/** The difference as text; removals first, because they undo what was agreed. Ends with a newline. */
export function renderPlanDiff(
  diff: PlanDiff,
  options: { readonly color: boolean; readonly width: number; readonly all: boolean },
): string {
  const paint = new Painter(options);
  if (diff.same) return `${paint.line('No difference: the plans are the same.')}\n`;
  return [
    ...diff.removed.map((move) =>
      paint.line(`- no longer moves  ${move.workloadName} (was in wave ${move.wave})`, 'danger'),
    ),
    ...diff.added.map((move) => paint.line(`+ moves now        ${move.workloadName} (wave ${move.wave})`, 'change')),
    ...diff.changed.map((move) =>
      paint.line(`~ changes          ${move.workloadName}: ${move.changes.join(', ')}`, 'change'),
    ),
    ...diff.pins.map((pin) => paint.line(`  made from  ${pin}`, 'dim')),
    paint.line(
      `Difference: ${diff.removed.length} no longer move, ${diff.added.length} move now, ${diff.changed.length} change.`,
      'title',
    ),
    '',
  ].join('\n');
}
