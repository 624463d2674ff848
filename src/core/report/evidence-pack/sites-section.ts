/** Sites: whose laws reach them and why, what softens that, and levels where the regime has ladders. */

import { numberText } from '../../plan/render.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { number, table, text } from '../table.ts';
import type { EvidencePackData, PackSite } from './pack-data.ts';
import { confidence } from './pack-text.ts';

export function sitesSection(data: EvidencePackData): Html {
  const { sites } = data;
  if (sites.length === 0) return html`<p>No site is described.</p>`;
  return html`${table(
    'Sites and the laws that reach them',
    [text('Site'), text('Country'), number('Workloads'), text('Laws in reach, and why'), text('What softens it')],
    sites.map((site) => [
      html`${site.name ?? site.id}<span class="from">${site.id}, ${site.platform}</span>`,
      site.country ?? 'not stated',
      numberText(site.workloads),
      laws(site),
      mitigations(site),
    ]),
  )}${levels(data)}`;
}

function laws({ report: { exposure } }: PackSite): Html {
  const missing = exposure.missing.length === 0 ? '' : html`<li>Not known yet: ${exposure.missing.join(', ')}</li>`;
  if (exposure.laws.length === 0 && exposure.missing.length === 0) return html`none, as far as is known`;
  return html`<ul class="evidence-list">
    ${exposure.laws.map(
      ({ law, because }) =>
        html`<li>
          ${law}<span class="from"
            >${exposure.stated ? 'stated in the sites file' : because.map(({ path, country }) => `${path} = ${country}`).join(', ')}</span
          >
        </li>`,
    )}${missing}
  </ul>`;
}

function mitigations({ report }: PackSite): Html | string {
  const given = report.mitigations.filter(({ state }) => state === 'in-place');
  if (given.length === 0) return 'nothing that is stated';
  return html`<ul class="evidence-list">
    ${given.map(({ control, effect }) => html`<li>${control}<span class="from">${effect}</span></li>`)}
  </ul>`;
}

/** Levels of this regime's own ladders: as a range where what is known leaves one. */
function levels({ sites, pack }: EvidencePackData): Html {
  if (pack.ladders.length === 0) return html``;
  const named = sites.flatMap((site) => {
    const found = site.report.frameworks.find(({ packId }) => packId === pack.id);
    return found === undefined ? [] : [{ site, found }];
  });
  const [first] = named;
  if (first === undefined) return html``;
  return html`<h3>Levels</h3>
    <p>${first.found.reading}</p>
    ${table(
      `${pack.definition.name}: levels by site`,
      [
        text('Site'),
        ...first.found.levels.map(({ id, name, weightPct }) => text(`${id} ${name}, ${weightPct} %`)),
        text('What counts'),
      ],
      named.map(({ site, found }) => [
        site.name ?? site.id,
        ...found.levels.map(levelText),
        html`<strong>${found.result}</strong>`,
      ]),
    )}`;
}

type Level = PackSite['report']['frameworks'][number]['levels'][number];

function levelText(level: Level): Html {
  const range = level.low === level.high ? `SEAL-${level.low}` : `SEAL-${level.low} to SEAL-${level.high}`;
  const minimum =
    level.minimum === null
      ? ''
      : `; asked for SEAL-${level.minimum}: ${level.meets === null ? 'not decided' : level.meets ? 'met' : 'not met'}`;
  const basis =
    level.basis === 'assessed' ? html`given by an assessor` : html`read by rules, ${confidence(level.confidence)}`;
  return html`${range}<span class="from">${basis}${minimum}</span>`;
}
