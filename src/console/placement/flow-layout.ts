/** Lays out two columns of sites and the bands between them. Pure: numbers in, coordinates out. */

export interface Flow {
  readonly fromSiteId: string | null;
  readonly toSiteId: string | null;
  readonly workloads: number;
  readonly usdPerMonth: number;
}

interface FlowNode {
  readonly key: string;
  readonly siteId: string | null;
  readonly workloads: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly textX: number;
  readonly anchor: 'start' | 'end';
}

interface FlowBand extends Flow {
  readonly key: string;
  readonly path: string;
  readonly moves: boolean;
}

const NODE_WIDTH = 10;
const NODE_GAP = 14;
const LABEL_WIDTH = 165;
const COLUMN_HEIGHT = 320;
const MIN_HEIGHT = 3;

export function layOutFlows(
  flows: readonly Flow[],
  width: number,
): { nodes: FlowNode[]; bands: FlowBand[]; height: number } {
  const total = flows.reduce((sum, flow) => sum + flow.workloads, 0);
  const scale = total === 0 ? 0 : COLUMN_HEIGHT / total;
  const left = column(flows, 'fromSiteId', scale, LABEL_WIDTH, LABEL_WIDTH - 6, 'end');
  const right = column(flows, 'toSiteId', scale, width - LABEL_WIDTH - NODE_WIDTH, width - LABEL_WIDTH + 6, 'start');
  const leftFilled = new Map<string | null, number>();
  const rightFilled = new Map<string | null, number>();
  const ordered = flows.toSorted(
    (a, b) => b.workloads - a.workloads || compare(a.fromSiteId, b.fromSiteId) || compare(a.toSiteId, b.toSiteId),
  );
  const bands = ordered.flatMap((flow): FlowBand[] => {
    const from = left.find((node) => node.siteId === flow.fromSiteId);
    const to = right.find((node) => node.siteId === flow.toSiteId);
    if (from === undefined || to === undefined) return [];
    const thick = Math.max(1, flow.workloads * scale);
    const y1 = from.y + take(leftFilled, flow.fromSiteId, thick);
    const y2 = to.y + take(rightFilled, flow.toSiteId, thick);
    return [
      {
        ...flow,
        key: `${flow.fromSiteId ?? ''}>${flow.toSiteId ?? ''}`,
        moves: flow.toSiteId !== null && flow.fromSiteId !== flow.toSiteId,
        path: band(from.x + NODE_WIDTH, y1, to.x, y2, thick),
      },
    ];
  });
  const height = Math.max(40, ...[...left, ...right].map((node) => node.y + node.height)) + 4;
  return { nodes: [...left, ...right], bands, height };
}

function column(
  flows: readonly Flow[],
  side: 'fromSiteId' | 'toSiteId',
  scale: number,
  x: number,
  textX: number,
  anchor: 'start' | 'end',
): FlowNode[] {
  const sums = new Map<string | null, number>();
  for (const flow of flows) sums.set(flow[side], (sums.get(flow[side]) ?? 0) + flow.workloads);
  const sites = [...sums].toSorted(([a, m], [b, n]) => n - m || compare(a, b));
  let y = 2;
  return sites.map(([siteId, workloads]) => {
    const height = Math.max(MIN_HEIGHT, workloads * scale);
    const node = { key: `${side} ${siteId ?? ''}`, siteId, workloads, x, y, width: NODE_WIDTH, height, textX, anchor };
    y += Math.max(height, MIN_HEIGHT) + NODE_GAP;
    return node;
  });
}

function take(filled: Map<string | null, number>, siteId: string | null, thick: number): number {
  const start = filled.get(siteId) ?? 0;
  filled.set(siteId, start + thick);
  return start;
}

function band(x1: number, y1: number, x2: number, y2: number, thick: number): string {
  const middle = (x1 + x2) / 2;
  return `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2} L${x2},${y2 + thick} C${middle},${y2 + thick} ${middle},${y1 + thick} ${x1},${y1 + thick} Z`;
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
