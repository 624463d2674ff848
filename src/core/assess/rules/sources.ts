/** The published texts that rules rest on, by short name, each with the date of the copy that was read. */

import type { RuleSource } from '../rule.ts';

const FORKLIFT_RULES = 'github:kubev2v/forklift validation/policies/io/konveyor/forklift/vmware';
const AZURE_DOCS = 'github:MicrosoftDocs/azure-docs articles/migrate';

export const forklift = (file: string): RuleSource => ({
  ref: `${FORKLIFT_RULES}/${file} @d42511b`,
  date: '2026-08-21',
});

export const forkliftPlan: RuleSource = {
  ref: 'github:kubev2v/forklift pkg/controller/plan/validation.go @d42511b',
  date: '2026-08-21',
};

export const azureReadiness: RuleSource = {
  ref: `${AZURE_DOCS}/troubleshoot-assessment.md @014bcff1`,
  date: '2021-07-28',
};

export const azureMigrateVmware: RuleSource = {
  ref: `${AZURE_DOCS}/vmware/migrate-support-matrix-vmware-migration.md @06751d37 (agentless)`,
  date: '2024-10-16',
};

export const azureMigrateHyperv: RuleSource = {
  ref: `${AZURE_DOCS}/migrate-support-matrix-hyper-v-migration.md @013eeb1d`,
  date: '2020-04-15',
};

export const azureGuests: RuleSource = { ref: 'catalog/guest-support.yaml, table azureVm', date: '2026-11-22' };

export const azureGeneration2: RuleSource = {
  ref: 'github:MicrosoftDocs/azure-compute-docs articles/virtual-machines/generation-2.md @1dc6d3b8',
  date: '2024-03-04',
};

export const azureLimits: RuleSource = {
  ref: 'catalog/guest-support.yaml, table platformLimits, target azure-vm',
  date: '2026-11-22',
};

export const kubevirtLimits: RuleSource = {
  ref: 'github:openshift/openshift-docs modules/virt-tested-maximums.adoc @0e37e9bd',
  date: '2026-11-22',
};

export const redHatGuests: RuleSource = {
  ref: 'access.redhat.com/articles/4234591, as transcribed in catalog/guest-support.yaml',
  date: '2026-09-02',
  confidence: 'secondary',
};

export const kubevirtGuests: RuleSource = {
  ref: 'github:kubevirt/common-instancetypes preferences/ @7c1e305b',
  date: '2026-08-21',
};

export const forkliftGuestLists: RuleSource = {
  ref: 'catalog/guest-support.yaml, osTables: github:kubev2v/forklift validation/policies (vmware, hyperv, openstack, ovirt) vm_os.rego, github:kubev2v/migration-planner pkg/estimations/complexity @0ca1640e, access.redhat.com/articles/4234591',
  date: '2026-11-22',
};

export const virtV2vGuests: RuleSource = {
  ref: 'github:libguestfs/virt-v2v docs/virt-v2v-support.pod @16f884ab',
  date: '2026-11-22',
};

export const kvmLimits: RuleSource = {
  ref: 'catalog/guest-support.yaml, table platformLimits, target kvm',
  date: '2026-11-23',
};

export const kvmGuests: RuleSource = {
  ref: 'github:SUSE/doc-sle xml/virt_support.xml @001e9aa2, and RHEL 9 as told by others: catalog/guest-support.yaml, tables suseKvmGuests and redHatKvmGuests',
  date: '2026-11-23',
  confidence: 'partly',
};

export const qemuBuses: RuleSource = { ref: 'github:qemu/qemu docs/pcie.txt @2e41dfe1', date: '2026-11-23' };

export const qemuImages: RuleSource = { ref: 'github:qemu/qemu block/qcow2.h @0050c163', date: '2026-11-23' };

export const kvmResources: RuleSource = {
  ref: 'docs.redhat.com, RHEL 10, Configuring and managing Windows virtual machines, section 23.4',
  date: '2026-11-23',
};

const HYPERV_DOCS = 'github:MicrosoftDocs/windowsserverdocs WindowsServerDocs/virtualization/hyper-v';
const AZURE_LOCAL_DOCS = 'github:MicrosoftDocs/azure-stack-docs azure-local/migrate';

export const hypervGuests: RuleSource = {
  ref: `${HYPERV_DOCS}/Supported-*-virtual-machines-on-Hyper-V.md, as carried in catalog/guest-support.yaml, table hyperVGuests`,
  date: '2025-06-19',
};

export const hypervDebian: RuleSource = {
  ref: `${HYPERV_DOCS}/Supported-Debian-virtual-machines-on-Hyper-V.md @030ee582`,
  date: '2023-09-26',
};

export const hypervGeneration: RuleSource = {
  ref: `${HYPERV_DOCS}/plan/Should-I-create-a-generation-1-or-2-virtual-machine-in-Hyper-V.md @b5dc2aba`,
  date: '2016-12-05',
};

export const hypervScale: RuleSource = {
  ref: `${HYPERV_DOCS}/plan/plan-hyper-v-scalability-in-windows-server.md`,
  date: '2024-10-25',
};

export const hypervFeatures: RuleSource = {
  ref: `${HYPERV_DOCS}/Hyper-V-feature-compatibility-by-generation-and-guest.md @08602baa`,
  date: '2016-12-05',
};

export const azureLocalVmware: RuleSource = {
  ref: `${AZURE_LOCAL_DOCS}/migrate-vmware-requirements.md @44fa99d0`,
  date: '2025-10-08',
};

export const azureLocalHyperv: RuleSource = {
  ref: `${AZURE_LOCAL_DOCS}/migrate-hyperv-requirements.md @e93fd489`,
  date: '2025-09-25',
};

export const azureLocalFaq: RuleSource = { ref: `${AZURE_LOCAL_DOCS}/migrate-faq.yml @0028b8de`, date: '2025-01-23' };

export const lifecycle: RuleSource = {
  ref: 'catalog/os-lifecycle.yaml (endoflife.date @a70eca33)',
  date: '2026-08-22',
};

export const concerns = (id: string, confidence: 'partly' | 'secondary' | 'own'): RuleSource => ({
  ref: `catalog/migration-concerns.yaml, ${id}`,
  date: '2026-11-22',
  confidence,
});

export const ownExperience: RuleSource = {
  ref: 'common practice, not checked against a published text',
  date: '2026-11-22',
  confidence: 'own',
};

export const cpuLevels: RuleSource = {
  ref: 'gitlab.com/redhat/centos-stream/src/kernel/centos-stream-9 merge request 3972 (RHEL 9: x86-64-v2, RHEL 10: x86-64-v3); Windows 11 from catalog/guest-support.yaml, hyperv-guests',
  date: '2026-11-22',
  confidence: 'partly',
};
