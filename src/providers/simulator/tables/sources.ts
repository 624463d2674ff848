/** Where the estate's workloads run, and which share of them. Shares are of all distinct workloads and add up to one. */

import type { ClusterPurpose } from './tiers.ts';

export type SourceKind = 'vsphere' | 'hyperv' | 'kvm' | 'openshift' | 'azure';

export interface SourcePlan {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly share: number;
  readonly site: string;
  readonly siteCode: string;
  readonly datacenter: string;
  readonly domain: string;
}

export const SOURCES: readonly SourcePlan[] = [
  {
    id: 'vcenter-frankfurt',
    name: 'fra-vc01.nordwerk.example',
    kind: 'vsphere',
    share: 0.42,
    site: 'Frankfurt',
    siteCode: 'FRA',
    datacenter: 'Frankfurt-DC1',
    domain: 'nordwerk.example',
  },
  {
    id: 'vcenter-munich',
    name: 'muc-vc01.nordwerk.example',
    kind: 'vsphere',
    share: 0.3,
    site: 'Munich',
    siteCode: 'MUC',
    datacenter: 'München',
    domain: 'nordwerk.example',
  },
  {
    id: 'hyperv-hamburg',
    name: 'ham-hvc01.nordwerk.example',
    kind: 'hyperv',
    share: 0.08,
    site: 'Hamburg',
    siteCode: 'HAM',
    datacenter: 'Hamburg',
    domain: 'nordwerk.example',
  },
  {
    id: 'kvm-bolzano',
    name: 'kvm pool bz.brennero.example',
    kind: 'kvm',
    share: 0.07,
    site: 'Bolzano',
    siteCode: 'BZ',
    datacenter: 'Bolzano',
    domain: 'brennero.example',
  },
  {
    id: 'openshift-frankfurt',
    name: 'ocp-fra.nordwerk.example',
    kind: 'openshift',
    share: 0.09,
    site: 'Frankfurt',
    siteCode: 'FRA',
    datacenter: 'Frankfurt-DC2',
    domain: 'apps.ocp-fra.nordwerk.example',
  },
  {
    id: 'azure-nordwerk',
    name: 'Azure subscription nordwerk-prod',
    kind: 'azure',
    share: 0.04,
    site: 'West Europe',
    siteCode: 'AZW',
    datacenter: 'westeurope',
    domain: 'nordwerk.example',
  },
];

/** The second view of some vCenter machines: an agent in the guest reports to a cloud inventory. */
export const ARC_SOURCE = { id: 'arc-nordwerk', name: 'Arc-enabled servers, resource group rg-arc' } as const;

/** How well a guest family sits with a platform: a weight when an application is given a home. */
export const FAMILY_FIT: Readonly<
  Record<SourceKind, { readonly windows: number; readonly linux: number; readonly desktop: number }>
> = {
  vsphere: { windows: 1, linux: 1, desktop: 1.6 },
  hyperv: { windows: 1.6, linux: 0.3, desktop: 0.6 },
  kvm: { windows: 0.25, linux: 1.8, desktop: 0 },
  openshift: { windows: 0.06, linux: 2, desktop: 0 },
  azure: { windows: 1, linux: 1, desktop: 0.5 },
};

/** Machines per host that each kind of vSphere cluster carries, and the name it goes by. */
export const CLUSTER_PURPOSES: Readonly<
  Record<ClusterPurpose, { readonly label: string; readonly perHost: number; readonly disksPerStore: number }>
> = {
  production: { label: 'PROD', perHost: 26, disksPerStore: 45 },
  database: { label: 'DB', perHost: 12, disksPerStore: 30 },
  dmz: { label: 'DMZ', perHost: 22, disksPerStore: 45 },
  test: { label: 'TEST', perHost: 34, disksPerStore: 60 },
  desktop: { label: 'VDI', perHost: 48, disksPerStore: 80 },
  gpu: { label: 'GPU', perHost: 5, disksPerStore: 20 },
  branch: { label: 'BRANCH', perHost: 8, disksPerStore: 16 },
  recovery: { label: 'DR', perHost: 60, disksPerStore: 60 },
};
