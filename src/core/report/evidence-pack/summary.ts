/** The result in numbers: by requirement, in workloads, with what is unknown beside what is satisfied. */

import { numberText } from '../../plan/render.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { number, table, text } from '../table.ts';
import { PACK_STATES } from './judge-pack.ts';
import type { EvidencePackData } from './pack-data.ts';
import { STATE_WORDS } from './pack-text.ts';

const plural = (count: number, one: string): string => `${numberText(count)} ${one}${count === 1 ? '' : 's'}`;

/** What can be said of the regime in one sentence. It is only ever met when nothing at all is open. */
export function verdict({ requirements, workloads }: EvidencePackData): Html {
  const must = requirements.filter(({ rule }) => rule.requirement.level === 'must');
  const broken = must.filter(({ counts }) => counts.violated > 0).length;
  const open = must.filter(({ counts }) => counts.unknown > 0).length;
  const waived = must.filter(({ counts }) => counts.waived > 0).length;
  const met = must.some(({ counts }) => counts.satisfied > 0);
  const parts = [
    ...(broken > 0 ? [`${plural(broken, 'binding requirement')} violated`] : []),
    ...(open > 0 ? [`${plural(open, 'binding requirement')} not decided for every workload`] : []),
    ...(waived > 0 ? [`${plural(waived, 'binding requirement')} accepted under a waiver for some`] : []),
  ];
  const words =
    workloads === 0
      ? 'There is no workload to judge.'
      : parts.length > 0
        ? `Not shown to be met: ${parts.join(', ')}.`
        : met
          ? 'Every binding requirement is satisfied wherever it applies.'
          : 'No binding requirement applies to any workload.';
  return html`<p class="verdict ${broken > 0 ? 'bad' : parts.length === 0 && met ? 'good' : ''}">${words}</p>`;
}

export function summarySection(data: EvidencePackData): Html {
  const rows = data.requirements.map(({ rule, counts }) => {
    const { ruleId, reference, title, level } = rule.requirement;
    return [
      html`<a href="#${anchor(ruleId)}">${reference}</a><br /><span class="sub">${title}</span>`,
      level,
      ...PACK_STATES.map((state) => numberText(counts[state])),
    ];
  });
  return html`${verdict(data)}
    <p>
      Each row adds up to ${plural(data.workloads, 'workload')}. Unknown is neither satisfied nor violated: no share of
      what is satisfied is given, since it would hide it. A binding requirement has the level “must”; “should” and
      “warn” are shown and forbid nothing.
    </p>
    ${data.withoutSite > 0 ? html`<p class="note">No site is known for ${plural(data.withoutSite, 'workload')}: what hangs on the site is unknown for them.</p>` : ''}
    ${table('Workloads by requirement and state', [text('Requirement'), text('Level'), ...PACK_STATES.map((state) => number(STATE_WORDS[state]))], rows)}`;
}

export const anchor = (ruleId: string): string => `r-${ruleId.replaceAll(/[^\w-]/g, '-')}`;
