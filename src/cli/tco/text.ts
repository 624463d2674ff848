/** A total cost as people read it. */

import type { TcoDocument } from '../../api/costs.ts';
import { countText, plural, usdText } from '../output/format.ts';
import { table } from '../output/table.ts';

type Path = TcoDocument['paths'][number];
type Range = NonNullable<Path['usd']>;
const NONE = '–';
const BARS = 8;
const LINES = 14;
const ASKS = 10;

/** Whole dollars with the sign before: "-$1,200". */
export const money = (usd: number): string =>
  `${usd < -0.5 ? '-' : ''}${usdText(Math.round(Math.abs(usd))) ?? ''}`.replace(/\.00$/, '');

export const rangeText = ({ low, likely, high }: Range): string =>
  low === high ? money(likely) : `${money(low)} – ${money(likely)} – ${money(high)}`;

export function tcoText(tco: TcoDocument, wide: boolean): string {
  const base = tco.paths.find(({ id }) => id === tco.basePath);
  return [
    `${plural(tco.months, 'month')} from ${tco.from}, gen/${tco.generation}; low – likely – high, US dollars`,
    '',
    pathTable(tco),
    ...tco.paths.flatMap(({ id, notes }) => notes.map((note) => `  ${id}: ${note}`)),
    '',
    ...tco.paths.flatMap((path) => (wide || path.id === dearestOf(tco)?.id ? lineTable(tco, path.id, wide) : [])),
    ...(base === undefined ? [] : tornado(tco, wide)),
    ...pathMonths(tco),
    ...askLines(tco),
    ...tco.warnings.map((warning) => `! ${warning}`),
    '',
    'Lines with formulas and sources: isthmus tco -o json; a workbook that computes: isthmus tco --out tco.xlsx',
    '',
  ].join('\n');
}

const saved = ({ savesNetPresentUsd }: Path): number => savesNetPresentUsd ?? -Number.MAX_VALUE;

/** The path most is said of: the one that saves most, else the base. */
const dearestOf = ({ paths, basePath }: TcoDocument): Path | undefined =>
  [...paths].filter(({ id }) => id !== basePath).sort((a, b) => saved(b) - saved(a))[0] ?? paths[0];

/** Nothing for the base, for one without moves, and for one that comes to the same. */
const savesText = ({ id, savesNetPresentUsd, unlike, usd, moves }: Path, basePath: string): string => {
  if (savesNetPresentUsd !== null) return money(savesNetPresentUsd);
  return id !== basePath && moves > 0 && (unlike > 0 || usd === null) ? 'unknown' : '';
};

function pathTable({ paths, basePath }: TcoDocument): string {
  return table(
    {
      noun: 'path',
      items: paths,
      name: ({ id }) => id,
      columns: [
        { header: 'PATH', value: ({ id }) => id },
        { header: 'MOVES', value: ({ moves }) => countText(moves), align: 'right' },
        { header: 'TOTAL', value: ({ usd }) => (usd === null ? NONE : rangeText(usd)), align: 'right' },
        {
          header: 'PRESENT VALUE',
          value: ({ netPresentUsd }) => (netPresentUsd === null ? NONE : money(netPresentUsd.likely)),
          align: 'right',
        },
        {
          header: 'SAVES',
          value: (path) => savesText(path, basePath),
          align: 'right',
        },
        {
          header: 'BREAK-EVEN',
          value: ({ savesNetPresentUsd, breakEvenMonth }) =>
            savesNetPresentUsd === null ? '' : breakEvenMonth === null ? 'not within' : `month ${breakEvenMonth}`,
        },
        { header: 'UNPRICED WORKLOADS', value: ({ unpriced }) => countText(unpriced), align: 'right' },
        { header: 'LINES', value: ({ unpricedLines }) => countText(unpricedLines), align: 'right' },
      ],
    },
    false,
  );
}

function lineTable({ lines, inputs }: TcoDocument, pathId: string, wide: boolean): string[] {
  const known = new Map(inputs.map((entry) => [entry.id, entry]));
  const own = lines
    .filter((line) => line.pathId === pathId)
    .sort((a, b) => (b.usd?.likely ?? Infinity) - (a.usd?.likely ?? Infinity) || (a.id < b.id ? -1 : 1));
  const shown = wide ? own : own.filter(({ usd }) => usd !== null).slice(0, LINES);
  return [
    `${pathId}:`,
    table(
      {
        noun: 'line',
        items: shown,
        name: ({ id }) => id,
        columns: [
          { header: 'SITE', value: ({ siteId }) => siteId ?? '' },
          { header: 'LINE', value: ({ title }) => title },
          { header: 'TOTAL', value: ({ usd }) => (usd === null ? 'no price' : rangeText(usd)), align: 'right' },
          {
            header: 'SOURCE',
            value: ({ inputs: read }) =>
              read.some((id) => known.get(id)?.unverified === true) ? 'in part unverified' : '',
          },
          ...(wide ? [{ header: 'FORMULA', value: ({ formula }: TcoDocument['lines'][number]) => formula }] : []),
        ],
      },
      false,
    ),
    ...(shown.length < own.length ? [`  ${countText(own.length - shown.length)} more (-o wide)`] : []),
    '',
  ];
}

function tornado(tco: TcoDocument, wide: boolean): string[] {
  const path = dearestOf(tco);
  const present = path?.netPresentUsd ?? null;
  if (path === undefined || present === null || path.tornado.length === 0) return [];
  const titles = new Map(tco.inputs.map(({ id, title }) => [id, title]));
  const bars = path.tornado.slice(0, wide ? undefined : BARS);
  const widest = Math.max(...bars.map(({ swing }) => swing), 1);
  const width = Math.max(...bars.map(({ input }) => (titles.get(input) ?? input).length));
  return [
    `What moves ${path.id} most (present value ${money(present.likely)}):`,
    ...bars.map(
      ({ input, atLow, atHigh, swing }) =>
        `  ${(titles.get(input) ?? input).padEnd(width)}  ${'█'.repeat(Math.max(1, Math.round((swing / widest) * 20))).padEnd(20)}  ${money(atLow)} … ${money(atHigh)}`,
    ),
    '',
  ];
}

/** Every sixth month, cumulated. */
function pathMonths({ paths, months }: TcoDocument): string[] {
  const marks = Array.from({ length: Math.floor(months / 6) }, (_, at) => (at + 1) * 6);
  if (marks.length === 0) return [];
  return [
    'Paid by the end of month:',
    table(
      {
        noun: 'path',
        items: paths,
        name: ({ id }) => id,
        columns: [
          { header: 'PATH', value: ({ id }) => id },
          ...marks.map((mark) => ({
            header: String(mark),
            value: ({ cumulative, usd }: Path) => (usd === null ? NONE : money(cumulative[mark - 1] ?? 0)),
            align: 'right' as const,
          })),
        ],
      },
      false,
    ),
  ];
}

function askLines({ asks }: TcoDocument): string[] {
  if (asks.length === 0) return [];
  return [
    '',
    'Not priced, or on an assumption, until somebody says:',
    ...asks.slice(0, ASKS).map(({ ask, lines }) => `? ${ask}  (${plural(lines.length, 'line')})`),
    ...(asks.length > ASKS ? [`  ${countText(asks.length - ASKS)} more (-o json)`] : []),
  ];
}
