/** `isthmus describe control SC-28`: every feed's evidence beside the others', and what would answer it. */

import type { ControlDetailsDocument, EvidenceLineDocument } from '../../api/controls.ts';
import { ROUTES } from '../../api/routes.ts';
import { FEEDS } from '../../core/policy/controls/evidence.ts';
import { CONTROL_STATES } from '../../core/policy/controls/states.ts';
import type { Cli } from '../cli.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { checkWords, feedWords, stateWords } from './words.ts';

const LINES_PER_FEED = 12;

/** "SC-28", "nist80053r5/SC-28" or "nist80053r5:SC-28". */
export async function describeControl(cli: Cli, name: string): Promise<void> {
  const id = name.replace('/', ':');
  const details = await (
    await cli.client()
  ).call(ROUTES.getControl, { params: { id }, query: { limit: LINES_PER_FEED } });
  await printDocument(cli, details, () => detailsText(details), 'control');
}

function detailsText(details: ControlDetailsDocument): string {
  const { control, frameworkName, state, basis, conflicts, cells, columns, feeds, evidence } = details;
  const feedsThere = FEEDS.filter((feed) => evidence.some((line) => line.feed === feed));
  return [
    `${control}  ${frameworkName}`,
    `  state: ${stateWords(state, basis)}${conflicts > 0 ? `, and feeds contradict each other about ${plural(conflicts, 'workload')}` : ''}`,
    `  technical checks answered: ${checkWords(details.checks)}`,
    `  evidence: ${feedWords(feeds) ?? 'none'}; older than ${details.staleAfterDays} days shows nothing to be well`,
    '',
    ...(columns.length === 0 ? [] : ['By site']),
    ...columns.map(({ id, workloads }) => {
      const cell = cells.find(({ column }) => column === id);
      const name = id === '' ? 'no site' : id;
      if (cell === undefined) return `  ${name}: unknown, no evidence for ${plural(workloads, 'workload')}`;
      const counts = CONTROL_STATES.filter((each) => cell.workloads[each] > 0).map(
        (each) => `${countText(cell.workloads[each])} ${each}`,
      );
      const stated = cell.stated > 0 ? ` (${countText(cell.stated)} satisfied only because somebody says so)` : '';
      const bare = cell.uncovered > 0 ? ` (${countText(cell.uncovered)} of them without evidence)` : '';
      const fought = cell.conflicts.check + cell.conflicts.control;
      return `  ${name}: ${stateWords(cell.state, cell.basis)}: ${counts.join(', ') || 'no workloads'}${stated}${bare}${fought > 0 ? ` !${fought} contradicted` : ''}`;
    }),
    ...feedsThere.flatMap((feed) => {
      const lines = evidence.filter((line) => line.feed === feed);
      const all = feeds.find((each) => each.feed === feed)?.evidence ?? lines.length;
      return [
        '',
        `${feed} (${plural(all, 'piece')} of evidence, the worst first)`,
        ...lines.map((line) => lineText(line)),
        ...(all > lines.length ? [`  and ${countText(all - lines.length)} more`] : []),
      ];
    }),
    '',
    'What answers it, by the mapping of this product (a judgement: an auditor decides)',
    ...(details.answers.length === 0 ? ['  Only feeds that name it themselves.'] : []),
    ...details.answers.flatMap(({ check, title, test, confidence, rules }) => [
      `  ${check}: ${title} [${confidence}]`,
      `    test: ${test}`,
      ...FEEDS.flatMap((feed) => {
        const own = rules.filter((rule) => rule.feed === feed).map(({ rule }) => rule);
        return own.length === 0 ? [] : [`    ${feed}: ${own.join(', ')}`];
      }),
      ...(rules.length === 0 ? ['    no rule of any feed answers it yet'] : []),
    ]),
    '',
  ].join('\n');
}

function lineText(line: EvidenceLineDocument): string {
  const about =
    line.workloadName ?? line.part ?? (line.siteId === '*' ? 'the organisation' : `site ${line.siteId ?? ''}`);
  const notes = [
    ...(line.conflict === null
      ? []
      : [`! contradicted over ${line.conflict === 'check' ? 'the same check' : 'the control'}`]),
    ...(line.basis === 'stated' ? ['only stated'] : []),
    ...(line.stale ? ['old'] : []),
    ...(line.waiver === null ? [] : [`waived until ${line.waiver.expiresOn}`]),
    ...(line.detail === null ? [] : [line.detail]),
  ];
  const when = line.observedAt?.slice(0, 10) ?? 'no date';
  return `  ${line.said.padEnd(13)} ${about}  ${line.rule}  ${when}${notes.length === 0 ? '' : `  ${notes.join('; ')}`}`;
}
