/**
 * All that was said of the controls of one framework, alike words once with everybody they are about: one observation
 * each. What is well is told of a site with a number, what is not is told machine by machine.
 */

import { compareKeys } from '../../plan/order.ts';
import type { FeedId } from '../../policy/controls/evidence.ts';
import type { ControlState } from '../../policy/controls/states.ts';
import { ORGANISATION } from '../../policy/controls/subjects.ts';
import type { Statement } from '../../policy/controls/subjects.ts';
import type { Finding } from '../../policy/finding.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { OscalInput } from './input.ts';

export interface Said {
  /** The same for the same words about the same place. */
  readonly key: string;
  readonly feed: FeedId;
  readonly rule: string;
  readonly title: string;
  readonly state: ControlState;
  /** As the feed says it. */
  readonly said: string;
  /** "*" the organisation; "" where no site matches. */
  readonly siteId: string;
  /** A part of the site that is no workload. */
  readonly part?: string;
  readonly controls: readonly string[];
  /** "site.country = \"US\"", with where the value comes from. */
  readonly evidence: readonly { readonly text: string; readonly from?: string }[];
  readonly detail?: string;
  readonly remedy?: string;
  readonly level?: string;
  readonly reference?: string;
  readonly confidence?: string;
  readonly pack?: string;
  readonly profile?: string;
  readonly waiver?: string;
  readonly stale: boolean;
  readonly observedAt: string | null;
  readonly importId?: string;
  /** Empty when it is about the site as such. */
  readonly workloadIds: string[];
  /** Workloads it concerns, when it is about the site as such. */
  affected: number;
}

export function statementsOf(input: OscalInput): readonly Said[] {
  const groups = new Map<string, Said>();
  for (const finding of input.findings) addFinding(groups, finding, input);
  addFeeds(groups, input);
  const found = [...groups.values()];
  for (const { workloadIds } of found) workloadIds.sort();
  return found.sort((a, b) => compareKeys([a.feed, a.rule, a.siteId, a.key], [b.feed, b.rule, b.siteId, b.key]));
}

function addFinding(groups: Map<string, Said>, finding: Finding, input: OscalInput): void {
  const { ruleId, siteId, workloadId, state, waiver, evidence, missing, error } = finding;
  if (state === 'not-applicable') return;
  const links = input.book.index.linksOf({ feed: 'policy', rule: ruleId, cites: [] });
  const controls = controlsAmong(links, input.framework.id);
  if (controls.length === 0) return;
  const key = canonicalJson([
    'policy',
    ruleId,
    siteId,
    state,
    waiver?.id ?? null,
    JSON.parse(JSON.stringify(evidence)),
    [...missing],
    error ?? null,
  ]);
  let said = groups.get(key);
  if (said === undefined) groups.set(key, (said = ofFinding(key, finding, controls, input.why.createdAt)));
  if (workloadId !== undefined) said.workloadIds.push(workloadId);
  said.affected += workloadId === undefined ? (finding.affectedWorkloads ?? 0) : 1;
}

function ofFinding(key: string, finding: Finding, controls: readonly string[], at: string): Said {
  const { state, waiver, missing, error, evidence, evidenceFrom } = finding;
  const why = [
    ...(error === undefined ? [] : [error]),
    ...(missing.length === 0 ? [] : [`not known: ${missing.join(', ')}`]),
  ];
  const satisfied = state === 'satisfied';
  return {
    key,
    feed: 'policy',
    rule: finding.ruleId,
    title: finding.title,
    state:
      waiver !== undefined && !satisfied
        ? 'waived'
        : state === 'satisfied'
          ? 'satisfied'
          : state === 'violated'
            ? 'violated'
            : 'unknown',
    said: state,
    siteId: finding.siteId,
    controls,
    evidence: Object.entries(evidence).map(([name, value]) => {
      const from = evidenceFrom?.[name];
      return { text: `${name} = ${JSON.stringify(value) ?? 'unknown'}`, ...(from !== undefined && { from }) };
    }),
    ...(why.length > 0 && { detail: why.join('; ') }),
    ...(!satisfied && { remedy: finding.remedy }),
    level: finding.level,
    reference: finding.reference,
    confidence: finding.confidence,
    pack: `${finding.packId} ${finding.packVersion}`,
    ...(waiver !== undefined && !satisfied && { waiver: waiver.id }),
    stale: false,
    observedAt: at,
    workloadIds: [],
    affected: 0,
  };
}

const controlsAmong = (
  links: readonly { readonly framework: string; readonly control: string }[],
  framework: string,
): readonly string[] => [
  ...new Set(links.filter((link) => link.framework === framework).map(({ control }) => control)),
];

function addFeeds(groups: Map<string, Said>, { book, framework }: OscalInput): void {
  const add = (statement: Statement, siteId: string, about: { workloadId?: string; part?: string }): void => {
    if (statement.feed === 'policy') return;
    const controls = controlsAmong(statement.links, framework.id);
    if (controls.length === 0) return;
    const { feed, rule, said, observedAt, profile, detail, importId } = statement;
    const key = canonicalJson([
      feed,
      rule,
      said,
      siteId,
      about.part ?? null,
      observedAt,
      profile ?? null,
      detail ?? null,
      importId ?? null,
    ]);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = ofStatement(key, statement, { siteId, ...about }, controls)));
    if (about.workloadId !== undefined) {
      group.workloadIds.push(about.workloadId);
      group.affected += 1;
    }
  };
  for (const [workloadId, statements] of book.subjects.workloads) {
    const siteId = book.workloads.get(workloadId)?.siteId ?? '';
    for (const statement of statements) add(statement, siteId, { workloadId });
  }
  for (const [siteId, statements] of book.subjects.sites) for (const each of statements) add(each, siteId, {});
  for (const [siteId, parts] of book.subjects.parts)
    for (const [part, statements] of parts) for (const each of statements) add(each, siteId, { part });
}

function ofStatement(
  key: string,
  statement: Statement,
  { siteId, part }: { readonly siteId: string; readonly part?: string },
  controls: readonly string[],
): Said {
  const { feed, rule, title, said, state, stale, observedAt, profile, severity, detail, importId } = statement;
  return {
    key,
    feed,
    rule,
    title,
    state,
    said,
    siteId,
    ...(part !== undefined && { part }),
    controls,
    evidence: [],
    ...(detail !== undefined && { detail }),
    ...(severity !== undefined && { level: severity }),
    ...(profile !== undefined && { profile }),
    stale,
    observedAt,
    ...(importId !== undefined && { importId }),
    workloadIds: [],
    affected: 0,
  };
}

/** "site fra", "the organisation", "no known site". */
export const placeText = (siteId: string): string =>
  siteId === ORGANISATION ? 'the organisation' : siteId === '' ? 'no known site' : `site ${siteId}`;
