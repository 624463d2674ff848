/** Places of a radar chart: one axis per objective, one polygon per site. Pure. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a level lies on an axis. The first axis points up, the others follow clockwise. */
export function pointAt(axis: number, axes: number, level: number, top: number, radius: number): Point {
  const angle = (2 * Math.PI * axis) / axes - Math.PI / 2;
  const length = (level / top) * radius;
  return { x: round(Math.cos(angle) * length), y: round(Math.sin(angle) * length) };
}

/** "x,y x,y …" for an SVG polygon of these levels. */
export const polygonOf = (levels: readonly number[], top: number, radius: number): string =>
  levels
    .map((level, axis) => pointAt(axis, levels.length, level, top, radius))
    .map(({ x, y }) => `${x},${y}`)
    .join(' ');

/**
 * Path of the ring between the lowest and the highest levels possible: filled with the rule evenodd, only what is open
 * is coloured.
 */
export function ringOf(low: readonly number[], high: readonly number[], top: number, radius: number): string {
  const path = (levels: readonly number[]): string => `M${polygonOf(levels, top, radius).replaceAll(' ', 'L')}Z`;
  return `${path(high)}${path(low)}`;
}

/** Which way a label at the end of an axis is written. */
export function anchorAt({ x }: Point): 'start' | 'middle' | 'end' {
  if (Math.abs(x) < 1) return 'middle';
  return x > 0 ? 'start' : 'end';
}

const round = (value: number): number => Math.round(value * 10) / 10 + 0;
