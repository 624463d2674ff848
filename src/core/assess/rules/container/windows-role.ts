import { listed } from '../../kleene.ts';
import { notWindowsServer } from '../../roles.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { BLOCKER } from './severity.ts';
import { removedRoles } from './sources.ts';

/** As Windows names its roles and features, lower case. */
const TAKEN_OUT: ReadonlyMap<string, string> = new Map([
  ['ad-domain-services', 'Active Directory Domain Services'],
  ['adcs-cert-authority', 'Certification Authority'],
  ['adfs-federation', 'Federation Services'],
  ['adlds', 'Lightweight Directory Services'],
  ['adrms-server', 'Rights Management'],
  ['dhcp', 'DHCP server'],
  ['dns', 'DNS server'],
  ['failover-clustering', 'Failover Clustering'],
  ['fax', 'Fax server'],
  ['fs-dfs-namespace', 'DFS Namespaces'],
  ['fs-dfs-replication', 'DFS Replication'],
  ['fs-fileserver', 'File server'],
  ['fs-nfs-service', 'Server for NFS'],
  ['fs-iscsitarget-server', 'iSCSI target'],
  ['hyper-v', 'Hyper-V'],
  ['npas', 'Network Policy Server'],
  ['print-server', 'Print server'],
  ['rds-rd-server', 'Remote Desktop Session Host'],
  ['rds-connection-broker', 'Remote Desktop Connection Broker'],
  ['rds-gateway', 'Remote Desktop Gateway'],
  ['rds-licensing', 'Remote Desktop Licensing'],
  ['rds-web-access', 'Remote Desktop Web Access'],
  ['directaccess-vpn', 'Remote Access'],
  ['routing', 'Routing'],
  ['updateservices-services', 'Windows Update Services'],
  ['wds-deployment', 'Windows Deployment Services'],
]);

export const windowsRole = defineRule({
  id: 'container.windows.role',
  label: 'Windows role that containers do not have',
  description: 'The role was taken out of the Windows container images, or needs a machine of its own.',
  remedy: 'Keep the machine, or serve this from the target: its name, address, file and print services.',
  severity: BLOCKER,
  source: removedRoles,
  needs: [],
  mayUse: ['os', 'guestFeatures'],
  fixHours: 24,
  evaluate: ({ os, guestFeatures }) => {
    if (notWindowsServer(os)) return pass;
    const found = (guestFeatures ?? []).flatMap((name) => TAKEN_OUT.get(name.toLowerCase()) ?? []);
    if (found.length > 0) return fail(`Roles: ${listed(found)}.`);
    return guestFeatures === undefined ? unknown(['guestFeatures']) : pass;
  },
});
