/** Which systems a machine of each kind may run. */

import type { Guest } from './guest-table.ts';
import { guestTable } from './guest-table.ts';
import { LINUX_SERVERS } from './linux-guests.ts';
import { WINDOWS_CLIENTS, WINDOWS_SERVERS } from './windows-guests.ts';

/** Closed machines bought or downloaded as a whole. Their guest id seldom says more than "some Linux". */
const APPLIANCES = [
  ...guestTable(
    'linux',
    '',
    `
photon        |  | vmwarePhoton64Guest | VMware Photon OS (64-bit)         | 5.10.219-photon | 20 | 2019 | 2025
linux-generic |  | otherLinux64Guest   | Other Linux (64-bit)              | 4.19            | 20 | 2014 | 2024
linux-generic |  | other26xLinux64Guest| Other 2.6.x Linux (64-bit)        | 2.6.32          | 12 | 2010 | 2016
linux-generic |  | other3xLinux64Guest | Other 3.x or later Linux (64-bit) | 3.10            | 24 | 2015 | 2024
`,
  ).map((guest) => ({ ...guest, name: guest.id === 'photon' ? 'VMware Photon OS' : 'Linux' })),
  ...guestTable(
    'other',
    'FreeBSD',
    'freebsd-12 | 12 | freebsd12_64Guest | FreeBSD 12 (64-bit) | 12.4 | 12 | 2019 | 2023',
  ),
  ...guestTable('other', 'Other', 'other | | otherGuest64 | Other (64-bit) | | 8 | 2013 | 2023'),
  ...guestTable(
    'other',
    'Solaris',
    'solaris-10 | 10 | solaris10_64Guest | Oracle Solaris 10 (64-bit) | 5.10 | 4 | 2009 | 2014',
  ),
];

export type GuestPool =
  | 'windows-server'
  | 'windows-client'
  | 'linux-server'
  | 'appliance'
  | 'old-windows'
  | 'database-linux'
  | 'sap-linux'
  | 'modern-windows';

export const GUEST_POOLS: Readonly<Record<GuestPool, readonly Guest[]>> = {
  'windows-server': WINDOWS_SERVERS,
  'windows-client': WINDOWS_CLIENTS,
  'linux-server': LINUX_SERVERS,
  appliance: APPLIANCES,
  'old-windows': WINDOWS_SERVERS.filter((guest) => guest.years[1] <= 2016),
  'modern-windows': WINDOWS_SERVERS.filter((guest) => guest.years[0] >= 2017),
  'database-linux': LINUX_SERVERS.filter((guest) => /^(rhel|oracle-linux|sles)/.test(guest.id)),
  'sap-linux': LINUX_SERVERS.filter((guest) => /^(sles|rhel-[789])/.test(guest.id)),
};
