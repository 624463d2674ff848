/** What the moves of a wave pass, one line a path; every hop with --all. */

import { whereText } from '../policy/paths/hop.ts';
import type { JudgedHop } from '../policy/paths/hop.ts';
import type { Painter } from './painter.ts';
import type { PlanPath, Wave } from './plan.ts';

export const HOP_STATE: Readonly<Record<JudgedHop['state'], string>> = {
  satisfied: 'keeps the rules',
  violated: 'BREAKS',
  unknown: 'unknown',
  waived: 'waived',
  'as-today': 'as today',
};

/** Paths in the order of their ids, those that the wave's moves take. */
export function pathsOfWave(wave: Wave, paths: readonly PlanPath[]): PlanPath[] {
  const taken = new Set(wave.moves.map(({ path }) => path));
  return paths.filter(({ id }) => taken.has(id));
}

export function wavePathLines(wave: Wave, paths: readonly PlanPath[], paint: Painter, all: boolean): string[] {
  const lines: string[] = [];
  const routes = new Map<string, { readonly path: PlanPath; moves: number }>();
  for (const path of pathsOfWave(wave, paths)) {
    const moves = wave.moves.filter((move) => move.path === path.id).length;
    const key = all ? path.id : [path.fromSiteId, path.toSiteId, path.method, path.verdict].join('|');
    const known = routes.get(key);
    if (known === undefined) routes.set(key, { path, moves });
    else known.moves += moves;
  }
  for (const { path, moves } of routes.values()) {
    const why = path.others.length === 0 ? '' : `, ${path.because}`;
    const route = `${path.fromSiteId ?? '?'} → ${path.toSiteId} by ${path.method ?? 'no known way'}`;
    lines.push(paint.line(`  path  ${route} (${moves})${why}: ${VERDICT[path.verdict]}`));
    const hops = all ? path.hops : path.hops.filter(({ state }) => state === 'violated' || state === 'waived');
    lines.push(...hops.map((hop) => paint.line(`    ${hopText(hop)}`, TONE[hop.state])));
  }
  return lines;
}

const VERDICT = { allowed: 'keeps the rules', violated: 'BREAKS A RULE', unknown: 'unknown' } as const;

const TONE = {
  satisfied: 'dim',
  'as-today': 'dim',
  violated: 'danger',
  unknown: 'warn',
  waived: 'warn',
} as const satisfies Readonly<Record<JudgedHop['state'], string>>;

/** "metadata  one of IE, NL  metadata, persistent  unknown: gdpr-ch5/g-44 (paths.metadata.countries)". */
export function hopText(hop: JudgedHop): string {
  const what = [
    ...hop.violated,
    ...hop.unknown.map(({ ruleId, missing }) => (missing.length === 0 ? ruleId : `${ruleId} (${missing.join(', ')})`)),
    ...(hop.waived ?? []).map(({ ruleId, expiresOn }) => `${ruleId} until ${expiresOn}`),
  ];
  const state = `${HOP_STATE[hop.state]}${what.length === 0 ? '' : `: ${what.join(', ')}`}`;
  return `${hop.role}  ${whereText(hop.where)}  ${hop.holds}, ${hop.stays}  ${state}`;
}
