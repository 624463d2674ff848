/** HTML from a template literal: every value is escaped unless it is HTML already. */

import { printable } from '../plan/painter.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return printable(text.replaceAll(/[\r\n\t]+/g, ' ')).replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Text that is known to be HTML. Only `html` and the style sheet make it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

function textOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return escapeHtml(String(value));
}

/** Line breaks of the source are layout of the source: each becomes one space, which HTML ignores between tags. */
const withoutLayout = (part: string): string => part.replaceAll(/\s*\n\s*/g, ' ');

export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, i) => withoutLayout(part) + (i < values.length ? textOf(values[i]) : '')).join(''));
}
