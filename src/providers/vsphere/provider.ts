/** VMware vSphere, live: a vCenter Server, or an ESXi host on its own. */

import type { Provider } from '../provider.ts';
import { SECRETS, SETTINGS } from './settings.ts';
import { SUPPLIES } from './supplies.ts';

export const vsphereProvider: Provider = {
  kind: 'vsphere',
  title: 'VMware vSphere',
  platform: 'vsphere',
  precedence: 200,
  supplies: SUPPLIES,
  // The list of files behind each disk would tell; it is large, changes all the time, and no rule asks for it.
  neverSupplies: ['disks[].usedMiB', 'snapshots[].sizeMiB'],
  live: {
    facets: ['inventory', 'changes', 'metrics'],
    settings: SETTINGS,
    secrets: SECRETS,
    guide: 'vsphere.md',
    intervalSeconds: 300,
    connect: async (request) => {
      const { connect } = await import('./connect.ts');
      return connect(request);
    },
  },
};
