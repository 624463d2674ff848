/** Makes flows between up to hundreds of sites into ones that can be drawn: the largest by name, the others together. */

export interface Flow {
  /** Null: no known site. */
  readonly fromSiteId: string | null;
  /** Null: nowhere to go. */
  readonly toSiteId: string | null;
  readonly workloads: number;
  readonly usdPerMonth: number;
}

export type FlowMeasure = 'workloads' | 'usdPerMonth';

/** One end of a band: a site, no site at all, or the sites that are too small to be drawn one by one. */
export interface FlowEnd {
  readonly key: string;
  readonly kind: 'site' | 'none' | 'others';
  readonly siteId: string | null;
  /** How many sites it stands for. */
  readonly sites: number;
}

export type FlowKind = 'moves' | 'stays' | 'nowhere';

export interface FlowGroup {
  readonly key: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly kind: FlowKind;
  readonly workloads: number;
  readonly usdPerMonth: number;
}

export interface FlowChoice {
  readonly measure: FlowMeasure;
  /** Sites drawn by name on each side, at most. */
  readonly mostSites: number;
  readonly onlyMoves: boolean;
}

export function flowKind({ fromSiteId, toSiteId }: Pick<Flow, 'fromSiteId' | 'toSiteId'>): FlowKind {
  if (toSiteId === null) return 'nowhere';
  return fromSiteId === toSiteId ? 'stays' : 'moves';
}

/** Largest first; ties by name. What has no amount in the measure is not drawn. */
export function groupFlows(flows: readonly Flow[], { measure, mostSites, onlyMoves }: FlowChoice): FlowGroup[] {
  const drawn = flows.filter((flow) => flow[measure] > 0 && !(onlyMoves && flowKind(flow) === 'stays'));
  const fromEnd = endsOf(drawn, 'fromSiteId', measure, mostSites);
  const toEnd = endsOf(drawn, 'toSiteId', measure, mostSites);
  const groups = new Map<string, FlowGroup>();
  for (const flow of drawn) {
    const from = fromEnd(flow.fromSiteId);
    const to = toEnd(flow.toSiteId);
    const kind = flowKind(flow);
    const key = `${from.key} > ${to.key} ${kind}`;
    const { workloads = 0, usdPerMonth = 0 } = groups.get(key) ?? {};
    groups.set(key, {
      key,
      from,
      to,
      kind,
      workloads: workloads + flow.workloads,
      usdPerMonth: usdPerMonth + flow.usdPerMonth,
    });
  }
  return [...groups.values()].toSorted((a, b) => b[measure] - a[measure] || (a.key < b.key ? -1 : 1));
}

function endsOf(
  flows: readonly Flow[],
  side: 'fromSiteId' | 'toSiteId',
  measure: FlowMeasure,
  mostSites: number,
): (siteId: string | null) => FlowEnd {
  const sums = new Map<string, number>();
  for (const flow of flows) {
    const siteId = flow[side];
    if (siteId !== null) sums.set(siteId, (sums.get(siteId) ?? 0) + flow[measure]);
  }
  const sites = [...sums].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([siteId]) => siteId);
  // One site more takes no more room than "1 other site" would.
  const named = new Set(sites.length <= mostSites + 1 ? sites : sites.slice(0, mostSites));
  const others: FlowEnd = { key: '…', kind: 'others', siteId: null, sites: sites.length - named.size };
  return (siteId) => {
    if (siteId === null) return { key: '-', kind: 'none', siteId: null, sites: 0 };
    return named.has(siteId) ? { key: `=${siteId}`, kind: 'site', siteId, sites: 1 } : others;
  };
}

/** What an end is called in the chart. */
export function endText({ kind, siteId, sites }: FlowEnd, side: 'from' | 'to'): string {
  if (kind === 'others') return `${sites} other sites`;
  return siteId ?? (side === 'from' ? 'no known site' : 'nowhere to go');
}
