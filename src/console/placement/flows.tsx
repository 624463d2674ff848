/** From where to where, as a Sankey of workloads with the same figures in a table for readers without sight of it. */

import { countText, NOTHING, usdText } from '../shared/format.ts';
import { layOutFlows } from './flow-layout.ts';
import type { Flow } from './flow-layout.ts';

const WIDTH = 720;

const fromText = (siteId: string | null): string => siteId ?? 'no known site';
const toText = (siteId: string | null): string => siteId ?? 'nowhere to go';

export function FlowDiagram({ flows }: { readonly flows: readonly Flow[] }) {
  const { nodes, bands, height } = layOutFlows(flows, WIDTH);
  return (
    <>
      <p className="isthmus-legend">
        <span className="isthmus-swatch isthmus-moves" aria-hidden="true" /> moves{' '}
        <span className="isthmus-swatch isthmus-stays" aria-hidden="true" /> stays, or cannot move
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        width="100%"
        role="img"
        aria-label="Workloads from site to site; the table below says the same"
      >
        {bands.map((band) => (
          <path key={band.key} d={band.path} className={band.moves ? 'isthmus-flow-moves' : 'isthmus-flow-stays'}>
            <title>{`${fromText(band.fromSiteId)} → ${toText(band.toSiteId)}: ${countText(band.workloads)}`}</title>
          </path>
        ))}
        {nodes.map((node) => (
          <g key={node.key}>
            <rect x={node.x} y={node.y} width={node.width} height={node.height} className="isthmus-flow-node" />
            <text
              x={node.textX}
              y={node.y + node.height / 2}
              textAnchor={node.anchor}
              dominantBaseline="middle"
              className="isthmus-flow-text"
            >
              {(node.anchor === 'end' ? fromText : toText)(node.siteId)} {countText(node.workloads)}
            </text>
          </g>
        ))}
      </svg>
      <details>
        <summary>As a table</summary>
        <table className="isthmus-bars isthmus-flow-table" aria-label="Workloads from site to site">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className="isthmus-number">
                Workloads
              </th>
              <th scope="col" className="isthmus-number">
                Cost per month
              </th>
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => (
              <tr key={`${flow.fromSiteId ?? ''} ${flow.toSiteId ?? ''}`}>
                <th scope="row">{fromText(flow.fromSiteId)}</th>
                <td>{toText(flow.toSiteId)}</td>
                <td className="isthmus-number">{countText(flow.workloads)}</td>
                <td className="isthmus-number">{flow.toSiteId === null ? NOTHING : usdText(flow.usdPerMonth)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
