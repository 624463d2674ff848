/** What each path has cost so far, month by month. The table of paths says the same in figures. */

import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import type { TcoDocument } from '../../api/costs.ts';
import { usdText } from '../shared/format.ts';
import { useWidth } from '../shared/width.ts';
import { chartOf } from './chart.ts';

const HEIGHT = 240;
const LEFT = 90;
const BELOW = 28;
const ABOVE = 10;
/** Dashes tell lines apart where colours do not. */
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 5', '12 4', '4 2', '10 2 2 2'];

export function PathChart({ tco }: { readonly tco: TcoDocument }) {
  const { ref, width } = useWidth<HTMLDivElement>(900);
  const inner = Math.max(200, width - LEFT - 12);
  const chart = chartOf(
    tco.paths.map(({ id, title, cumulative }) => ({ id, title, values: cumulative })),
    tco.months,
    inner,
    HEIGHT,
  );
  return (
    <Card isCompact>
      <CardTitle component="h2">Paid so far</CardTitle>
      <CardBody>
        <div ref={ref}>
          <svg
            width={inner + LEFT + 12}
            height={HEIGHT + BELOW + ABOVE}
            role="img"
            aria-label={`Paid by the end of month ${tco.months}: ${tco.paths.map(({ title, usd }) => `${title} ${usdText(usd?.likely)}`).join(', ')}`}
          >
            <g transform={`translate(${LEFT} ${ABOVE})`}>
              {chart.yTicks.map(({ at, value }) => (
                <g key={value}>
                  <line x1={0} x2={inner} y1={at} y2={at} stroke="currentColor" strokeOpacity={0.15} />
                  <text x={-8} y={at + 4} textAnchor="end" fontSize={12} fill="currentColor">
                    {usdText(value)}
                  </text>
                </g>
              ))}
              {chart.xTicks.map(({ at, value }) => (
                <text key={value} x={at} y={HEIGHT + 18} textAnchor="middle" fontSize={12} fill="currentColor">
                  {value}
                </text>
              ))}
              {chart.lines.map(({ id, d }, at) => (
                <path
                  key={id}
                  d={d}
                  fill="none"
                  stroke={id === tco.basePath ? 'var(--isthmus-not-ready)' : 'var(--isthmus-accent)'}
                  strokeWidth={2}
                  strokeDasharray={DASHES[at % DASHES.length]}
                />
              ))}
            </g>
          </svg>
        </div>
        <ul className="isthmus-legend">
          {tco.paths.map(({ id, title }, at) => (
            <li key={id} className="isthmus-legend-entry">
              <svg width={36} height={8} aria-hidden="true">
                <line
                  x1={0}
                  x2={36}
                  y1={4}
                  y2={4}
                  stroke={id === tco.basePath ? 'var(--isthmus-not-ready)' : 'var(--isthmus-accent)'}
                  strokeWidth={2}
                  strokeDasharray={DASHES[at % DASHES.length]}
                />
              </svg>{' '}
              {title}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
