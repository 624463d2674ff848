/** Requirement by requirement: text, reading, confidence, what was looked at, whom it concerns, what to do. */

import { numberText } from '../../plan/render.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { number, table, text } from '../table.ts';
import type { AnswerGroup, JudgedRequirement } from './judge-pack.ts';
import { PACK_STATES } from './judge-pack.ts';
import type { EvidencePackData } from './pack-data.ts';
import { code, confidence, placeName, STATE_WORDS, stateLabel, valueText } from './pack-text.ts';
import { anchor } from './summary.ts';

/** Machines named in a row; the attached list has all of them. */
const NAMES_SHOWN = 12;
/** Rows of one requirement; the attached list goes on. */
const GROUPS_SHOWN = 100;

export function requirementsSection(data: EvidencePackData): Html {
  return html`<p>
      “Reading” is how the text is asked of a workload and a site here, in CEL. Values are those of the check; what
      nobody stated is missing and makes the answer unknown.
    </p>
    ${data.requirements.map(requirement)}`;
}

function requirement({ rule, counts, groups }: JudgedRequirement): Html {
  const { ruleId, reference, title, level, note, remedy, confidence: sure, when, test } = rule.requirement;
  const id = anchor(ruleId);
  const shown = groups.slice(0, GROUPS_SHOWN);
  return html`<article class="requirement" aria-labelledby="${id}">
    <h3 id="${id}">${reference}: ${title}</h3>
    <p class="sub">
      ${code(ruleId)}, level ${level}, reading: ${confidence(sure)}.
      ${PACK_STATES.filter((state) => counts[state] > 0).map((state) => html` ${numberText(counts[state])} ${STATE_WORDS[state].toLowerCase()}.`)}
    </p>
    ${note === undefined ? '' : html`<p>${note}</p>`}
    <dl class="plain">
      ${
        when === undefined
          ? ''
          : html`<dt>Concerns only where</dt>
              <dd>${code(when.text)}</dd>`
      }
      <dt>Reading</dt>
      <dd>${code(test.text)}</dd>
      <dt>Remedy</dt>
      <dd>${remedy}</dd>
    </dl>
    ${
      shown.length === 0
        ? html`<p class="note">It applies to no workload of the estate.</p>`
        : table(
            `What was looked at for ${ruleId}`,
            [
              text('State'),
              text('Where'),
              number('Workloads'),
              text('Values and where they come from'),
              text('Whom it concerns'),
            ],
            shown.map(row),
          )
    }
    ${groups.length > shown.length ? html`<p class="note">${numberText(groups.length - shown.length)} more rows are in the attached list.</p>` : ''}
  </article>`;
}

function row(group: AnswerGroup): readonly (Html | string)[] {
  return [
    html`${stateLabel(group.state)}${group.waiver === null ? '' : html`<span class="from">${group.found ?? ''} and accepted until ${group.waiver.expiresOn}, ${group.waiver.id}</span>`}${group.lapsed === null ? '' : html`<span class="from">A waiver covers it no more: ${group.lapsed.reason}</span>`}`,
    placeName(group),
    numberText(group.workloads.length),
    values(group),
    whom(group),
  ];
}

function values({ evidence, evidenceFrom, missing, error, unclear, remedy, state }: AnswerGroup): Html {
  const entries = Object.entries(evidence);
  return html`<ul class="evidence-list">
      ${entries.map(([name, value]) => {
        const from = evidenceFrom[name];
        return html`<li>
          ${code(`${name} = ${valueText(value)}`)}${from === undefined ? '' : html`<span class="from">${from}</span>`}
        </li>`;
      })}
      ${entries.length === 0 && missing.length === 0 ? html`<li>No value is needed for it.</li>` : ''}
      ${missing.length === 0 ? '' : html`<li>Missing: ${missing.join(', ')}</li>`}
      ${error === null ? '' : html`<li>${error}</li>`}
    </ul>
    ${unclear ? html`<span class="from">It cannot be told whether the regime applies.</span>` : ''}
    ${state === 'unknown' ? html`<span class="from">${remedy}</span>` : ''}`;
}

function whom({ about, workloads, state }: AnswerGroup): string {
  if (about === 'organisation') return 'the organisation';
  if (about === 'site') return 'the site, with all that runs there';
  if (state === 'satisfied') return `${numberText(workloads.length)} workload${workloads.length === 1 ? '' : 's'}`;
  const names = workloads.slice(0, NAMES_SHOWN).map(({ name }) => name);
  const rest = workloads.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${numberText(rest)} more` : names.join(', ');
}
