/** Windows node pools of AKS: which systems can still be had, until when, and with which Kubernetes (W2). */

import type { Catalog } from '../../catalog/catalog.ts';
import type { AksPool } from '../../catalog/guest-support.ts';
import { versionKey } from '../../model/version-key.ts';
import { baseOfRelease, matrixRule } from './base-images.ts';
import type { ImageBase } from './base-images.ts';
import { fails, open, passes } from './check-answer.ts';
import type { CheckAnswer } from './check-answer.ts';

export interface PoolQuestion {
  /** As AKS writes it: "Windows2022". Undefined: nobody said. */
  readonly osSku: string | undefined;
  /** Of the cluster: "1.33.4". */
  readonly kubernetes: string | undefined;
  /** ISO day. */
  readonly asOf: string;
}

const ID = 'aks.pool';

/** "windows-server-2022" of "Windows2022"; undefined for the annual channel. */
export function releaseOfSku(osSku: string): string | undefined {
  const year = /^windows(\d{4})$/i.exec(osSku)?.[1];
  return year === undefined ? undefined : `windows-server-${year}`;
}

/** OS SKU out of what a node calls its system: "Windows Server 2022 (AKSWindows-…)", "Windows2022". */
export function skuOfName(name: string | undefined): string | undefined {
  const year = /windows\s*(?:server\s*)?(20\d\d)/i.exec(name ?? '')?.[1];
  return year === undefined ? undefined : `Windows${year}`;
}

const endsOf = (pool: AksPool): string =>
  pool.imagesRemoved === undefined ? '' : `; its images are removed on ${pool.imagesRemoved}`;

/** Whether such a pool can be run with that Kubernetes on that day. */
export function judgePool(catalog: Catalog, { osSku, kubernetes, asOf }: PoolQuestion): CheckAnswer {
  const rule = { id: ID, record: matrixRule(catalog, 'aks-process-isolation') };
  if (osSku === undefined) return open(rule, 'The system of the node pool is not known.', ['the OS SKU of the pool']);
  const pool = catalog['guest-support'].aksWindowsPools.find((one) => one.osSku.toLowerCase() === osSku.toLowerCase());
  if (pool === undefined) return open(rule, `The catalogue does not know the OS SKU ${osSku}.`, ['a newer catalogue']);
  const asked = { id: ID, record: pool };
  if (pool.retired !== undefined && pool.retired <= asOf) {
    return fails(asked, `${pool.osSku} was retired on ${pool.retired}${endsOf(pool)}.`);
  }
  if (pool.retires !== undefined && pool.retires <= asOf) {
    return fails(asked, `${pool.osSku} is retired since ${pool.retires}${endsOf(pool)}.`);
  }
  const { minKubernetes: from, belowKubernetes: below } = pool;
  if (kubernetes === undefined && (from !== undefined || below !== undefined)) {
    return open(asked, `${pool.osSku} can be had ${rangeOf(pool)}; the version of the cluster is not known.`, [
      'the Kubernetes version of the cluster',
    ]);
  }
  if (kubernetes !== undefined && !isWithin(kubernetes, from, below)) {
    return fails(asked, `${pool.osSku} can be had ${rangeOf(pool)}; the cluster has ${kubernetes}.`);
  }
  const until = pool.retires === undefined ? '' : `, until ${pool.retires}`;
  return passes(asked, `${pool.osSku} can be had ${rangeOf(pool)}${until}.`);
}

function isWithin(version: string, from: string | undefined, below: string | undefined): boolean {
  const key = versionKey(version);
  return (from === undefined || key >= versionKey(from)) && (below === undefined || key < versionKey(below));
}

function rangeOf({ minKubernetes: from, belowKubernetes: below }: AksPool): string {
  if (from !== undefined && below !== undefined) return `with Kubernetes ${from} to below ${below}`;
  if (from !== undefined) return `with Kubernetes ${from} and newer`;
  return below === undefined ? 'with every Kubernetes version' : `with Kubernetes below ${below}`;
}

/** Pools that take new nodes on a day, newest release first: system, base images are by the matrix. */
export function poolsInForce(catalog: Catalog, asOf: string): readonly AksPool[] {
  return catalog['guest-support'].aksWindowsPools
    .filter((pool) => !((pool.retired ?? '9999') <= asOf) && !((pool.retires ?? '9999') <= asOf))
    .toSorted((a, b) => (a.osSku < b.osSku ? 1 : -1));
}

/** Base image of the same release as the pool. */
export const baseOfSku = (osSku: string): ImageBase | undefined => {
  const release = releaseOfSku(osSku);
  return release === undefined ? undefined : baseOfRelease(release);
};
