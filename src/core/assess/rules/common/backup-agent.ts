import { defineRule } from '../../rule.ts';
import { noneInstalled } from '../../guest-software.ts';
import { ownExperience } from '../sources.ts';

/** Agents that back a machine up from inside, by product and by service. */
const AGENTS = {
  software:
    /veeam agent|commvault|simpana|rubrik backup|netbackup|spectrum protect|tivoli storage manager|avamar|networker (client|extended)|cohesity|acronis (cyber|backup)|data protector|arcserve|bacula|bareos|azure recovery services|nakivo/i,
  services:
    /^(veeamendpointbackupsvc|veeamservice|gxcvd.*|rubrik.*|bpcd|vxpbx.*|tsm.*|dsmcad|avagent|avbackup|nsrexecd|cohesity.*|bacula-fd|bareos-fd|obengine|cagentservice)(\.service)?$/i,
};

export const backupAgent = defineRule({
  id: 'common.software.backup-agent',
  label: 'Backed up by an agent in the guest',
  description:
    'A backup product works from inside the machine. It goes along, and may not know the target or reach its server.',
  remedy:
    'Check that the product supports the target, and run one backup and one restore there before the source is removed.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  source: ownExperience,
  needs: [],
  mayUse: ['software', 'guestServices'],
  fixHours: 2,
  evaluate: (facts) => noneInstalled(facts, AGENTS),
});
