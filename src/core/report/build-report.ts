/** One self-contained HTML file: no script, no request, readable on paper and by a screen reader. */

import { CHART_DEFINITIONS } from './chart.ts';
import { escapeHtml, html } from './html.ts';
import type { Html } from './html.ts';
import type { ReportData } from './report-data.ts';
import { dataQualitySection } from './sections/data-quality.ts';
import { findingsSection } from './sections/findings.ts';
import { overviewSection } from './sections/overview.ts';
import { placementSection } from './sections/placement.ts';
import { provenanceSection } from './sections/provenance.ts';
import { readinessSection } from './sections/readiness.ts';
import { wavesSection } from './sections/waves.ts';
import { STYLE } from './style.ts';

interface Section {
  readonly id: string;
  readonly title: string;
  readonly build: (data: ReportData) => Html;
}

const SECTIONS: readonly Section[] = [
  { id: 'estate', title: 'Estate', build: overviewSection },
  { id: 'data-quality', title: 'Data quality', build: dataQualitySection },
  { id: 'readiness', title: 'Readiness', build: readinessSection },
  { id: 'compliance', title: 'Sovereignty and compliance', build: findingsSection },
  { id: 'placement', title: 'Placement', build: placementSection },
  { id: 'plan', title: 'Plan', build: wavesSection },
  { id: 'provenance', title: 'Provenance', build: provenanceSection },
];

/** Nothing may be loaded from anywhere, so a report cannot tell anyone that it was opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as an HTML document. The same data gives the same bytes. */
export function buildReport(data: ReportData): string {
  const generation = data.generation === undefined ? '' : `, from estate generation ${data.generation.number}`;
  const body = html`<a class="skip" href="#estate">Skip to the report</a>
    <header>
      <h1>${data.title}</h1>
      <p class="sub">Made ${data.generatedAt} by Isthmus ${data.productVersion}${generation}.</p>
      <nav aria-label="Sections">
        <ul>
          ${SECTIONS.map((section) => html`<li><a href="#${section.id}">${section.title}</a></li>`)}
        </ul>
      </nav>
    </header>
    <main>
      ${CHART_DEFINITIONS}${SECTIONS.map(
        (section) =>
          html` <section aria-labelledby="${section.id}">
            <h2 id="${section.id}" ${section.id === 'estate' ? '' : html` class="page"`}>${section.title}</h2>
            ${section.build(data)}
          </section>`,
      )}
    </main>
    <footer>
      <p>
        This file holds everything it shows and loads nothing. Money is in US dollars. What no source stated is called
        unknown.
      </p>
    </footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(data.title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.text}
</body>
</html>
`;
}
