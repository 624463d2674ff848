/** The one list of policies. `bid-price` is ours; the others are published, and here to be compared with. */

import { bestFitPolicy } from './best-fit.ts';
import { bidPricePolicy } from './bid-price.ts';
import { dotProdPolicy } from './dot-prod.ts';
import { fgdPolicy } from './fgd.ts';
import { gpuClusteringPolicy } from './gpu-clustering.ts';
import { gpuPackingPolicy } from './gpu-packing.ts';
import { randomPolicy } from './random.ts';
import type { Policy } from './policy.ts';

export const POLICIES: readonly Policy[] = [
  randomPolicy,
  dotProdPolicy,
  gpuClusteringPolicy,
  gpuPackingPolicy,
  bestFitPolicy,
  fgdPolicy,
  bidPricePolicy,
];

export function policyNamed(name: string): Policy | undefined {
  return POLICIES.find((policy) => policy.name === name);
}
