/** Tables with a caption and headed columns; long ones are folded, and what is left out is counted. */

import { numberText } from '../plan/render.ts';
import type { Html, HtmlValue } from './html.ts';
import { html } from './html.ts';

export interface Column {
  readonly name: string;
  readonly numeric?: boolean;
}

export const text = (name: string): Column => ({ name });
export const number = (name: string): Column => ({ name, numeric: true });

/** Rows beyond this are counted instead of written, so that a report of a large estate still opens. */
const MAX_ROWS = 5000;

/** The first cell of each row is its heading. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly HtmlValue[])[]): Html {
  const shown = rows.slice(0, MAX_ROWS);
  const left = rows.length - shown.length;
  const cells = (row: readonly HtmlValue[]): Html[] =>
    row.map((value, i) => {
      const numeric = columns[i]?.numeric === true;
      if (i === 0) return html`<th scope="row">${value}</th>`;
      return numeric ? html`<td class="n">${value}</td>` : html`<td>${value}</td>`;
    });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col" ${column.numeric === true ? html` class="n"` : ''}>${column.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) =>
              html`<tr>
                ${cells(row)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${left > 0 ? html`<p class="note">${numberText(left)} more rows are left out of this file; the command line and the API list all of them.</p>` : ''}`;
}

export function folded(summary: string, content: Html): Html {
  return html`<details>
    <summary>${summary}</summary>
    ${content}
  </details>`;
}

/** What a section says when its part is not there. */
export function absent(what: string, command: string): Html {
  return html`<p class="absent">${what} To get it, run <code>${command}</code> and make the report again.</p>`;
}

export function facts(items: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">
    ${items.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
