/** The plan: waves with their moves, what does not hold, and the way back. */

import { hoursText, numberText, usdText } from '../../plan/render.ts';
import type { Plan, Wave } from '../../plan/plan.ts';
import { barChart } from '../chart.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { ReportData } from '../report-data.ts';
import { absent, facts, folded, number, table, text } from '../table.ts';

function headline(plan: Plan): Html {
  const { summary } = plan;
  return facts([
    ['Moves', numberText(summary.moves)],
    ['Waves', numberText(plan.waves.length)],
    ['Data', html`${numberText(summary.diskGiB)} <span class="unit">GiB</span>`],
    ['Work', hoursText(summary.hoursLow, summary.hoursHigh)],
    ['Monthly change', summary.deltaUsdPerMonth === null ? 'unknown' : usdText(summary.deltaUsdPerMonth)],
    ['Once', usdText(summary.migrationUsdOneOff)],
    ['Stay', numberText(plan.staying)],
    ['Nowhere to go', numberText(plan.unplaced.length)],
  ]);
}

function waveTable(plan: Plan): Html {
  const rows = plan.waves.map((wave) => ({
    label: wave.startsOn === null ? wave.name : `${wave.name} · ${wave.startsOn}`,
    segments: [
      { value: wave.hoursLow, tone: 'plain' as const, name: 'hours at least' },
      { value: Math.max(0, wave.hoursHigh - wave.hoursLow), tone: 'unknown' as const, name: 'hours more at most' },
    ],
    valueText: hoursText(wave.hoursLow, wave.hoursHigh),
  }));
  return html`${barChart(rows, 'Hours per wave, from low to high estimate')}${table(
    'Waves',
    [
      text('Wave'),
      text('Starts'),
      number('Moves'),
      number('GiB'),
      number('Hours'),
      number('Risk'),
      number('Confidence'),
      number('Not met'),
    ],
    plan.waves.map((wave) => [
      html`<a href="#${wave.name}">${wave.name}</a>`,
      wave.startsOn ?? 'no date',
      numberText(wave.moves.length),
      numberText(wave.diskGiB),
      hoursText(wave.hoursLow, wave.hoursHigh),
      `${wave.riskScore}/100`,
      `${wave.confidencePct} %`,
      numberText(wave.checks.filter((check) => !check.ok).length),
    ]),
  )}`;
}

function list(items: readonly string[], ordered = false): Html {
  const lines = items.map((item) => html`<li>${item}</li>`);
  return ordered
    ? html`<ol>
        ${lines}
      </ol>`
    : html`<ul>
        ${lines}
      </ul>`;
}

function waveDetails(wave: Wave): Html {
  const moves = table(
    `Moves of ${wave.name}`,
    [text('Workload'), text('From'), text('To'), text('As'), number('GiB'), text('First')],
    wave.moves.map((move) => [
      html`${move.workloadName}${move.application === undefined ? '' : html`<br /><span class="sub">${move.application}</span>`}`,
      move.fromSiteId ?? move.fromPlatform,
      move.toSiteId,
      move.sku ?? move.target,
      move.diskGiB === null ? 'unknown' : numberText(move.diskGiB),
      move.conditions.join('; '),
    ]),
  );
  const checks = table(
    `Conditions of ${wave.name}`,
    [text('Condition'), text('Holds'), text('Detail')],
    wave.checks.map((check) => [
      check.check,
      html`<span class="state ${check.ok ? 'good' : 'bad'}">${check.ok ? '✓ yes' : '✗ no'}</span>`,
      check.detail,
    ]),
  );
  return html`<h3 id="${wave.name}">${wave.name}</h3>
    ${list(wave.reasons)}${checks}${folded(`${numberText(wave.moves.length)} moves`, moves)}${folded('The way back', list(wave.fallback, true))}`;
}

export function wavesSection(data: ReportData): Html {
  const { plan } = data;
  if (plan === undefined) return absent('No plan has been made.', 'isthmus plan -o exit.plan');
  if (plan.waves.length === 0)
    return html`${headline(plan)}
      <p>Nothing moves.</p>`;
  return html`${headline(plan)}
    <p class="note">
      At the cutover of its wave each source machine is shut down. It is kept; the plan deletes nothing.
    </p>
    ${waveTable(plan)}${plan.waves.map(waveDetails)}`;
}
