/** A Sankey of flows between sites. One stop of the keyboard; arrows go from flow to flow, Enter chooses one. */

import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { countOf, usdText } from '../shared/format.ts';
import { useWidth } from '../shared/width.ts';
import { endText } from './flow-groups.ts';
import type { FlowEnd, FlowGroup, FlowMeasure } from './flow-groups.ts';
import { layOutFlows, NODE_WIDTH } from './flow-layout.ts';
import type { FlowNode } from './flow-layout.ts';

const FIRST_WIDTH = 720;
/** Mean width of a character of the labels, in pixels. */
const CHARACTER = 6.8;

interface FlowChartProps {
  readonly label: string;
  readonly groups: readonly FlowGroup[];
  readonly measure: FlowMeasure;
  readonly names?: { readonly from: EndName; readonly to: EndName };
  /** Without money: flows that have no cost of their own. */
  readonly isCountOnly?: boolean;
  readonly onChoose?: (group: FlowGroup) => void;
}
type EndName = (end: FlowEnd) => string;

const NAMES = {
  from: (end: FlowEnd) => endText(end, 'from'),
  to: (end: FlowEnd) => endText(end, 'to'),
};

export function FlowChart(props: FlowChartProps) {
  const { label, groups, measure, names = NAMES, isCountOnly = false, onChoose } = props;
  const { ref, width } = useWidth<HTMLDivElement>(FIRST_WIDTH);
  const id = useId();
  const [looked, setLooked] = useState<{ readonly group?: string; readonly node?: string }>({});
  const { nodes, bands, height, labelWidth } = layOutFlows(groups, measure, width);
  const at = groups.findIndex(({ key }) => key === looked.group);

  const textOf = (group: FlowGroup): string =>
    `${names.from(group.from)} → ${names.to(group.to)}: ${amountText(group, isCountOnly)}`;
  const detail = (): string => {
    const group = groups[at];
    if (group !== undefined) return textOf(group);
    const node = nodes.find(({ key }) => key === looked.node);
    if (node === undefined) return '';
    return `${node.side === 'from' ? 'from' : 'to'} ${names[node.side](node.end)}: ${amountText(node, isCountOnly)}`;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = KEYS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(groups.length - 1, Math.max(0, at + step));
      setLooked({ group: groups[next]?.key ?? '' });
    } else if (event.key === 'Escape') setLooked({});
    else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const group = groups[at];
      if (group !== undefined) onChoose?.(group);
    }
  };
  const isDim = (group: FlowGroup, fromKey: string, toKey: string): boolean =>
    (looked.group !== undefined && looked.group !== group.key) ||
    (looked.node !== undefined && looked.node !== fromKey && looked.node !== toKey);
  const shown = detail();
  return (
    <>
      <div
        ref={ref}
        className="isthmus-flows"
        role="listbox"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={at < 0 ? undefined : `${id}${at}`}
        onKeyDown={onKeyDown}
        onBlur={() => setLooked({})}
        onMouseLeave={() => setLooked({})}
      >
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="presentation">
          {bands.map(({ group, path, fromKey, toKey }, index) => (
            <path
              key={group.key}
              id={`${id}${index}`}
              d={path}
              role="option"
              aria-selected={index === at}
              aria-label={textOf(group)}
              className={`isthmus-flow isthmus-flow-${group.kind}${isDim(group, fromKey, toKey) ? ' isthmus-dim' : ''}`}
              onMouseEnter={() => setLooked({ group: group.key })}
              onClick={() => onChoose?.(group)}
            />
          ))}
          <g aria-hidden="true">
            {nodes.map((node) => (
              <NodeMark
                key={node.key}
                node={node}
                name={names[node.side](node.end)}
                labelWidth={labelWidth}
                onLook={() => setLooked({ node: node.key })}
              />
            ))}
          </g>
        </svg>
      </div>
      <p className="isthmus-flow-detail" aria-hidden="true">
        {shown === ''
          ? `Point at a flow, or use the arrow keys, to read it${onChoose === undefined ? '.' : '; choose it to list its workloads.'}`
          : shown}
      </p>
    </>
  );
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -100_000,
  End: 100_000,
};

interface NodeMarkProps {
  readonly node: FlowNode;
  readonly name: string;
  readonly labelWidth: number;
  readonly onLook: () => void;
}

function NodeMark({ node, name, labelWidth, onLook }: NodeMarkProps) {
  const anchor = node.side === 'from' ? 'end' : 'start';
  const none = node.side === 'to' && node.end.kind === 'none';
  return (
    <g onMouseEnter={onLook}>
      <rect
        x={node.x}
        y={node.y}
        width={NODE_WIDTH}
        height={node.height}
        className={none ? 'isthmus-flow-none' : 'isthmus-flow-node'}
      />
      <text x={node.textX} y={node.textY} textAnchor={anchor} dominantBaseline="central" className="isthmus-flow-text">
        <title>{name}</title>
        {shortened(name, Math.floor((labelWidth - 8) / CHARACTER))}
      </text>
    </g>
  );
}

/** Names of sites often differ at their end only: the middle is left out. */
function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
}

function amountText(
  { workloads, usdPerMonth }: { readonly workloads: number; readonly usdPerMonth: number },
  isCountOnly: boolean,
): string {
  const count = countOf(workloads, 'workload');
  return isCountOnly || usdPerMonth === 0 ? count : `${count}, ${usdText(usdPerMonth)} a month`;
}
