/** A plan as text for people: symbols and words, repeats folded with their count, what is destructive first and last. */

import { listNames } from './checks.ts';
import { wavePathLines } from './render-paths.ts';
import { compareText } from './order.ts';
import { Painter } from './painter.ts';
import type { Move, Plan, Wave } from './plan.ts';

export interface RenderOptions {
  readonly color: boolean;
  /** Columns; lines are cut to it. */
  readonly width: number;
  /** Every move and every condition, nothing folded. */
  readonly all: boolean;
}

const MOVES_SHOWN = 3;
const NAMES_LAST = 10;

export function hoursText(low: number, high: number): string {
  const hours = (value: number): string => {
    const minutes = Math.round(value * 60);
    return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
  };
  return low === high ? hours(low) : `${hours(low)}–${hours(high)}`;
}

/** Whole numbers with thin grouping by comma, for any locale. */
export function numberText(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

export function usdText(value: number): string {
  return `${value < 0 ? '−' : ''}$${numberText(Math.abs(value))}`;
}

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

function sizeText(move: Move): string {
  const cpu = move.cpuCount === null ? '? vCPU' : `${move.cpuCount} vCPU`;
  const memory = move.memoryMiB === null ? '? GiB' : `${Math.round((move.memoryMiB / 1024) * 10) / 10} GiB`;
  const disk = move.diskGiB === null ? 'disk ?' : `disk ${numberText(move.diskGiB)} GiB`;
  return `${cpu} ${memory} ${disk}`;
}

const routeOf = (move: Move): string =>
  `${move.fromPlatform}/${move.fromSiteId ?? 'no site'} → ${move.toSiteId} as ${move.target}`;

function mapText(pairs: Move['networks']): string {
  return pairs.map(({ from, to }) => `${from}→${to ?? 'UNMAPPED'}`).join(' ');
}

function moveLines(move: Move, paint: Painter, all: boolean): string[] {
  const parts = [
    sizeText(move),
    move.sku ?? '',
    move.application === undefined ? '' : `app ${move.application}`,
  ].filter((part) => part !== '');
  const lines = [paint.line(`  ~ move  ${move.workloadName}  ${parts.join('  ')}`, 'change')];
  if (!all) return lines;
  const maps = [mapText(move.networks), mapText(move.storage)].filter((text) => text !== '').join('  ');
  if (maps !== '') lines.push(paint.line(`          ${maps}`));
  for (const condition of move.conditions) lines.push(paint.line(`          ! first: ${condition}`, 'warn'));
  return lines;
}

function byRoute(moves: readonly Move[]): [string, Move[]][] {
  const routes = new Map<string, Move[]>();
  for (const move of moves) {
    const list = routes.get(routeOf(move));
    if (list) list.push(move);
    else routes.set(routeOf(move), [move]);
  }
  return [...routes].sort(([a], [b]) => compareText(a, b));
}

/** Conditions of a wave with how many moves carry each, most frequent first. */
function foldConditions(moves: readonly Move[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const move of moves)
    for (const condition of move.conditions) counts.set(condition, (counts.get(condition) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
}

function waveLines(wave: Wave, plan: Plan, paint: Painter, all: boolean): string[] {
  const facts = [
    wave.startsOn ?? 'no date',
    plural(wave.moves.length, 'move'),
    `${numberText(wave.diskGiB)} GiB`,
    hoursText(wave.hoursLow, wave.hoursHigh),
    `risk ${wave.riskScore}/100`,
    `confidence ${wave.confidencePct} %`,
  ];
  const lines = [paint.line(`${wave.name}  ${facts.join(' · ')}`, 'title')];
  for (const [route, moves] of byRoute(wave.moves)) {
    lines.push(paint.line(`  ${route}`));
    const shown = all ? moves : moves.slice(0, moves.length <= MOVES_SHOWN + 1 ? moves.length : MOVES_SHOWN);
    lines.push(...shown.flatMap((move) => moveLines(move, paint, all)));
    if (shown.length < moves.length)
      lines.push(
        paint.line(`  ~ move  ${numberText(moves.length - shown.length)} more like this (use --all)`, 'change'),
      );
  }
  lines.push(...wavePathLines(wave, plan.paths ?? [], paint, all));
  for (const check of wave.checks) {
    if (!check.ok) lines.push(paint.line(`  ! NOT MET  ${check.check}: ${check.detail}`, 'warn'));
    else if (all) lines.push(paint.line(`  ✓ holds  ${check.check}: ${check.detail}`));
  }
  if (!all) {
    const conditions = foldConditions(wave.moves);
    for (const [condition, count] of conditions.slice(0, MOVES_SHOWN))
      lines.push(paint.line(`  ! first  ${condition} (${numberText(count)}×)`, 'warn'));
    if (conditions.length > MOVES_SHOWN)
      lines.push(paint.line(`  ! first  ${conditions.length - MOVES_SHOWN} more conditions (use --all)`, 'warn'));
  }
  for (const reason of all ? wave.reasons : wave.reasons.slice(0, 2)) lines.push(paint.line(`  why  ${reason}`, 'dim'));
  if (all) wave.fallback.forEach((step, i) => lines.push(paint.line(`  back ${i + 1}. ${step}`, 'dim')));
  return [...lines, ''];
}

function unplacedLines(plan: Plan, paint: Painter, all: boolean): string[] {
  if (plan.unplaced.length === 0) return [];
  const shown = all ? plan.unplaced : plan.unplaced.slice(0, MOVES_SHOWN);
  const lines = [paint.line(`Nowhere to go: ${plural(plan.unplaced.length, 'workload')}`, 'title')];
  for (const { workloadName, reason } of shown)
    lines.push(paint.line(`  ✗ unplaced  ${workloadName}: ${reason}`, 'danger'));
  if (shown.length < plan.unplaced.length)
    lines.push(
      paint.line(`  ✗ unplaced  ${numberText(plan.unplaced.length - shown.length)} more (use --all)`, 'danger'),
    );
  return [...lines, ''];
}

function summaryLines(plan: Plan, paint: Painter): string[] {
  const { summary } = plan;
  const failed = plan.waves.flatMap((wave) => wave.checks).filter((check) => !check.ok).length;
  const parts = [
    `${numberText(summary.moves)} to move in ${plural(plan.waves.length, 'wave')}`,
    `${numberText(summary.moves)} to SHUT DOWN`,
    '0 to delete',
    `${numberText(plan.staying)} unchanged`,
    `${numberText(plan.unplaced.length)} unplaced`,
  ];
  const money = [
    ...(summary.deltaUsdPerMonth === null
      ? ['monthly change unknown']
      : [`${summary.deltaUsdPerMonth > 0 ? '+' : ''}${usdText(summary.deltaUsdPerMonth)} a month`]),
    `${usdText(summary.migrationUsdOneOff)} once`,
  ];
  return [
    paint.line(`Plan: ${parts.join(', ')}; ${plural(failed, 'condition')} not met`, 'title'),
    paint.line(
      `      ${numberText(summary.diskGiB)} GiB, ${hoursText(summary.hoursLow, summary.hoursHigh)} of work; ${money.join(', ')}`,
    ),
    paint.line(`      made from generation ${plan.pins.generation}, ${plan.digest}`, 'dim'),
  ];
}

/** The plan as text; ends with a newline. Never contains control characters other than colour and line ends. */
export function renderPlan(plan: Plan, options: RenderOptions): string {
  const paint = new Painter(options);
  const names = plan.waves.flatMap((wave) => wave.moves.map((move) => move.workloadName));
  if (names.length === 0) {
    return [
      paint.line(`Plan "${plan.name}"`, 'title'),
      ...unplacedLines(plan, paint, options.all),
      paint.line(
        `Nothing to move: ${plural(plan.staying, 'workload')} unchanged, ${numberText(plan.unplaced.length)} unplaced.`,
      ),
      '',
    ].join('\n');
  }
  return [
    paint.line(`Plan "${plan.name}"`, 'title'),
    paint.line(
      `- SHUT DOWN  ${plural(names.length, 'source machine')}, each at the cutover of its wave; kept, not deleted`,
      'danger',
    ),
    '',
    ...plan.waves.flatMap((wave) => waveLines(wave, plan, paint, options.all)),
    ...unplacedLines(plan, paint, options.all),
    ...summaryLines(plan, paint),
    paint.line(`- SHUT DOWN  ${listNames(names, options.all ? names.length : NAMES_LAST)}`, 'danger'),
    '',
  ].join('\n');
}
