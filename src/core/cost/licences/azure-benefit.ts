/** Azure Hybrid Benefit for Windows Server, and the fee of Azure Local it may waive. */

import type { LicenceTerms } from './terms.ts';
import type { WindowsEdition } from './windows-server.ts';

type Terms = Pick<LicenceTerms, 'benefit'>;

/** Rule ahb-vm: core licences with Software Assurance one Azure machine takes. */
export const benefitCores = (vcpus: number, { benefit }: Terms): number => Math.max(benefit.minCoresPerMachine, vcpus);

/** Rule ahb-dual-use: days a licence may serve both sides while migrating; null: without limit. */
export function overlapDays(edition: WindowsEdition, use: 'vm' | 'dedicated-host', { benefit }: Terms): number | null {
  if (edition === 'standard') return benefit.standardOverlapDays;
  return use === 'vm' ? null : benefit.dedicatedHostOverlapDays;
}

/** Rule ahb-dedicated-host: whether licences for all cores of the host cover every machine on it. */
export const coversDedicatedHost = (edition: WindowsEdition): boolean => edition === 'datacenter';

/** Rule ahb-azure-local: Datacenter cores with Software Assurance that waive host fee and guest subscription. */
export const azureLocalBenefitCores = (physicalCores: readonly number[]): number =>
  physicalCores.reduce((sum, count) => sum + count, 0);

/** Rule ahb-aks: core licences of a node pool on Azure Local or Windows Server; they may serve elsewhere meanwhile. */
export const aksBenefitCores = (virtualCores: number): number => virtualCores;

/** Rule ahb-regions: there is no region of Azure, sovereign or not, where the benefit does not hold. */
export const benefitHoldsIn = (_region: string): boolean => true;

/** Rule azlocal-fee: US dollars a month for all cores of a cluster, nothing when the benefit waives it. */
export const azureLocalFeeUsd = (physicalCores: number, usdPerCoreMonth: number, waived: boolean): number =>
  waived ? 0 : physicalCores * usdPerCoreMonth;
