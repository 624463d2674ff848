/** What stands between a cluster and Windows containers: one list per cluster, by what kind of cluster it is (W2, W3). */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Cluster, Host } from '../../model/estate.ts';
import type { Workload } from '../../model/workload.ts';
import { judgePool, skuOfName } from './aks-pools.ts';
import { baseOfImage, baseOfRelease, matrixRule } from './base-images.ts';
import { open } from './check-answer.ts';
import type { CheckAnswer } from './check-answer.ts';
import { matchImage } from './image-match.ts';
import { wmcoPreconditions } from './wmco.ts';
import type { WindowsImageUse, WindowsNode, WmcoFacts } from './wmco-facts.ts';
import { releaseOfNode } from './wmco-nodes.ts';

export const CLUSTER_KINDS = ['openshift', 'aks', 'kubernetes'] as const;
export type ClusterKind = (typeof CLUSTER_KINDS)[number];

export interface ClusterQuestion {
  readonly cluster: Cluster;
  /** All hosts of the cluster that are known. */
  readonly hosts: readonly Host[];
  /** Container workloads of the cluster whose pods run on Windows. */
  readonly workloads: readonly Workload[];
  /** The site of sites.yaml that the cluster is, when one matches. */
  readonly site: { readonly target: string; readonly settings: Readonly<Record<string, string>> } | undefined;
  /** ISO day. */
  readonly asOf: string;
}

export interface ClusterCheck {
  readonly kind: ClusterKind;
  readonly windowsNodes: number;
  readonly checks: readonly CheckAnswer[];
}

/** Undefined for clusters that run no containers: vSphere, Hyper-V … */
export function clusterKind(cluster: Cluster, site: ClusterQuestion['site']): ClusterKind | undefined {
  if (cluster.platform === 'openshift' || cluster.platform === 'aro') return 'openshift';
  if (cluster.platform === 'aks') return 'aks';
  if (cluster.platform !== 'kubernetes') return undefined;
  // Read through its own API an AKS cluster is like any other; sites.yaml says what it is.
  return site?.target === 'aks-container' ? 'aks' : 'kubernetes';
}

export function checkCluster(catalog: Catalog, question: ClusterQuestion): ClusterCheck | undefined {
  const kind = clusterKind(question.cluster, question.site);
  if (kind === undefined) return undefined;
  const nodes = question.hosts
    .filter(({ osFamily }) => osFamily === 'windows')
    .map(({ name, osBuild, osName }): WindowsNode => ({
      name,
      ...(osBuild !== undefined && { build: osBuild }),
      ...(osName !== undefined && { system: osName }),
    }));
  const checks =
    kind === 'openshift'
      ? wmcoPreconditions(catalog, wmcoFacts(question, nodes))
      : [...(kind === 'aks' ? poolAnswers(catalog, question, nodes) : []), ...imageAnswers(catalog, question, nodes)];
  return { kind, windowsNodes: nodes.length, checks };
}

const YES_NO: Readonly<Partial<Record<string, boolean>>> = { yes: true, true: true, no: false, false: false };

function wmcoFacts({ cluster, site, workloads }: ClusterQuestion, nodes: readonly WindowsNode[]): WmcoFacts {
  const settings = site?.settings ?? {};
  const text = (key: string): string | undefined => (Object.hasOwn(settings, key) ? settings[key] : undefined);
  const flag = (key: string): boolean | undefined => YES_NO[text(key)?.toLowerCase() ?? ''];
  const operator = cluster.components?.find(({ name }) => name === 'windows-machine-config-operator');
  const wmco = operator?.version ?? (cluster.components === undefined || operator !== undefined ? undefined : null);
  const nics = Number(text('windowsNics'));
  const facts: { [K in keyof WmcoFacts]: WmcoFacts[K] | undefined } = {
    openshift: cluster.version,
    wmco,
    infrastructure:
      text('infrastructure') ?? cluster.infrastructure ?? (cluster.platform === 'aro' ? 'azure' : undefined),
    installation: text('installation') ?? (cluster.platform === 'aro' ? 'ipi' : undefined),
    hybridNetwork: flag('hybridNetwork'),
    vxlanPort: text('vxlanPort'),
    nics: Number.isInteger(nics) && nics > 0 ? nics : undefined,
    trunk: flag('windowsTrunk'),
    hugePages: flag('windowsHugePages'),
    language: text('windowsLanguage'),
    subscription: flag('windowsSubscription'),
    plannedRelease: text('windowsRelease'),
    nodes,
    workloads: workloads.map(useOf),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as WmcoFacts;
}

const useOf = ({ id, facts }: Workload): WindowsImageUse => ({
  workload: facts.namespace === undefined ? (facts.name ?? id) : `${facts.namespace}/${facts.name ?? id}`,
  images: facts.images ?? [],
  ...(facts.privileged !== undefined && { privileged: facts.privileged }),
});

/** One answer per system that Windows nodes have; without nodes, for the release that is planned. */
function poolAnswers(
  catalog: Catalog,
  question: ClusterQuestion,
  nodes: readonly WindowsNode[],
): readonly CheckAnswer[] {
  const { cluster, site, asOf } = question;
  const planned =
    site !== undefined && Object.hasOwn(site.settings, 'windowsRelease') ? site.settings['windowsRelease'] : undefined;
  const skus =
    nodes.length > 0
      ? nodes.map((node) => {
          const year = releaseOfNode(catalog, node)?.slice('windows-server-'.length);
          return skuOfName(node.system) ?? (year === undefined ? undefined : `Windows${year}`);
        })
      : planned === undefined
        ? []
        : [`Windows${planned}`];
  if (skus.length === 0) {
    const asked = { id: 'aks.pool', record: matrixRule(catalog, 'aks-process-isolation') };
    return [open(asked, 'There is no Windows pool yet.', ['sites.yaml settings.windowsRelease, such as 2022'])];
  }
  return [...new Set(skus)]
    .toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((osSku) => judgePool(catalog, { osSku, kubernetes: cluster.version, asOf }));
}

/** Each Windows image against the releases of the nodes: it needs one that takes it. */
function imageAnswers(
  catalog: Catalog,
  { workloads }: ClusterQuestion,
  nodes: readonly WindowsNode[],
): readonly CheckAnswer[] {
  const releases = [...new Set(nodes.map((node) => releaseOfNode(catalog, node)))];
  const rank = { pass: 0, unknown: 1, fail: 2 } as const;
  return workloads.map(useOf).flatMap(({ workload, images }) =>
    images.flatMap((image): CheckAnswer[] => {
      const base = baseOfImage(image);
      const each = (releases.length === 0 ? [undefined] : releases).map((release) =>
        matchImage(catalog, {
          base,
          isolation: 'process',
          node: release === undefined || baseOfRelease(release) === undefined ? {} : { release },
        }),
      );
      const [best] = each.toSorted((a, b) => rank[a.outcome] - rank[b.outcome]);
      return best === undefined ? [] : [{ ...best, text: `${workload}: ${image}. ${best.text}` }];
    }),
  );
}
