/** Sovereignty and compliance: violated first, then what could not be decided. Grouped by rule and site. */

import { compareKeys, compareText } from '../../plan/order.ts';
import { numberText } from '../../plan/render.ts';
import type { Finding, FindingState } from '../../policy/finding.ts';
import { barChart, legend } from '../chart.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { ReportData } from '../report-data.ts';
import { absent, facts, folded, table, text, number } from '../table.ts';

interface Group {
  readonly first: Finding;
  workloads: number;
  readonly names: string[];
}

interface Tally {
  /** By state, largest first within a level. */
  readonly groups: ReadonlyMap<Counted, readonly Group[]>;
  readonly perPack: readonly (readonly [string, ReadonlyMap<Counted, number>])[];
}

const NAMES_SHOWN = 5;
const LEVELS = { must: 0, should: 1, warn: 2 } as const;

/** A waived finding is a count of its own: neither violated nor satisfied. */
type Counted = FindingState | 'waived';
const countedAs = ({ state, waiver }: Finding): Counted => (waiver === undefined ? state : 'waived');

/** One pass over what may be many findings: equal ones are counted, with a few names. */
function tally(findings: Iterable<Finding>, name: (id: string) => string): Tally {
  const groups = new Map<string, Group>();
  const packs = new Map<string, Map<Counted, number>>();
  for (const finding of findings) {
    const { packId, ruleId, siteId, workloadId } = finding;
    const state = countedAs(finding);
    const concerned = workloadId === undefined ? (finding.affectedWorkloads ?? 0) : 1;
    const key = JSON.stringify([packId, ruleId, siteId, state]);
    const group = groups.get(key) ?? { first: finding, workloads: 0, names: [] };
    group.workloads += concerned;
    if (workloadId !== undefined && group.names.length < NAMES_SHOWN) group.names.push(name(workloadId));
    groups.set(key, group);
    const pack = packs.get(packId) ?? new Map<Counted, number>();
    pack.set(state, (pack.get(state) ?? 0) + Math.max(1, concerned));
    packs.set(packId, pack);
  }
  const order = ({ first, workloads }: Group): (number | string)[] => [
    LEVELS[first.level],
    -workloads,
    first.packId,
    first.ruleId,
    first.siteId,
  ];
  const sorted = [...groups.values()].sort((a, b) => compareKeys(order(a), order(b)));
  return {
    groups: Map.groupBy(sorted, (group) => countedAs(group.first)),
    perPack: [...packs].sort(([a], [b]) => compareText(a, b)),
  };
}

function about({ first, names, workloads }: Group): string {
  if (first.workloadId === undefined) return first.siteId === '*' ? 'the organisation' : 'the site';
  const rest = workloads - names.length;
  return rest > 0 ? `${names.join(', ')} and ${numberText(rest)} more` : names.join(', ');
}

function evidenceText(finding: Finding): string {
  if (finding.error !== undefined) return finding.error;
  if (finding.waiver !== undefined)
    return `${finding.state}, accepted until ${finding.waiver.expiresOn} by waiver ${finding.waiver.id}`;
  if (finding.state === 'unknown') return `unknown: ${finding.missing.join(', ')}`;
  return Object.entries(finding.evidence)
    .map(([key, value]) => `${key} = ${JSON.stringify(value) ?? 'unknown'}`)
    .join('; ');
}

function groupTable(caption: string, groups: readonly Group[]): Html {
  const columns = [
    text('Requirement'),
    text('Level'),
    text('Site'),
    text('Concerns'),
    number('Workloads'),
    text('Rests on'),
    text('What to do'),
  ];
  return table(
    caption,
    columns,
    groups.map((group) => {
      const { first } = group;
      const unsure = first.confidence === 'own' ? html` <span class="mark">unverified fact</span>` : html``;
      return [
        html`${first.title}<br /><span class="sub">${first.packId} ${first.packVersion}, ${first.reference}</span
          >${unsure}`,
        first.level,
        first.siteId,
        about(group),
        numberText(group.workloads),
        evidenceText(first),
        first.remedy,
      ];
    }),
  );
}

const STATES: readonly (readonly [Counted, 'good' | 'bad' | 'unknown' | 'soft', string])[] = [
  ['satisfied', 'good', 'satisfied'],
  ['violated', 'bad', 'violated'],
  ['unknown', 'unknown', 'unknown'],
  ['waived', 'soft', 'waived'],
  ['not-applicable', 'soft', 'not applicable'],
];

function perPack(packs: Tally['perPack']): Html {
  // A state that never occurs may just not have been asked for: it is not shown as zero.
  const states = STATES.filter(([state]) => packs.some(([, counts]) => counts.has(state)));
  const rows = packs.map(([label, counts]) => ({
    label,
    segments: states.map(([state, tone, name]) => ({ value: counts.get(state) ?? 0, tone, name })),
    valueText: `${numberText(counts.get('violated') ?? 0)} violated`,
  }));
  return html`${barChart(rows, 'Answers per regime, counted per workload')}${legend(states.map(([, tone, name]) => [tone, name]))}${folded(
    'As a table',
    table(
      'Answers per regime, counted per workload',
      [text('Regime'), ...states.map(([, , name]) => number(name))],
      packs.map(([pack, counts]) => [pack, ...states.map(([state]) => numberText(counts.get(state) ?? 0))]),
    ),
  )}`;
}

export function findingsSection(data: ReportData): Html {
  if (data.findings === undefined) {
    return absent('Sovereignty and compliance have not been checked.', 'isthmus check');
  }
  const { groups, perPack: packs } = tally(data.findings, (id) => data.workloadName?.(id) ?? id);
  const violated = groups.get('violated') ?? [];
  const unknown = groups.get('unknown') ?? [];
  const waived = groups.get('waived') ?? [];
  const must = violated.filter((group) => group.first.level === 'must');
  return html`${facts([
    [
      'Requirements violated',
      html`<span class="state ${must.length > 0 ? 'bad' : 'good'}">${numberText(must.length)}</span>`,
    ],
    ['Advice not followed', numberText(violated.length - must.length)],
    ['Undecided', numberText(unknown.length)],
    ...(waived.length === 0 ? [] : ([['Waived for a while', numberText(waived.length)]] as const)),
  ])}${perPack(packs)}${violated.length > 0 ? groupTable('Violated', violated) : html`<p>Nothing that was decided is violated.</p>`}${waived.length > 0 ? groupTable('Waived: broken or undecided, and accepted for a while', waived) : ''}${
    unknown.length > 0
      ? folded(`${numberText(unknown.length)} that could not be decided`, groupTable('Could not be decided', unknown))
      : ''
  }`;
}
