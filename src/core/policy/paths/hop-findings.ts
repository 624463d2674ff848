/** Findings of a hop: the rule, the place that breaks it or leaves it open, and what to state or move. */

import { canonicalJson } from '../../evidence/digest.ts';
import type { Workload } from '../../model/workload.ts';
import { appliesId } from '../engine/decision.ts';
import { findingOf } from '../engine/findings.ts';
import { isStricter } from '../engine/strictness.ts';
import type { Finding } from '../finding.ts';
import { missingAt, readsPlace } from './combine.ts';
import { hopSiteId, whereText } from './hop.ts';
import type { PathFinding } from './hop.ts';
import type { PlacedHop } from './itineraries.ts';
import type { HopJudge } from './judge-hops.ts';

export interface HopAsked {
  readonly placed: PlacedHop;
  readonly method: string | null;
  readonly toSiteId: string;
  readonly workload: Workload;
}

type Kept = 'violated' | 'unknown';

/** Of every level; one per rule, of the worst of its places. A hop in one of several countries is open between them. */
export function hopFindings(judge: HopJudge, asked: HopAsked): PathFinding[] {
  const { placed, toSiteId, workload } = asked;
  const { hop, places } = placed;
  if (!hop.counts) return [];
  const siteId = hopSiteId(toSiteId, hop.role);
  const found = new Map<string, { made: PathFinding; violated: number }>();
  for (const place of places) {
    for (const { rule, outcome, scope } of judge.outcomes(judge.classOf(workload), hop.holds, place)) {
      if (outcome.state !== 'violated' && outcome.state !== 'unknown') continue;
      const id = outcome.state === 'unknown' && outcome.unclear ? appliesId(rule.pack.id) : rule.requirement.ruleId;
      const before = found.get(id);
      const violated = (before?.violated ?? 0) + (outcome.state === 'violated' ? 1 : 0);
      const { level } = rule.requirement;
      const keep = before !== undefined && (before.made.state === 'violated' || outcome.state === 'unknown');
      const made = keep
        ? isStricter(level, before.made.level)
          ? { ...before.made, level }
          : before.made
        : completed(
            findingOf(rule, outcome, scope, { siteId, site: undefined, workloadId: workload.id }),
            readsPlace(id === rule.requirement.ruleId ? rule : undefined),
            asked,
          );
      found.set(id, { made, violated });
    }
  }
  return [...found.values()].map(({ made, violated }) =>
    made.state === 'violated' && hop.where.oneOf === true && violated < places.length ? undecided(made, asked) : made,
  );
}

/**
 * Whether whoever accepted what is found of the destination has seen this: the same answer from the same values. Of the
 * countries that touch the data a hop has some of its destination's, and so of what is missing.
 */
export function isPartOf(finding: PathFinding, whole: Finding): boolean {
  if (whole.ruleId !== finding.ruleId || whole.state !== finding.state || whole.error !== finding.error) return false;
  if (!finding.missing.every((path) => whole.missing.includes(path))) return false;
  const { touchCountries: here, 'hop.where': _where, 'hop.method': _method, ...values } = finding.evidence;
  const { touchCountries: there, ...known } = whole.evidence;
  return (
    canonicalJson(values) === canonicalJson(known) && listed(here).every((country) => listed(there).includes(country))
  );
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function completed(
  made: ReturnType<typeof findingOf>,
  place: boolean,
  { placed: { hop }, method }: HopAsked,
): PathFinding {
  const where = whereText(hop.where);
  const missing = made.state === 'unknown' ? missingAt(hop, made.missing, place) : made.missing;
  return {
    ...made,
    missing,
    evidence: { ...made.evidence, 'hop.where': where, ...(method !== null && { 'hop.method': method }) },
    remedy: (made.state as Kept) === 'violated' ? made.remedy : remedyFor(missing, made.remedy, hop.role),
    hop: { role: hop.role, title: hop.title, where, method },
  };
}

function undecided(made: PathFinding, { placed: { hop } }: HopAsked): PathFinding {
  const missing = missingAt(hop, ['site.country'], false);
  return { ...made, state: 'unknown', missing, remedy: remedyFor(missing, made.remedy, hop.role) };
}

/** What is stated below `paths` is stated there; anything else where the engine says. */
function remedyFor(missing: readonly string[], remedy: string, role: string): string {
  const here = missing.filter((path) => path.startsWith('paths.')).map((path) => path.slice(`paths.${role}.`.length));
  if (here.length === 0) return remedy;
  const place = here.includes('countries') ? ['countries (or a geography)'] : [];
  const attributes = here.filter((path) => path !== 'countries').map((path) => `attributes.${path}`);
  // Of a site everything is known that its attributes say.
  const say = `In sites.yaml, add {role: ${role}} under paths.hops and state at (a site), or ${[...place, ...attributes].join(', ')}.`;
  return here.length === missing.length ? say : `${say} ${remedy}`;
}
