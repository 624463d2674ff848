/** Levels of sites over the objectives of a framework. The table below it says the same in figures. */

import type { FrameworkDocument } from '../../api/sovereignty.ts';
import { anchorAt, pointAt, polygonOf, ringOf } from './radar.ts';

const RADIUS = 150;
const MARGIN_X = 215;
const MARGIN_Y = 34;
const TOP = 4;
/** Dashes tell sites apart where colours do not. */
const DASHES = ['', '7 4', '2 3', '9 3 2 3'];
const COLOURS = ['var(--isthmus-accent)', 'var(--isthmus-not-ready)', 'var(--isthmus-ready)', 'var(--isthmus-unknown)'];

export interface ChartedSite {
  readonly id: string;
  readonly title: string;
  readonly framework: FrameworkDocument;
}

/** More would be a tangle. */
export const MOST_CHARTED = COLOURS.length;

export function RadarChart({ sites }: { readonly sites: readonly ChartedSite[] }) {
  const objectives = sites[0]?.framework.levels ?? [];
  const axes = objectives.length;
  const width = 2 * (RADIUS + MARGIN_X);
  const height = 2 * (RADIUS + MARGIN_Y);
  return (
    <figure className="isthmus-radar">
      <svg viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`} role="img" aria-label={summaryOf(sites)}>
        {[1, 2, 3, 4].map((level) => (
          <g key={level}>
            <polygon
              points={polygonOf(
                objectives.map(() => level),
                TOP,
                RADIUS,
              )}
              fill="none"
              stroke="currentColor"
              strokeOpacity={0.2}
            />
            <text x={4} y={pointAt(0, axes, level, TOP, RADIUS).y + 12} fontSize={11} fill="currentColor">
              {level}
            </text>
          </g>
        ))}
        {objectives.map(({ id, name }, axis) => {
          const end = pointAt(axis, axes, TOP, TOP, RADIUS);
          const label = pointAt(axis, axes, TOP, TOP, RADIUS + 14);
          return (
            <g key={id}>
              <line x1={0} y1={0} x2={end.x} y2={end.y} stroke="currentColor" strokeOpacity={0.2} />
              <text x={label.x} y={label.y + 4} fontSize={12} fill="currentColor" textAnchor={anchorAt(label)}>
                {id} {name}
              </text>
            </g>
          );
        })}
        {sites.map(({ id, framework: { levels } }, at) => (
          <g key={id}>
            <path
              d={ringOf(
                levels.map(({ low }) => low),
                levels.map(({ high }) => high),
                TOP,
                RADIUS,
              )}
              fill={COLOURS[at]}
              fillOpacity={0.12}
              fillRule="evenodd"
            />
            <polygon
              points={polygonOf(
                levels.map(({ low }) => low),
                TOP,
                RADIUS,
              )}
              fill="none"
              stroke={COLOURS[at]}
              strokeWidth={2.5}
              strokeDasharray={DASHES[at]}
              strokeLinejoin="round"
            />
          </g>
        ))}
      </svg>
      <figcaption className="isthmus-legend">
        {sites.map(({ id, title }, at) => (
          <span key={id} className="isthmus-legend-entry">
            <svg width={36} height={8} aria-hidden="true">
              <line x1={0} x2={36} y1={4} y2={4} stroke={COLOURS[at]} strokeWidth={2.5} strokeDasharray={DASHES[at]} />
            </svg>{' '}
            {title}
          </span>
        ))}
        <span>Lines: reached for certain. Shaded: not ruled out, something is missing.</span>
      </figcaption>
    </figure>
  );
}

const summaryOf = (sites: readonly ChartedSite[]): string =>
  `Levels per objective. ${sites.map(({ title, framework: { result } }) => `${title}: ${result}`).join('. ')}. The table below has all of them.`;
