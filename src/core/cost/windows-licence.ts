/** Windows Server on owned hosts: Standard covers two machines per full set of cores, Datacenter any number. */

import { licenceParam, licencePrice } from '../catalog/licensing.ts';
import type { Licensing } from '../catalog/licensing.ts';

export interface WindowsLicence {
  readonly edition: 'standard' | 'datacenter';
  /** Core licences for one host. */
  readonly coreLicences: number;
  readonly usdPerHost: number;
  readonly rules: readonly string[];
}

/** The figures of licensing.yaml that the formulas below use, looked up once. */
export interface WindowsTerms {
  readonly minCoresPerSocket: number;
  readonly minCoresPerServer: number;
  readonly machinesPerSet: number;
  /** List prices per 16 core licences. */
  readonly standardUsd: number;
  readonly datacenterUsd: number;
}

export function windowsTerms(licensing: Licensing): WindowsTerms {
  return {
    minCoresPerSocket: licenceParam(licensing, 'ws-core-count', 'minCoresPerProcessor'),
    minCoresPerServer: licenceParam(licensing, 'ws-core-count', 'minCoresPerServer'),
    machinesPerSet: licenceParam(licensing, 'ws-standard-vms', 'vmsPerSet'),
    standardUsd: licencePrice(licensing, 'windows-server-2025-standard').price,
    datacenterUsd: licencePrice(licensing, 'windows-server-2025-datacenter').price,
  };
}

const CORES_PER_LIST_PRICE = 16;

/** Cores to license on one host (rule ws-core-count). `sockets`: physical cores of each occupied socket. */
export function licensableCores(sockets: readonly number[], terms: WindowsTerms): number {
  const cores = sockets.reduce((sum, count) => sum + Math.max(terms.minCoresPerSocket, count), 0);
  return Math.max(terms.minCoresPerServer, cores);
}

/**
 * One-off list price to license one host for `windowsMachines` running at once, by the cheaper edition unless one is given.
 * Nothing is discounted.
 */
export function windowsServerHostLicence(
  sockets: readonly number[],
  windowsMachines: number,
  terms: WindowsTerms,
  edition?: 'standard' | 'datacenter',
): WindowsLicence {
  const cores = licensableCores(sockets, terms);
  const standardCores = Math.ceil(windowsMachines / terms.machinesPerSet) * cores;
  const standardUsd = (standardCores / CORES_PER_LIST_PRICE) * terms.standardUsd;
  const datacenterUsd = (cores / CORES_PER_LIST_PRICE) * terms.datacenterUsd;
  const chosen = edition ?? (standardUsd < datacenterUsd ? 'standard' : 'datacenter');
  return chosen === 'standard'
    ? {
        edition: 'standard',
        coreLicences: standardCores,
        usdPerHost: standardUsd,
        rules: ['ws-core-count', 'ws-standard-vms'],
      }
    : {
        edition: 'datacenter',
        coreLicences: cores,
        usdPerHost: datacenterUsd,
        rules: ['ws-core-count', 'ws-datacenter-vms'],
      };
}
