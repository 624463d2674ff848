/** The one list of providers. Nothing else outside their folders names them. */

import type { FactPath } from '../core/assess/verdict.ts';
import { ansibleProvider } from './ansible/provider.ts';
import { azureMigrateProvider } from './azure-migrate/provider.ts';
import { azureProvider } from './azure/provider.ts';
import { flowsProvider } from './flows/provider.ts';
import { hypervProvider } from './hyperv/provider.ts';
import { kubernetesProvider } from './kubernetes/provider.ts';
import { libvirtProvider } from './libvirt/provider.ts';
import { ovfProvider } from './ovf/provider.ts';
import type { Provider } from './provider.ts';
import { rvtoolsProvider } from './rvtools/provider.ts';
import { simulatorProvider } from './simulator/provider.ts';
import { vsphereProvider } from './vsphere/provider.ts';

export const PROVIDERS: readonly Provider[] = [
  vsphereProvider,
  rvtoolsProvider,
  hypervProvider,
  libvirtProvider,
  kubernetesProvider,
  azureProvider,
  ansibleProvider,
  ovfProvider,
  azureMigrateProvider,
  flowsProvider,
  simulatorProvider,
];

export function providerFor(kind: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.kind === kind);
}

export interface FactAnswer {
  readonly fact: FactPath;
  /** Where the fact can come from, in words: "RVTools sheet vDisk". Empty when no provider supplies it. */
  readonly from: readonly string[];
}

/**
 * What would make each of these facts known: the longest path that covers the fact, for every provider through which
 * a user can bring data in. With platforms, only providers that see machines of one of them: nobody is sent to a
 * Kubernetes cluster for the disks of a machine that runs on vSphere.
 */
export function answeredBy(
  paths: readonly FactPath[],
  platforms?: ReadonlySet<string>,
  providers: readonly Provider[] = PROVIDERS,
): FactAnswer[] {
  return paths.map((fact) => {
    const from: string[] = [];
    for (const provider of providers) {
      if (provider.invented === true || !sees(provider, platforms)) continue;
      const place = supplied(provider, fact);
      if (place !== undefined) from.push(`${provider.title} ${place}`);
    }
    return { fact, from };
  });
}

function sees(provider: Provider, asked: ReadonlySet<string> | undefined): boolean {
  const own = provider.platforms ?? (provider.platform === undefined ? undefined : [provider.platform]);
  return own === undefined || asked === undefined || asked.size === 0 || own.some((platform) => asked.has(platform));
}

function supplied(provider: Provider, fact: string): string | undefined {
  if (provider.neverSupplies?.some((path) => covers(path, fact)) === true) return undefined;
  let best: string | undefined;
  for (const path of Object.keys(provider.supplies)) {
    if (covers(path, fact) && path.length > (best?.length ?? -1)) best = path;
  }
  return best === undefined ? undefined : provider.supplies[best];
}

function covers(path: string, fact: string): boolean {
  return fact === path || fact.startsWith(`${path}.`) || fact.startsWith(`${path}[]`);
}
