/** Ansible: what its modules gather inside Linux and Windows machines, on whatever platform they run. */

import type { Provider } from '../provider.ts';
import { KIT } from './kit.ts';
import { KIND, readFacts } from './read.ts';

const SERVICES = 'modules service_facts (Linux) and win_service_info (Windows)';

export const ansibleProvider: Provider = {
  kind: KIND,
  title: 'Ansible facts',
  // Below what platforms say of their own machines: a guest sees less of its hardware than its platform.
  precedence: 60,
  supplies: {
    name: 'fact ansible_hostname',
    platform: 'facts ansible_virtualization_type, ansible_system_vendor and ansible_chassis_asset_tag',
    powerState: 'module setup: a host that answers is on',
    cpuCount: 'fact ansible_processor_vcpus',
    coresPerSocket: 'fact ansible_processor_cores',
    memoryMiB: 'fact ansible_memtotal_mb',
    os: 'facts ansible_distribution, ansible_distribution_version and ansible_os_name',
    hostName: 'fact ansible_fqdn',
    ipAddresses: 'facts ansible_all_ipv4_addresses and ansible_ip_addresses',
    disks: 'fact ansible_devices (Linux)',
    nics: 'fact ansible_interfaces (Linux)',
    filesystems: 'fact ansible_mounts (Linux)',
    guestFeatures: 'module win_feature_info (Windows)',
    guestServices: SERVICES,
    software: 'module package_facts (Linux) and guest-windows.ps1 of the kit (Windows, over WinRM)',
    webSites: 'guest-windows.ps1 of the kit (Windows, over WinRM)',
    dotNetVersions: 'module package_facts (Linux) and guest-windows.ps1 of the kit (Windows, over WinRM)',
    bootDiskLayout: 'lsblk in the playbook (Linux) and module win_disk_facts (Windows)',
    guestEncryption: 'lsblk in the playbook (Linux) and guest-windows.ps1 of the kit (Windows, over WinRM)',
    roles: `${SERVICES}; fact ansible_windows_domain_role`,
  },
  // A guest knows nothing of how its platform keeps its disks and adapters.
  neverSupplies: [
    'os.configuredAs',
    'os.nativeId',
    'disks[].datastore',
    'disks[].path',
    'disks[].mode',
    'disks[].thin',
    'disks[].shared',
    'disks[].sharedBus',
    'disks[].rawDeviceMapping',
    'disks[].rawCompatibility',
    'disks[].controller',
    'disks[].changeTracking',
    'disks[].usedMiB',
    'disks[].uuid',
    'disks[].backing',
    'disks[].scsiReservation',
    'disks[].onFileShare',
    'disks[].condition',
    'nics[].filtered',
    'nics[].bandwidthLimited',
    'nics[].mirrored',
    'nics[].tuned',
    'nics[].networkKnown',
    'nics[].network',
    'nics[].switchName',
    'nics[].adapter',
    'nics[].passthrough',
    'filesystems[].diskKey',
  ],
  file: {
    accepts: 'a folder that ansible --tree or a fact cache wrote, a .zip of it, or the output of ansible -m setup',
    extensions: ['.json', '.zip', '.txt'],
    read: (request) => readFacts(request),
  },
  kit: KIT,
};
