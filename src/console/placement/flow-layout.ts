/** Lays out two columns of sites and the bands between them. Pure: amounts in, coordinates out. */

import type { FlowEnd, FlowGroup, FlowMeasure } from './flow-groups.ts';

export interface FlowNode {
  readonly key: string;
  readonly side: 'from' | 'to';
  readonly end: FlowEnd;
  readonly workloads: number;
  readonly usdPerMonth: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly textX: number;
  /** Middle of the node's slot, where its text stands. */
  readonly textY: number;
}

export interface FlowBand {
  readonly group: FlowGroup;
  readonly fromKey: string;
  readonly toKey: string;
  readonly path: string;
}

export interface FlowLayout {
  readonly nodes: readonly FlowNode[];
  readonly bands: readonly FlowBand[];
  readonly height: number;
  /** Room for the text beside each column. */
  readonly labelWidth: number;
}

export const NODE_WIDTH = 10;
/** A line of text: nodes stand at least so far from each other. */
const SLOT = 18;
const GAP = 6;
const LEAST_HEIGHT = 300;
const LEAST_BAND = 1;
const TEXT_GAP = 6;

interface Column {
  readonly end: FlowEnd;
  readonly amount: number;
  readonly workloads: number;
  readonly usdPerMonth: number;
}

/** @param width of the drawing, in the units of its coordinates. */
export function layOutFlows(groups: readonly FlowGroup[], measure: FlowMeasure, width: number): FlowLayout {
  const labelWidth = Math.min(170, Math.max(70, width * 0.27));
  const left = columnOf(groups, 'from', measure).toSorted(bySize);
  const rank = new Map(left.map(({ end }, index) => [end.key, index]));
  const right = columnOf(groups, 'to', measure)
    .map((column) => ({ ...column, pull: pullOf(groups, column.end, measure, rank) }))
    // What goes nowhere stands last; the others lie across from where they come from, so that few bands cross.
    .toSorted((a, b) => order(a.end) - order(b.end) || a.pull - b.pull || bySize(a, b));
  const total = groups.reduce((sum, group) => sum + group[measure], 0);
  const most = Math.max(left.length, right.length);
  const room = Math.max(LEAST_HEIGHT, most * SLOT) - most * GAP;
  const scale = total === 0 ? 0 : room / total;

  const nodes = [
    ...stack(left, 'from', scale, labelWidth, labelWidth - TEXT_GAP),
    ...stack(right, 'to', scale, width - labelWidth - NODE_WIDTH, width - labelWidth + TEXT_GAP),
  ];
  const at = new Map(nodes.map((node) => [node.key, node]));
  const bands = bandsOf(groups, measure, scale, at);
  const height = Math.max(SLOT, ...nodes.map((node) => Math.max(node.y + node.height, node.textY + SLOT / 2)));
  return { nodes, bands, height: Math.ceil(height) + 2, labelWidth };
}

function columnOf(groups: readonly FlowGroup[], side: 'from' | 'to', measure: FlowMeasure): Column[] {
  const columns = new Map<string, Column>();
  for (const group of groups) {
    const end = group[side];
    const { amount = 0, workloads = 0, usdPerMonth = 0 } = columns.get(end.key) ?? {};
    columns.set(end.key, {
      end,
      amount: amount + group[measure],
      workloads: workloads + group.workloads,
      usdPerMonth: usdPerMonth + group.usdPerMonth,
    });
  }
  return [...columns.values()];
}

const ORDERS = { site: 0, others: 1, none: 2 } as const;
const order = ({ kind }: FlowEnd): number => ORDERS[kind];

function bySize(a: Column, b: Column): number {
  return order(a.end) - order(b.end) || b.amount - a.amount || (a.end.key < b.end.key ? -1 : 1);
}

/** Mean place in the left column of what flows here. */
function pullOf(
  groups: readonly FlowGroup[],
  end: FlowEnd,
  measure: FlowMeasure,
  rank: ReadonlyMap<string, number>,
): number {
  let sum = 0;
  let weight = 0;
  for (const group of groups) {
    if (group.to.key !== end.key) continue;
    sum += group[measure] * (rank.get(group.from.key) ?? 0);
    weight += group[measure];
  }
  return weight === 0 ? 0 : sum / weight;
}

function stack(columns: readonly Column[], side: 'from' | 'to', scale: number, x: number, textX: number): FlowNode[] {
  let y = 2;
  return columns.map(({ end, amount, workloads, usdPerMonth }) => {
    const height = Math.max(LEAST_BAND, amount * scale);
    const slot = Math.max(SLOT - GAP, height);
    const node = {
      key: nodeKey(side, end),
      side,
      end,
      workloads,
      usdPerMonth,
      x,
      y: y + (slot - height) / 2,
      height,
      textX,
      textY: y + slot / 2,
    };
    y += slot + GAP;
    return node;
  });
}

const nodeKey = (side: 'from' | 'to', end: FlowEnd): string => `${side} ${end.key}`;

/** Within a node, bands lie in the order of the nodes they lead to, so that they do not cross at its edge. */
function bandsOf(
  groups: readonly FlowGroup[],
  measure: FlowMeasure,
  scale: number,
  at: ReadonlyMap<string, FlowNode>,
): FlowBand[] {
  const starts = offsets(groups, measure, scale, at, 'from');
  const ends = offsets(groups, measure, scale, at, 'to');
  return groups.flatMap((group): FlowBand[] => {
    const from = at.get(nodeKey('from', group.from));
    const to = at.get(nodeKey('to', group.to));
    if (from === undefined || to === undefined) return [];
    const thick = Math.max(LEAST_BAND, group[measure] * scale);
    const y1 = from.y + (starts.get(group.key) ?? 0);
    const y2 = to.y + (ends.get(group.key) ?? 0);
    return [{ group, fromKey: from.key, toKey: to.key, path: bandPath(from.x + NODE_WIDTH, y1, to.x, y2, thick) }];
  });
}

function offsets(
  groups: readonly FlowGroup[],
  measure: FlowMeasure,
  scale: number,
  at: ReadonlyMap<string, FlowNode>,
  side: 'from' | 'to',
): Map<string, number> {
  const across = side === 'from' ? 'to' : 'from';
  const placeOf = (group: FlowGroup): number => at.get(nodeKey(across, group[across]))?.y ?? 0;
  const filled = new Map<string, number>();
  const found = new Map<string, number>();
  for (const group of groups.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.key < b.key ? -1 : 1))) {
    const start = filled.get(group[side].key) ?? 0;
    found.set(group.key, start);
    filled.set(group[side].key, start + group[measure] * scale);
  }
  return found;
}

function bandPath(x1: number, y1: number, x2: number, y2: number, thick: number): string {
  const middle = round((x1 + x2) / 2);
  const [a, b, c, d] = [y1, y2, y1 + thick, y2 + thick].map(round);
  return `M${x1},${a} C${middle},${a} ${middle},${b} ${x2},${b} L${x2},${d} C${middle},${d} ${middle},${c} ${x1},${c} Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
