import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail, pass } from '../../verdict.ts';
import { azureMigrateVmware } from '../sources.ts';

export const ipv6 = defineRule({
  id: 'azure.nic.ipv6',
  label: 'IPv6 addresses',
  description: 'IPv6 addresses are not carried by Azure Migrate.',
  remedy: 'Plan IPv6 anew in the virtual network, or check that nothing uses it.',
  severity: { 'azure-vm': 'warning' },
  source: azureMigrateVmware,
  settledOn: ['azure'],
  needs: ['ipAddresses'],
  fixHours: 2,
  evaluate: ({ ipAddresses }) => {
    // Every IPv6 interface has a link-local address; only others are in use.
    const used = ipAddresses.filter((address) => address.includes(':') && !/^(fe[89ab]|::1$)/i.test(address));
    return used.length > 0 ? fail(`IPv6: ${listed(used)}.`) : pass;
  },
});
