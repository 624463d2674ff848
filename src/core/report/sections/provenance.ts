/** What the report rests on: sources, versions, prices, assumptions, and facts that nobody has verified. */

import { compareText } from '../../plan/order.ts';
import { numberText } from '../../plan/render.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { ReportData } from '../report-data.ts';
import { folded, number, table, text } from '../table.ts';

const code = (value: string | undefined): Html =>
  value === undefined ? html`<span class="sub">none</span>` : html`<code>${value}</code>`;

function sources(data: ReportData): Html {
  const list = data.sources ?? [];
  if (list.length === 0) return html`<p>No source is recorded.</p>`;
  return html`${table(
    'Sources',
    [text('Source'), text('Kind'), text('Seen at'), text('Written by'), text('SHA-256')],
    list.map((source) => [
      html`${source.name}${source.fileName === undefined || source.fileName === source.name ? '' : html`<br /><span class="sub">${source.fileName}</span>`}`,
      source.providerKind,
      source.observedAt,
      source.producer ?? 'not said',
      code(source.sha256),
    ]),
  )}${list
    .filter((source) => (source.parts ?? []).length > 0)
    .map((source) =>
      folded(
        `Parts of ${source.name}`,
        table(
          `Parts of ${source.name}`,
          [text('Part'), number('Rows'), text('Handling')],
          (source.parts ?? []).map((part) => [part.name, numberText(part.rows), part.handling]),
        ),
      ),
    )}`;
}

function versions(data: ReportData): Html {
  const rows: [string, Html | string][] = [
    ['Isthmus', data.productVersion],
    ['Report made', data.generatedAt],
    [
      'Estate generation',
      data.generation === undefined
        ? 'none'
        : html`${data.generation.number}, made ${data.generation.createdAt} by “${data.generation.reason}”`,
    ],
    ['Estate digest', code(data.generation?.digest)],
    ['Catalogue', code(data.catalogVersion)],
    ['Plan', code(data.plan?.digest)],
    ...(data.packs ?? []).map((pack): [string, Html] => [
      `Rule pack ${pack.id}`,
      html`${pack.version} <code>${pack.digest}</code>`,
    ]),
  ];
  return table('Versions', [text('What'), text('Version or digest')], rows);
}

/** Places where the costs come from, as the placement itself says, each once. */
function costBasis(data: ReportData): string[] {
  const basis = new Set<string>();
  for (const { cost } of data.placement?.assignments ?? []) for (const line of cost?.basis ?? []) basis.add(line);
  return [...basis].sort(compareText);
}

/** Distinct lines shown; costs of many sizes give many lines. */
const BASIS_SHOWN = 200;

function prices(data: ReportData): Html {
  const lists = data.priceLists ?? [];
  const basis = costBasis(data);
  if (lists.length === 0 && basis.length === 0) return html`<p>No price was used.</p>`;
  return html`${
    lists.length > 0
      ? table(
          'Price lists',
          [text('List'), text('Prices of'), text('Source')],
          lists.map((item) => [item.name, item.asOf, item.source]),
        )
      : ''
  }${
    basis.length > 0
      ? folded(
          `${numberText(basis.length)} figures the costs rest on`,
          html`<ul>
              ${basis.slice(0, BASIS_SHOWN).map((line) => html`<li>${line}</li>`)}
            </ul>
            ${basis.length > BASIS_SHOWN ? html`<p class="note">${numberText(basis.length - BASIS_SHOWN)} more are left out.</p>` : ''}`,
        )
      : ''
  }`;
}

function unverified(data: ReportData): Html {
  const facts = data.facts ?? [];
  if (facts.length === 0) return html``;
  return html`<h3>Facts to check before relying on them</h3>
    ${table(
      'Facts that are not verified',
      [text('Fact'), text('Confidence'), text('Source'), text('As of')],
      facts.map((fact) => [
        fact.what,
        fact.confidence === 'own' ? html`<span class="mark">unverified</span>` : fact.confidence,
        fact.source,
        fact.asOf,
      ]),
    )}`;
}

function records(data: ReportData): Html {
  const list = data.whyRecords ?? [];
  if (list.length === 0) return html``;
  return html`<h3>Records of the decisions</h3>
    ${table(
      'Why-records',
      [text('Record'), text('Decision'), text('Made'), text('Inputs'), text('Result')],
      list.map((record) => [
        code(record.id),
        record.decision,
        `${record.createdAt} by ${record.actor}`,
        code(record.inputsDigest),
        code(record.resultDigest),
      ]),
    )}`;
}

export function provenanceSection(data: ReportData): Html {
  const assumptions = data.assumptions ?? [];
  return html`<h3>Sources</h3>
    ${sources(data)}
    <h3>Versions</h3>
    ${versions(data)}
    <h3>Prices</h3>
    ${prices(data)}${
      assumptions.length > 0
        ? html`<h3>Assumptions</h3>
            <ul>
              ${assumptions.map((line) => html`<li>${line}</li>`)}
            </ul>`
        : ''
    }${unverified(data)}${records(data)}`;
}
