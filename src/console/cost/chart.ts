/** Lines of a chart over months: what each path has cost so far. Pure, so that it can be tested without a page. */

export interface ChartPath {
  readonly id: string;
  readonly title: string;
  readonly values: readonly number[];
}

export interface ChartLine {
  readonly id: string;
  readonly title: string;
  /** Path data of an SVG. */
  readonly d: string;
  readonly endX: number;
  readonly endY: number;
}

export interface ChartTick {
  readonly at: number;
  readonly value: number;
}

export interface Chart {
  readonly lines: readonly ChartLine[];
  readonly yTicks: readonly ChartTick[];
  readonly xTicks: readonly ChartTick[];
}

/** A round step: 1, 2 or 5 times a power of ten, so that at most `most` of them reach `to`. */
export function niceStep(to: number, most: number): number {
  if (to <= 0) return 1;
  const raw = to / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10;
  return step * power;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Starts at nothing before the first month, so that totals so far begin in the corner. */
export function chartOf(paths: readonly ChartPath[], months: number, width: number, height: number): Chart {
  const highest = Math.max(1, ...paths.flatMap(({ values }) => values));
  const step = niceStep(highest, 4);
  const top = Math.ceil(highest / step) * step;
  const x = (month: number): number => rounded((month / Math.max(1, months)) * width);
  const y = (value: number): number => rounded(height - (value / top) * height);
  const every = Math.max(1, Math.ceil(months / 6 / 6)) * 6;
  return {
    lines: paths.map(({ id, title, values }) => {
      const points = [0, ...values].map((value, month) => `${x(month)} ${y(value)}`);
      return { id, title, d: `M${points.join('L')}`, endX: x(values.length), endY: y(values.at(-1) ?? 0) };
    }),
    yTicks: Array.from({ length: Math.round(top / step) + 1 }, (_, at) => ({ at: y(at * step), value: at * step })),
    xTicks: Array.from({ length: Math.floor(months / every) + 1 }, (_, at) => ({
      at: x(at * every),
      value: at * every,
    })),
  };
}

/** Widths of a tornado's bars in per cent of the room, around the likely value. */
export function tornadoBars(
  likely: number,
  bars: readonly { readonly input: string; readonly atLow: number; readonly atHigh: number }[],
): readonly { readonly input: string; readonly left: number; readonly width: number }[] {
  const reach = Math.max(
    1e-9,
    ...bars.flatMap(({ atLow, atHigh }) => [Math.abs(atLow - likely), Math.abs(atHigh - likely)]),
  );
  return bars.map(({ input, atLow, atHigh }) => {
    const from = Math.min(atLow, atHigh, likely);
    const to = Math.max(atLow, atHigh, likely);
    return {
      input,
      left: rounded(50 + ((from - likely) / reach) * 50),
      width: Math.max(0.5, rounded(((to - from) / reach) * 50)),
    };
  });
}

/** Money by group and path, groups that are nothing everywhere left out, the dearest first. */
export function byGroup(
  lines: readonly {
    readonly pathId: string;
    readonly group: string;
    readonly usd: { readonly likely: number } | null;
  }[],
  pathIds: readonly string[],
): readonly { readonly group: string; readonly usd: readonly number[] }[] {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return groups
    .map((group) => ({
      group,
      usd: pathIds.map((id) =>
        lines.reduce(
          (sum, line) => sum + (line.group === group && line.pathId === id ? (line.usd?.likely ?? 0) : 0),
          0,
        ),
      ),
    }))
    .filter(({ usd }) => usd.some((value) => value !== 0))
    .sort((a, b) => Math.max(...b.usd) - Math.max(...a.usd) || (a.group < b.group ? -1 : 1));
}

interface StackPart {
  readonly month: number;
  readonly group: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One column per month, its groups on top of each other in the order given, the first at the bottom. */
export function stacksOf(
  lines: readonly { readonly group: string; readonly perMonth: readonly number[] }[],
  order: readonly string[],
  months: number,
  width: number,
  height: number,
): readonly StackPart[] {
  const sums = Array.from({ length: months }, (_, at) =>
    order.map((group) => lines.reduce((sum, line) => sum + (line.group === group ? (line.perMonth[at] ?? 0) : 0), 0)),
  );
  const highest = Math.max(1e-9, ...sums.map((groups) => groups.reduce((sum, usd) => sum + usd, 0)));
  const each = width / Math.max(1, months);
  return sums.flatMap((groups, at) => {
    let below = 0;
    return groups.flatMap((usd, index) => {
      if (usd <= 0) return [];
      const part = {
        month: at + 1,
        group: order[index] ?? '',
        x: rounded(at * each + each * 0.1),
        y: rounded(height - ((below + usd) / highest) * height),
        width: rounded(each * 0.8),
        height: rounded((usd / highest) * height),
      };
      below += usd;
      return [part];
    });
  });
}
