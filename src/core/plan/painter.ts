/** Lines for a terminal: cut to its width, coloured on request, and with no control character from the data. */

export type Tone = 'plain' | 'title' | 'change' | 'danger' | 'warn' | 'dim';

const CODES: Readonly<Record<Tone, string>> = {
  plain: '',
  title: '\u001b[1m',
  change: '\u001b[33m',
  danger: '\u001b[1;31m',
  warn: '\u001b[35m',
  dim: '\u001b[2m',
};
const RESET = '\u001b[0m';
const MIN_WIDTH = 20;

/** Control, bidirectional-override and line-separator characters, which could forge lines or recolour a terminal. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export function printable(text: string): string {
  return text.replaceAll(UNSAFE, '\uFFFD');
}

export class Painter {
  private readonly color: boolean;
  private readonly width: number;
  private readonly cut: boolean;

  constructor(options: { readonly color: boolean; readonly width: number; readonly all: boolean }) {
    this.color = options.color;
    this.width = Math.max(MIN_WIDTH, options.width);
    this.cut = !options.all;
  }

  line(text: string, tone: Tone = 'plain'): string {
    const safe = printable(text);
    const points = [...safe];
    const shown = this.cut && points.length > this.width ? `${points.slice(0, this.width - 1).join('')}…` : safe;
    const code = CODES[tone];
    return this.color && code !== '' ? `${code}${shown}${RESET}` : shown;
  }
}
