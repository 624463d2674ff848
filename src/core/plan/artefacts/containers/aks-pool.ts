/** A Windows node pool of AKS, as Bicep and as ARM JSON of the same content. */

import type { Catalog } from '../../../catalog/catalog.ts';
import { releaseOfBase } from '../../../assess/windows-containers/base-images.ts';
import type { ImageBase } from '../../../assess/windows-containers/base-images.ts';
import { releaseOfSku } from '../../../assess/windows-containers/aks-pools.ts';
import { setting } from '../names.ts';
import type { Template } from '../azure/template.ts';
import { WINDOWS_TAINT } from './manifests.ts';

export const AGENT_POOL_API = '2026-05-01';
export const PLACEHOLDER_CLUSTER = 'REPLACE-ME';

/** Names of Windows pools have six characters at most. */
export const poolName = (base: ImageBase): string => `win${base.slice('ltsc20'.length)}`;

export function aksPoolTemplate(
  catalog: Catalog,
  base: ImageBase,
  settings: Readonly<Record<string, string>>,
): Template {
  const sku = catalog['guest-support'].aksWindowsPools.find(({ osSku }) => releaseOfSku(osSku) === releaseOfBase(base));
  const osSKU = sku?.osSku ?? `Windows${base.slice('ltsc'.length)}`;
  const cluster = setting(settings, 'aksCluster') ?? PLACEHOLDER_CLUSTER;
  return {
    title: `Windows node pool for images on ${base}. Deploy it into the resource group of the cluster.`,
    parameters: [],
    resources: [
      {
        symbol: 'windowsPool',
        type: 'Microsoft.ContainerService/managedClusters/agentPools',
        apiVersion: AGENT_POOL_API,
        name: `${cluster}/${poolName(base)}`,
        comment: 'Pods find it by the node selector and the RuntimeClass; the taint keeps Linux pods off.',
        body: {
          properties: {
            mode: 'User',
            osType: 'Windows',
            osSKU,
            vmSize: setting(settings, 'windowsVmSize') ?? 'Standard_D4s_v5',
            count: 2,
            ...(sku?.fips === true && { enableFIPS: true }),
            nodeTaints: [`${WINDOWS_TAINT.key}=${WINDOWS_TAINT.value}:${WINDOWS_TAINT.effect}`],
          },
        },
      },
    ],
  };
}
