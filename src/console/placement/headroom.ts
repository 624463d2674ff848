/** How full each site is, what binds it, and what more of it would save. Pure. */

export interface SiteLoad {
  readonly siteId: string;
  readonly workloads: number;
  readonly costUsdPerMonth: number;
  readonly priceUsdPerUnit?: Readonly<Record<string, number>> | undefined;
  /** Full for all practical purposes, or with a price. */
  readonly binds?: readonly string[];
  readonly resources: Readonly<Record<string, { readonly used: number; readonly limit: number | null }>>;
}

export interface ResourceLoad {
  readonly id: string;
  readonly used: number;
  /** Null: elastic. */
  readonly limit: number | null;
  /** Used of the limit, 0 to 1 and above when more is used than there is; null where elastic. */
  readonly share: number | null;
  /** USD per month that one more of `unit` saves; null: nothing worth a word, or not known. */
  readonly saves: { readonly usdPerMonth: number; readonly unit: string } | null;
  readonly binds: boolean;
}

export interface SiteHeadroom {
  readonly siteId: string;
  readonly workloads: number;
  readonly costUsdPerMonth: number;
  readonly resources: readonly ResourceLoad[];
  /** The fullest share of all; null where everything is elastic. */
  readonly fullest: number | null;
}

/** Amounts that a person would buy. */
const UNITS: Readonly<Record<string, { readonly amount: number; readonly unit: string }>> = {
  vcpu: { amount: 1, unit: 'vCPU' },
  memoryMiB: { amount: 1024, unit: 'GiB' },
  diskGiB: { amount: 1024, unit: 'TiB' },
  gpus: { amount: 1, unit: 'GPU' },
  ipAddresses: { amount: 1, unit: 'address' },
  iops: { amount: 1000, unit: 'thousand IOPS' },
};

/** Below this nobody would decide anything by it. */
const WORTH_USD = 0.005;

/** What is used or limited anywhere, in the order the first site lists it. */
export function resourcesOfUse(sites: readonly SiteLoad[]): string[] {
  const ids = [...new Set(sites.flatMap(({ resources }) => Object.keys(resources)))];
  return ids.filter((id) =>
    sites.some(({ resources }) => (resources[id]?.used ?? 0) > 0 || (resources[id]?.limit ?? 0) > 0),
  );
}

/** The fullest first; elastic sites last, the largest of them first. */
export function headroomOf(sites: readonly SiteLoad[]): SiteHeadroom[] {
  const ids = resourcesOfUse(sites);
  return sites
    .map((site): SiteHeadroom => {
      const resources = ids.flatMap((id) => {
        const at = site.resources[id];
        return at === undefined ? [] : [loadOf(id, at, site)];
      });
      const shares = resources.flatMap(({ share }) => (share === null ? [] : [share]));
      const { siteId, workloads, costUsdPerMonth } = site;
      return {
        siteId,
        workloads,
        costUsdPerMonth,
        resources,
        fullest: shares.length === 0 ? null : Math.max(...shares),
      };
    })
    .toSorted(
      (a, b) => (b.fullest ?? -1) - (a.fullest ?? -1) || b.workloads - a.workloads || (a.siteId < b.siteId ? -1 : 1),
    );
}

function loadOf(
  id: string,
  { used, limit }: { readonly used: number; readonly limit: number | null },
  { priceUsdPerUnit, binds = [] }: SiteLoad,
): ResourceLoad {
  const share = limit === null ? null : limit === 0 ? (used > 0 ? Infinity : 0) : used / limit;
  const price = priceUsdPerUnit?.[id];
  const { amount, unit } = UNITS[id] ?? { amount: 1, unit: id };
  const usdPerMonth = price === undefined ? null : price * amount;
  return {
    id,
    used,
    limit,
    share,
    saves: usdPerMonth === null || usdPerMonth < WORTH_USD ? null : { usdPerMonth, unit },
    binds: limit !== null && (binds.includes(id) || (usdPerMonth ?? 0) >= WORTH_USD),
  };
}

/** Resources that are full, or whose limit makes the plan dearer; the dearest first. */
export function bindingOf({ resources }: SiteHeadroom): readonly ResourceLoad[] {
  return resources
    .filter(({ binds }) => binds)
    .toSorted((a, b) => (b.saves?.usdPerMonth ?? 0) - (a.saves?.usdPerMonth ?? 0));
}
