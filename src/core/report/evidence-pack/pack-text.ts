/** Words and small pieces that several sections share. */

import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { AnswerGroup, PackState } from './judge-pack.ts';

export const STATE_WORDS: Readonly<Record<PackState, string>> = {
  violated: 'Violated',
  unknown: 'Unknown',
  waived: 'Waived',
  satisfied: 'Satisfied',
  'not-applicable': 'Not applicable',
};

/** State in words with a mark of its own: never by colour alone. */
export const stateLabel = (state: PackState): Html => html`<span class="st st-${state}">${STATE_WORDS[state]}</span>`;

export const code = (text: string): Html => html`<code>${text}</code>`;

export function valueText(value: unknown): string {
  return value === undefined || value === null ? 'not known' : (JSON.stringify(value) ?? 'not known');
}

export function confidence(level: string): Html {
  if (level === 'verified') return html`verified`;
  if (level === 'own') return html`<span class="mark">unverified</span>`;
  return html`${{ partly: 'partly verified', secondary: 'second-hand', derived: 'derived' }[level] ?? level}`;
}

export const placeName = ({ siteId }: Pick<AnswerGroup, 'siteId'>): string =>
  siteId === '*' ? 'the organisation' : siteId === '' ? 'no known site' : siteId;
