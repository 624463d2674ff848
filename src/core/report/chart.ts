/**
 * Horizontal bars as inline SVG. Each chart is a picture with one sentence for those who cannot see it; the numbers
 * are always in a table beside it. Segments differ by pattern as well as by colour.
 */

import { numberText } from '../plan/render.ts';
import { Html, html } from './html.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'unknown' | 'plain' | 'soft';

export interface Segment {
  readonly value: number;
  readonly tone: Tone;
  readonly name: string;
}

export interface BarRow {
  readonly label: string;
  readonly segments: readonly Segment[];
  /** Text behind the bar; the sum by default. */
  readonly valueText?: string;
}

const WIDTH = 720;
const LABEL_WIDTH = 240;
const VALUE_WIDTH = 125;
const ROW_HEIGHT = 26;
const BAR_HEIGHT = 16;
const LABEL_MAX = 31;

const round = (value: number): number => Math.round(value * 100) / 100;

function cut(text: string): string {
  const points = [...text];
  return points.length > LABEL_MAX ? `${points.slice(0, LABEL_MAX - 1).join('')}…` : text;
}

function rowOf(row: BarRow, y: number, scale: number): Html {
  let x = LABEL_WIDTH;
  const bars = row.segments
    .filter(({ value }) => value > 0)
    .map(({ value, tone, name }) => {
      const width = Math.max(1, value * scale);
      const bar = html`<rect
        class="bar ${tone}"
        x="${round(x)}"
        y="${y + 4}"
        width="${round(width)}"
        height="${BAR_HEIGHT}"
        ><title>${row.label}: ${name} ${numberText(value)}</title></rect
      >`;
      x += width;
      return bar;
    });
  const total = row.segments.reduce((sum, { value }) => sum + value, 0);
  return html`<text class="label" x="${LABEL_WIDTH - 8}" y="${y + 17}" text-anchor="end">${cut(row.label)}</text
    >${bars}<text class="value" x="${round(x + 6)}" y="${y + 17}">${row.valueText ?? numberText(total)}</text>`;
}

/** `description` says in one sentence what the picture shows. */
export function barChart(rows: readonly BarRow[], description: string): Html {
  if (rows.length === 0) return html``;
  const most = Math.max(...rows.map((row) => row.segments.reduce((sum, { value }) => sum + value, 0)), 1);
  const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / most;
  const height = rows.length * ROW_HEIGHT;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${description}">
    ${rows.map((row, i) => rowOf(row, i * ROW_HEIGHT, scale))}
  </svg>`;
}

/** Names of the tones used in a chart, with their pattern. */
export function legend(items: readonly (readonly [Tone, string])[]): Html {
  return html`<ul class="legend" aria-label="Legend">
    ${items.map(
      ([tone, name]) =>
        html`<li>
          <svg width="16" height="16" aria-hidden="true"><rect class="bar ${tone}" width="16" height="16" /></svg>
          ${name}
        </li>`,
    )}
  </ul>`;
}

/** Patterns that the bars of every chart refer to; once per page. */
export const CHART_DEFINITIONS = new Html(
  '<svg width="0" height="0" aria-hidden="true" focusable="false" class="definitions"><defs>' +
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="p-unknown"/><rect width="2" height="6" class="p-line"/></pattern>' +
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="p-warn"/><circle cx="3" cy="3" r="1.2" class="p-line"/></pattern>' +
    '<pattern id="cross" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" class="p-bad"/><path d="M0 0L7 7M7 0L0 7" class="p-stroke"/></pattern>' +
    '</defs></svg>',
);
