/** Answers of several places, and of the destination as a whole, as those of the hops of one path. */

import type { HopRole } from '../../catalog/migration-hops.ts';
import type { PolicyResult } from '../engine/engine.ts';
import type { Rule } from '../engine/rules.ts';
import { writtenBy } from './hop-rules.ts';
import type { JudgedHop, PathVerdict, WaivedHopRule } from './hop.ts';
import type { PlannedHop } from './itinerary.ts';
import { SILENT, sortedUnknown } from './judge-hops.ts';
import type { HopAnswer } from './judge-hops.ts';

/** A hop with what is said of it so far. */
export interface HopUnderJudgement {
  readonly hop: PlannedHop;
  answer: HopAnswer;
  waived?: readonly WaivedHopRule[];
}

/** In one of several countries: certain only where all of them agree. */
export function combined(found: readonly HopAnswer[], oneOf: boolean): HopAnswer {
  const [first, ...more] = found;
  if (first === undefined || more.length === 0) return first ?? SILENT;
  const violated = new Map<string, number>();
  const unknown = new Map<string, Set<string>>();
  for (const answer of found) {
    for (const id of answer.violated) violated.set(id, (violated.get(id) ?? 0) + 1);
    for (const { ruleId, missing } of answer.unknown)
      unknown.set(ruleId, new Set([...(unknown.get(ruleId) ?? []), ...missing]));
  }
  for (const [id, count] of violated) {
    if (!oneOf || count === found.length) unknown.delete(id);
    else {
      violated.delete(id);
      unknown.set(id, new Set([...(unknown.get(id) ?? []), 'site.country']));
    }
  }
  return { violated: [...violated.keys()].sort(), unknown: sortedUnknown(unknown) };
}

/** Whether an answer that is open at a place nobody stated may be settled by stating it. */
export const readsPlace = (rule: Rule | undefined): boolean =>
  rule === undefined || writtenBy(rule).some((path) => path === 'touchCountries' || path === 'site.country');

/** What is missing, under the name it is stated by; `place`: the place too, where it is not known. */
export function missingAt(hop: PlannedHop, found: readonly string[], place: boolean): readonly string[] {
  const unknownPlace = place && hop.where.countries === undefined && hop.counts;
  const attribute = hop.stateAt === 'paths' ? undefined : hop.stateAt.attribute;
  const here = attribute ?? (hop.where.siteId === undefined ? 'country' : undefined);
  const missing = unknownPlace && here !== undefined ? [...new Set([...found, `site.${here}`])].sort() : found;
  if (hop.stateAt !== 'paths') return missing;
  const rename = (path: string): string =>
    path === 'site.country' ? `paths.${hop.role}.countries` : path.replace(/^site\./, `paths.${hop.role}.`);
  return [...new Set(missing.map(rename))].sort();
}

/** What the engine finds of the destination and no hop has said yet, at the hop it speaks of or else at the disks. */
export function addDestination(
  hops: readonly HopUnderJudgement[],
  result: PolicyResult,
  rules: ReadonlyMap<string, Rule>,
): void {
  if (result.verdict === 'allowed') return;
  const counted = hops.filter(({ hop }) => hop.counts);
  const said = new Set(counted.flatMap(({ answer }) => answer.violated));
  const open = new Set(counted.flatMap(({ answer }) => answer.unknown.map(({ ruleId }) => ruleId)));
  const disks = counted.find(({ hop }) => hop.role === 'disks');
  const hopOf = (ruleId: string): HopUnderJudgement | undefined => {
    const rule = rules.get(ruleId);
    const written = rule === undefined ? [] : writtenBy(rule);
    return counted.find(({ hop }) => written.includes(SITE_ATTRIBUTE[hop.role] ?? '')) ?? disks ?? counted.at(-1);
  };
  for (const id of result.violated.filter((each) => !said.has(each))) {
    const at = hopOf(id);
    if (at === undefined) continue;
    at.answer = {
      violated: [...at.answer.violated, id].sort(),
      unknown: at.answer.unknown.filter(({ ruleId }) => ruleId !== id),
    };
  }
  const left = result.unknown.filter((each) => !open.has(each) && !said.has(each));
  if (left.length > 0) addUnknown(left, result, hopOf);
}

function addUnknown(
  left: readonly string[],
  result: PolicyResult,
  hopOf: (ruleId: string) => HopUnderJudgement | undefined,
): void {
  for (const finding of result.findings) {
    if (!left.includes(finding.ruleId) || finding.state !== 'unknown') continue;
    const at = hopOf(finding.ruleId);
    if (at === undefined) continue;
    const unknown = new Map(at.answer.unknown.map(({ ruleId, missing }) => [ruleId, new Set(missing)]));
    const missing = unknown.get(finding.ruleId) ?? new Set<string>();
    for (const path of finding.missing) missing.add(path);
    unknown.set(finding.ruleId, missing);
    at.answer = { violated: at.answer.violated, unknown: sortedUnknown(unknown) };
  }
}

const SITE_ATTRIBUTE: Partial<Readonly<Record<HopRole, string>>> = {
  backup: 'site.backup.countries',
  dr: 'site.dr.countries',
  logs: 'site.telemetry.countries',
  administration: 'site.admin.countries',
  support: 'site.support.countries',
  subprocessors: 'site.subprocessors.countries',
};

export function shownHop({ hop, answer: { violated, unknown }, waived = [] }: HopUnderJudgement): JudgedHop {
  const { counts, differs: _differs, attributes: _attributes, partial: _partial, stateAt: _stateAt, ...shown } = hop;
  if (!counts) return { ...shown, state: 'as-today', violated: [], unknown: [] };
  const worstLeft = violated.length > 0 ? 'violated' : unknown.length > 0 ? 'unknown' : undefined;
  const state = worstLeft ?? (waived.length > 0 ? 'waived' : 'satisfied');
  return { ...shown, state, violated, unknown, ...(waived.length > 0 && { waived }) };
}

export function worst(states: readonly (JudgedHop['state'] | PathVerdict)[]): PathVerdict {
  return states.includes('violated') ? 'violated' : states.includes('unknown') ? 'unknown' : 'allowed';
}
