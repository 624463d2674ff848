/** What stands between a wave and its approval: findings on its paths, those accepted, and what is not known (S4). */

import { hopSiteId, whereText } from '../policy/paths/hop.ts';
import type { PathFinding } from '../policy/paths/hop.ts';
import type { Finding } from '../policy/finding.ts';
import { listNames } from './checks.ts';
import { compareText } from './order.ts';
import type { PlanPath } from './plan.ts';

/** A rule at a hop, for all moves of a wave that pass it alike. */
export interface WaveFinding {
  readonly wave: number;
  readonly pathId: string;
  readonly ruleId: string;
  readonly reference: string;
  readonly title: string;
  readonly state: 'violated' | 'unknown';
  /** What a waiver names: "azure-germany/metadata"; the site itself for what it breaks as a whole. */
  readonly siteId: string;
  readonly hop: string;
  readonly where: string;
  readonly method: string | null;
  /** How many moves, and the names of a few. */
  readonly moves: number;
  readonly workloads: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
  readonly remedy: string;
  readonly confidence: string;
  readonly waiver?: { readonly id: string; readonly expiresOn: string };
}

export interface ApprovalKnown {
  /** Day the paths were judged on. */
  readonly asOf: string;
  readonly moves: number;
  readonly paths: readonly string[];
  readonly waived: readonly Pick<WaveFinding, 'ruleId' | 'siteId' | 'state' | 'moves' | 'workloads' | 'waiver'>[];
  /** Findings of level must that cannot be told, each move counted. */
  readonly unknown: number;
  /** Why they were accepted; null when there were none. */
  readonly unknownAccepted: string | null;
}

export interface PathMembers {
  readonly wave: number;
  readonly path: PlanPath;
  readonly names: readonly string[];
  /** Of one of the moves, of level must: at hops, and of the destination as a whole. */
  readonly atHops: readonly PathFinding[];
  readonly atDestination: readonly Finding[];
}

/** Open, broken and waived findings of one path in one wave, sorted by hop as data passes them, then by rule. */
export function waveFindings({ wave, path, names, atHops, atDestination }: PathMembers): WaveFinding[] {
  const roles = path.hops.map(({ role }) => role as string);
  // What is waived at a hop was waived there: it says nothing of the destination.
  const said = new Set(
    atHops.filter(({ waiver }) => waiver === undefined).map(({ ruleId, state }) => `${ruleId} ${state}`),
  );
  // Where the path says it: what the destination breaks as a whole may be about its support, say.
  const hopOf = (ruleId: string): PlanPath['hops'][number] | undefined =>
    path.hops.find(
      ({ violated, unknown, waived = [] }) =>
        violated.includes(ruleId) || [...unknown, ...waived].some((each) => each.ruleId === ruleId),
    ) ?? path.hops.find(({ role }) => role === 'disks');
  const shared = { wave, pathId: path.id, method: path.method, moves: names.length, workloads: listNames(names) };
  const made = (finding: Finding, hop: string, where: string): WaveFinding[] => {
    const { ruleId, reference, title, state, siteId, evidence, missing, remedy, confidence, waiver } = finding;
    if (finding.level !== 'must' || (state !== 'violated' && state !== 'unknown')) return [];
    const facts = { ruleId, reference, title, state, siteId, hop, where, evidence, missing, remedy, confidence };
    return [{ ...shared, ...facts, ...(waiver !== undefined && { waiver }) }];
  };
  const found = [
    ...atHops.flatMap((finding) => made(finding, finding.hop.role, finding.hop.where)),
    ...atDestination
      .filter(({ ruleId, state }) => !said.has(`${ruleId} ${state}`))
      .flatMap((finding) => {
        const hop = hopOf(finding.ruleId);
        return made(finding, hop?.role ?? 'disks', whereText(hop?.where ?? {}));
      }),
  ];
  const all = [...found, ...unsaid(path, found).map((each) => ({ ...shared, ...each }))];
  return [...new Map(all.map((each) => [`${each.siteId} ${each.ruleId}`, each])).values()].sort(
    (a, b) => roles.indexOf(a.hop) - roles.indexOf(b.hop) || compareText(a.ruleId, b.ruleId),
  );
}

/**
 * What the verdict of a path rests on and no finding says. Empty as long as both are made from the same answers; a wave
 * must not pass where they are not.
 */
function unsaid(
  path: PlanPath,
  found: readonly WaveFinding[],
): Omit<WaveFinding, 'wave' | 'pathId' | 'method' | 'moves' | 'workloads'>[] {
  const isSaid = (id: string, state: WaveFinding['state']): boolean =>
    found.some((each) => each.ruleId === id && each.state === state && each.waiver === undefined);
  return path.hops.flatMap(({ role, where, violated, unknown }) => {
    const made = (
      ruleId: string,
      state: WaveFinding['state'],
      missing: readonly string[],
    ): ReturnType<typeof unsaid>[number] => ({
      ruleId,
      reference: '',
      title: ruleId,
      state,
      siteId: hopSiteId(path.toSiteId, role),
      hop: role,
      where: whereText(where),
      evidence: {},
      missing,
      remedy: state === 'violated' ? 'Take another way, or another site.' : 'State what is missing.',
      confidence: '',
    });
    return [
      ...violated.filter((id) => !isSaid(id, 'violated')).map((id) => made(id, 'violated', [])),
      ...unknown
        .filter(({ ruleId }) => !isSaid(ruleId, 'unknown'))
        .map(({ ruleId, missing }) => made(ruleId, 'unknown', missing)),
    ];
  });
}

/** Findings that one thing settles, as one line each: what is broken or open, for whom, and what to do. */
export interface FindingLine {
  readonly wave: number;
  readonly state: WaveFinding['state'];
  readonly hop: string;
  readonly where: string;
  readonly siteId: string;
  readonly workloads: readonly string[];
  readonly rules: readonly string[];
  readonly title: string;
  readonly missing: readonly string[];
  readonly remedy: string;
  readonly waiver?: WaveFinding['waiver'];
}

/** In the order of what they are made from. */
export function findingLines(findings: readonly WaveFinding[]): FindingLine[] {
  const lines = new Map<string, FindingLine & { workloads: string[]; rules: string[] }>();
  for (const finding of findings) {
    const { wave, state, hop, where, siteId, workloads, ruleId, title, missing, remedy, waiver } = finding;
    // A broken rule has its own fix; open ones ask for facts.
    const same = state === 'violated' ? ruleId : missing.join();
    const key = [wave, state, siteId, where, same, remedy, waiver?.id ?? ''].join('|');
    const known = lines.get(key);
    if (known === undefined) {
      const line = { wave, state, hop, where, siteId, title, missing, remedy, ...(waiver !== undefined && { waiver }) };
      lines.set(key, { ...line, workloads: [workloads], rules: [ruleId] });
      continue;
    }
    if (!known.rules.includes(ruleId)) known.rules.push(ruleId);
    if (!known.workloads.includes(workloads)) known.workloads.push(workloads);
  }
  return [...lines.values()];
}
