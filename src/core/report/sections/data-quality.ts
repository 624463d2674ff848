/** How good the input is: what each source held, what is missing and what that costs. */

import { numberText } from '../../plan/render.ts';
import { barChart } from '../chart.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { ReportData, ReportSource } from '../report-data.ts';
import { absent, folded, number, table, text } from '../table.ts';

function missingParts(sources: readonly ReportSource[]): Html {
  const rows = sources.flatMap((source) =>
    (source.missing ?? []).map((part) => [part.part, source.name, part.cost, part.facts.join(', ')]),
  );
  if (rows.length === 0) return html`<p>No source misses a part that the rules use.</p>`;
  return table(
    'Missing parts and what they cost',
    [text('Part'), text('Source'), text('What it costs'), text('Facts that stay unknown')],
    rows,
  );
}

function issues(sources: readonly ReportSource[]): Html {
  const rows = sources
    .filter((source) => source.issueCounts !== undefined)
    .map((source) => [
      source.name,
      ...(['error', 'warning', 'info'] as const).map((level) => numberText(source.issueCounts?.[level] ?? 0)),
      numberText(source.skippedRows ?? 0),
    ]);
  if (rows.length === 0) return html``;
  return table(
    'Findings while importing',
    [text('Source'), number('Errors'), number('Warnings'), number('Notes'), number('Rows left out')],
    rows,
  );
}

function unknownFacts(data: ReportData): Html {
  const { estate } = data;
  if (estate === undefined || estate.unknownFacts.length === 0) return html``;
  const rows = estate.unknownFacts.map(({ fact, unknown }) => ({
    label: fact,
    segments: [
      { value: unknown, tone: 'unknown' as const, name: 'unknown' },
      { value: estate.workloads - unknown, tone: 'soft' as const, name: 'known' },
    ],
    valueText: `${numberText(unknown)} unknown`,
  }));
  return html`<h3>Facts nobody stated</h3>
    <p>An unknown fact never counts as “no” or zero: the answer that needs it is unknown as well.</p>
    ${barChart(rows, 'How many workloads lack each fact')}${folded(
      'As a table',
      table(
        'Facts nobody stated',
        [text('Fact'), number('Workloads without it'), number('Share')],
        estate.unknownFacts.map(({ fact, unknown }) => [
          fact,
          numberText(unknown),
          `${Math.round((unknown / Math.max(1, estate.workloads)) * 100)} %`,
        ]),
      ),
    )}${estate.conflicting > 0 ? html`<p>On ${numberText(estate.conflicting)} workloads sources disagree about at least one fact. The source of higher precedence is used; both values are kept.</p>` : ''}`;
}

export function dataQualitySection(data: ReportData): Html {
  if (data.sources === undefined && data.estate === undefined)
    return absent('Nothing has been imported.', 'isthmus import rvtools <file.xlsx>');
  const { sources = [] } = data;
  return html`<h3>Sources</h3>
    ${missingParts(sources)}${issues(sources)}${unknownFacts(data)}`;
}
