/** Places in a text by line. Pure. */

/** Line that a cause names: "sites[0].id (line 3)", "line 2, column 1". */
export function lineOf(where: string): number | undefined {
  const line = /\bline (\d+)/.exec(where)?.[1];
  return line === undefined ? undefined : Number(line);
}

/** From where to where the line goes, and how far down the text it is, 0 to 1. A line past the end is the last one. */
export function spanOfLine(text: string, line: number): { start: number; end: number; top: number } {
  const lines = text.split('\n');
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
  return { start, end: start + (lines[index] ?? '').length, top: Math.max(0, index - 3) / lines.length };
}
