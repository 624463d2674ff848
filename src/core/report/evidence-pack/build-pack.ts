/** One file for an auditor of one regime: no script, no request, readable on a screen, on A4 and by a screen reader (S8). */

import { numberText } from '../../plan/render.ts';
import { escapeHtml, html } from '../html.ts';
import type { Html } from '../html.ts';
import { STYLE } from '../style.ts';
import { facts } from '../table.ts';
import { packCsv } from './csv-rows.ts';
import type { EvidencePackData } from './pack-data.ts';
import { PACK_STYLE } from './pack-style.ts';
import { confidence } from './pack-text.ts';
import { provenanceSection } from './provenance-section.ts';
import { requirementsSection } from './requirements.ts';
import { sitesSection } from './sites-section.ts';
import { summarySection } from './summary.ts';
import { waiversSection } from './waivers-section.ts';

const SECTIONS: readonly {
  readonly id: string;
  readonly title: string;
  readonly build: (data: EvidencePackData) => Html;
}[] = [
  { id: 'summary', title: 'Summary', build: summarySection },
  { id: 'requirements', title: 'Requirements', build: requirementsSection },
  { id: 'waivers', title: 'Waivers', build: waiversSection },
  { id: 'sites', title: 'Sites', build: sitesSection },
  { id: 'list', title: 'Full list', build: listSection },
  { id: 'provenance', title: 'Provenance', build: provenanceSection },
];

/** On paper; short sections follow on. */
const NEW_PAGE: ReadonlySet<string> = new Set(['requirements', 'sites', 'provenance']);

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The pack as an HTML document. The same data gives the same bytes. */
export function buildEvidencePack(data: EvidencePackData): string {
  const title = `Evidence for ${data.pack.definition.name}`;
  const body = html`<a class="skip" href="#summary">Skip to the summary</a>
    <header>
      ${cover(data, title)}
      <nav aria-label="Sections">
        <ul>
          ${SECTIONS.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}
        </ul>
      </nav>
    </header>
    <main>
      ${SECTIONS.map(
        (section) =>
          html`<section aria-labelledby="${section.id}">
            <h2 id="${section.id}" ${NEW_PAGE.has(section.id) ? html` class="page"` : ''}>${section.title}</h2>
            ${section.build(data)}
          </section> `,
      )}
    </main>
    <footer>
      <p>
        This file holds everything it shows and loads nothing. It says what was stated and read, not what is lawful:
        that is for an auditor to judge.
      </p>
    </footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}${PACK_STYLE}</style>
</head>
<body>
${body.text}
</body>
</html>
`;
}

function cover(data: EvidencePackData, title: string): Html {
  const { pack, why, workloads, sites, selected } = data;
  const { asOf } = (why.settings ?? {}) as { readonly asOf?: string };
  const { jurisdiction, status, note, conf } = pack.definition;
  return html`<div class="cover">
    <p class="kind">Evidence pack</p>
    <h1>${title}</h1>
    <p class="sub">
      ${jurisdiction === undefined ? '' : `${jurisdiction}, `}${status ?? 'status not stated'}. Pack ${pack.id}
      ${pack.version}, reading: ${confidence(conf)}.
    </p>
    ${facts([
      ['As of', asOf ?? why.createdAt.slice(0, 10)],
      ['Estate generation', numberText(why.generation)],
      ['Workloads', numberText(workloads)],
      ['Sites', numberText(sites.length)],
    ])}
    <dl class="plain">
      <dt>Scope</dt>
      <dd>
        Every workload of the estate where it runs.
        ${selected ? 'The sites file names the regime.' : 'The regime is asked where its own condition holds:'}
      </dd>
      <dt>Applies when</dt>
      <dd><code>${pack.definition.appliesWhen}</code></dd>
      <dt>Estate digest</dt>
      <dd><code>${why.estateDigest}</code></dd>
      <dt>Pack digest</dt>
      <dd><code>${pack.digest}</code></dd>
      <dt>Record of the check</dt>
      <dd><code>${why.id}</code>, ${why.createdAt}</dd>
    </dl>
    ${note === undefined ? '' : html`<p>${note}</p>`}
  </div>`;
}

/** The bytes are in the file: nothing is fetched. */
function listSection(data: EvidencePackData): Html {
  const { text, rows, left } = packCsv(data);
  if (rows === 0) return html`<p>Nothing is violated, unknown or waived: there is no list.</p>`;
  const href = `data:text/csv;charset=utf-8;base64,${Buffer.from(text).toString('base64')}`;
  const name = `${data.pack.id}-generation-${data.why.generation}.csv`;
  return html`<p>
      Everything that is violated, unknown or waived, one line for each workload and requirement:
      <a class="screen" download="${name}" href="${href}">${name}</a> (${numberText(rows)} rows, inside this file).
    </p>
    ${left > 0 ? html`<p class="note">${numberText(left)} more rows are left out of this file: isthmus evidence tables -o findings.xlsx writes all findings.</p>` : ''}`;
}
