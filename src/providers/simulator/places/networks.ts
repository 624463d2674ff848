/** Networks of a source. Names follow the habits of each platform, and of each company that was bought. */

import type { ClusterPurpose } from '../tables/tiers.ts';
import { DEPARTMENTS, ENVIRONMENTS, ENVIRONMENT_KEYS } from '../tables/organisation.ts';
import type { SourceKind, SourcePlan } from '../tables/sources.ts';
import type { NetworkPlace } from './place.ts';

const ZONES: readonly { readonly label: string; readonly purpose: ClusterPurpose }[] = [
  { label: 'WEB', purpose: 'dmz' },
  { label: 'APP', purpose: 'production' },
  { label: 'DB', purpose: 'database' },
];

const zone = (i: number): ClusterPurpose => ZONES[i % ZONES.length]?.purpose ?? 'production';

const BY_KIND: Readonly<Record<SourceKind, (source: SourcePlan) => NetworkPlace[]>> = {
  vsphere: vsphereNetworks,
  hyperv: () =>
    [101, 110, 120, 130].map((vlanId, i) => ({
      name: `vSwitch-Prod VLAN ${vlanId}`,
      kind: 'standard',
      vlanId,
      switchName: 'vSwitch-Prod',
      purpose: zone(i),
    })),
  kvm: () =>
    [210, 220, 230, 240].map((vlanId, i) => ({
      name: `br-vlan${vlanId}`,
      kind: 'standard',
      vlanId,
      switchName: `br-vlan${vlanId}`,
      purpose: zone(i),
    })),
  openshift: () => [
    { name: 'Pod network', kind: 'pod', vlanId: undefined, switchName: undefined, purpose: 'production' },
    { name: 'nad-vlan310', kind: 'overlay', vlanId: 310, switchName: 'br-ex', purpose: 'database' },
    { name: 'nad-vlan320', kind: 'overlay', vlanId: 320, switchName: 'br-ex', purpose: 'dmz' },
  ],
  azure: () =>
    ZONES.map((each) => ({
      name: `vnet-prod-weu/snet-${each.label.toLowerCase()}`,
      kind: 'vnet',
      vlanId: undefined,
      switchName: 'vnet-prod-weu',
      purpose: each.purpose,
    })),
};

export const networksOf = (source: SourcePlan): NetworkPlace[] => BY_KIND[source.kind](source);

function vsphereNetworks(source: SourcePlan): NetworkPlace[] {
  const first = source.siteCode === 'FRA' ? 1100 : 2100;
  const distributed = ENVIRONMENT_KEYS.flatMap((key, e) =>
    ZONES.map((each, z) => ({
      name: `dvPG_${first + e * 100 + z * 10}_${ENVIRONMENTS[key].short.toUpperCase()}_${each.label}`,
      kind: 'distributed' as const,
      vlanId: first + e * 100 + z * 10,
      switchName: `dvSwitch-${source.siteCode}-01`,
      purpose: key === 'production' ? each.purpose : ('test' as const),
    })),
  );
  const departmental = DEPARTMENTS.map((department, i) => ({
    name:
      department.key === 'insurance'
        ? 'ALV Produktion (VLAN 77)'
        : `VLAN ${String(300 + i * 3).padStart(4, '0')} - ${department.name}`,
    kind: 'standard' as const,
    vlanId: department.key === 'insurance' ? 77 : 300 + i * 3,
    switchName: 'vSwitch1',
    purpose: 'production' as const,
  }));
  return [
    ...distributed,
    ...departmental,
    { name: 'VM Network', kind: 'standard', vlanId: 0, switchName: 'vSwitch0', purpose: 'branch' },
    {
      name: `VDI-${source.siteCode}-801`,
      kind: 'distributed',
      vlanId: 801,
      switchName: `dvSwitch-${source.siteCode}-01`,
      purpose: 'desktop',
    },
    {
      name: `seg-${source.siteCode.toLowerCase()}-gpu`,
      kind: 'opaque',
      vlanId: undefined,
      switchName: 'nsx-overlay',
      purpose: 'gpu',
    },
  ];
}
