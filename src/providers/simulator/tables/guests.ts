/**
 * Guest systems as vSphere names them, with how common each is. Guest ids and texts are VMware's own;
 * ids join catalog/os-lifecycle.yaml. `candidates` is set where the guest id alone does not tell the release.
 */

import type { OsFamily } from '../../../core/model/workload.ts';

export interface Guest {
  readonly id: string;
  readonly family: OsFamily;
  readonly name: string;
  readonly version: string;
  readonly architecture: 'x86_64' | 'x86' | 'other';
  readonly guestId: string;
  readonly configuredAs: string;
  /** Kernel or build number, for the detailed data the guest agent gives. */
  readonly build: string;
  readonly candidates?: readonly string[];
  readonly weight: number;
  /** Years in which machines with this system were set up. */
  readonly years: readonly [number, number];
}

type Row = readonly [
  id: string,
  version: string,
  guestId: string,
  configuredAs: string,
  build: string,
  weight: number,
  from: number,
  to: number,
  candidates?: readonly string[],
];

const rows = (family: OsFamily, name: string, list: readonly Row[]): Guest[] =>
  list.map(([id, version, guestId, configuredAs, build, weight, from, to, candidates]) => ({
    id,
    family,
    name: `${name} ${version}`,
    version: version.toLowerCase().replace(/ /g, ''),
    architecture: configuredAs.includes('32-bit') ? 'x86' : 'x86_64',
    guestId,
    configuredAs,
    build,
    weight,
    years: [from, to],
    ...(candidates === undefined ? {} : { candidates }),
  }));

const since2012 = ['windows-server-2012', 'windows-server-2012-r2'];
const since2016 = ['windows-server-2016', 'windows-server-2019', 'windows-server-2022', 'windows-server-2025'];
const ubuntu = [
  'ubuntu-14.04',
  'ubuntu-16.04',
  'ubuntu-18.04',
  'ubuntu-20.04',
  'ubuntu-22.04',
  'ubuntu-24.04',
  'ubuntu-26.04',
];
const rocky = ['rocky-8', 'rocky-9', 'rocky-10'];
const alma = ['alma-8', 'alma-9', 'alma-10'];

export const WINDOWS_SERVERS: readonly Guest[] = rows('windows', 'Windows Server', [
  [
    'windows-server-2003',
    '2003',
    'winNetStandardGuest',
    'Microsoft Windows Server 2003 Standard (32-bit)',
    '3790',
    0.7,
    2008,
    2011,
  ],
  [
    'windows-server-2003',
    '2003',
    'winNetEnterprise64Guest',
    'Microsoft Windows Server 2003 (64-bit)',
    '3790',
    0.4,
    2008,
    2011,
  ],
  [
    'windows-server-2008',
    '2008',
    'winLonghorn64Guest',
    'Microsoft Windows Server 2008 (64-bit)',
    '6003',
    1.4,
    2010,
    2013,
  ],
  [
    'windows-server-2008-r2',
    '2008 R2',
    'windows7Server64Guest',
    'Microsoft Windows Server 2008 R2 (64-bit)',
    '7601',
    7,
    2011,
    2016,
  ],
  [
    'windows-server-2012',
    '2012',
    'windows8Server64Guest',
    'Microsoft Windows Server 2012 (64-bit)',
    '9200',
    3,
    2013,
    2016,
    since2012,
  ],
  [
    'windows-server-2012-r2',
    '2012 R2',
    'windows8Server64Guest',
    'Microsoft Windows Server 2012 (64-bit)',
    '9600',
    14,
    2014,
    2018,
    since2012,
  ],
  [
    'windows-server-2016',
    '2016',
    'windows9Server64Guest',
    'Microsoft Windows Server 2016 or later (64-bit)',
    '14393',
    20,
    2017,
    2021,
    since2016,
  ],
  [
    'windows-server-2019',
    '2019',
    'windows9Server64Guest',
    'Microsoft Windows Server 2016 or later (64-bit)',
    '17763',
    8,
    2019,
    2022,
    since2016,
  ],
  [
    'windows-server-2019',
    '2019',
    'windows2019srv_64Guest',
    'Microsoft Windows Server 2019 (64-bit)',
    '17763',
    19,
    2020,
    2024,
  ],
  [
    'windows-server-2022',
    '2022',
    'windows2019srvNext_64Guest',
    'Microsoft Windows Server 2022 (64-bit)',
    '20348',
    21,
    2022,
    2026,
  ],
  [
    'windows-server-2022',
    '2022',
    'windows9Server64Guest',
    'Microsoft Windows Server 2016 or later (64-bit)',
    '20348',
    2,
    2022,
    2023,
    since2016,
  ],
  [
    'windows-server-2025',
    '2025',
    'windows2022srvNext_64Guest',
    'Microsoft Windows Server 2025 (64-bit)',
    '26100',
    5,
    2025,
    2026,
  ],
]);

export const WINDOWS_CLIENTS: readonly Guest[] = rows('windows', 'Windows', [
  ['windows-xp', 'XP', 'winXPProGuest', 'Microsoft Windows XP Professional (32-bit)', '2600', 2, 2008, 2012],
  ['windows-7-sp1', '7', 'windows7_64Guest', 'Microsoft Windows 7 (64-bit)', '7601', 7, 2011, 2018],
  ['windows-10', '10', 'windows9_64Guest', 'Microsoft Windows 10 (64-bit)', '19045', 56, 2017, 2023],
  ['windows-11', '11', 'windows11_64Guest', 'Microsoft Windows 11 (64-bit)', '22631', 35, 2022, 2026],
]);

export const LINUX_SERVERS: readonly Guest[] = [
  ...rows('linux', 'Red Hat Enterprise Linux', [
    ['rhel-5', '5', 'rhel5_64Guest', 'Red Hat Enterprise Linux 5 (64-bit)', '2.6.18-419.el5', 1, 2009, 2012],
    ['rhel-6', '6', 'rhel6_64Guest', 'Red Hat Enterprise Linux 6 (64-bit)', '2.6.32-754.el6.x86_64', 4, 2011, 2015],
    ['rhel-7', '7', 'rhel7_64Guest', 'Red Hat Enterprise Linux 7 (64-bit)', '3.10.0-1160.el7.x86_64', 13, 2015, 2020],
    ['rhel-8', '8', 'rhel8_64Guest', 'Red Hat Enterprise Linux 8 (64-bit)', '4.18.0-553.el8_10.x86_64', 18, 2019, 2023],
    ['rhel-9', '9', 'rhel9_64Guest', 'Red Hat Enterprise Linux 9 (64-bit)', '5.14.0-503.el9_5.x86_64', 14, 2022, 2026],
    ['rhel-10', '10', 'rhel10_64Guest', 'Red Hat Enterprise Linux 10 (64-bit)', '6.12.0-55.el10.x86_64', 2, 2025, 2026],
  ]),
  ...rows('linux', 'CentOS', [
    ['centos-6', '6', 'centos6_64Guest', 'CentOS 6 (64-bit)', '2.6.32-754.el6.x86_64', 2, 2012, 2016],
    ['centos-7', '7', 'centos7_64Guest', 'CentOS 7 (64-bit)', '3.10.0-1160.el7.x86_64', 8, 2015, 2021],
    [
      'centos-8',
      '8',
      'centos8_64Guest',
      'CentOS 8 (64-bit)',
      '4.18.0-348.el8.x86_64',
      1,
      2020,
      2021,
      ['centos-8', 'centos-stream-8'],
    ],
  ]),
  ...rows('linux', 'SUSE Linux Enterprise Server', [
    ['sles-11.4', '11', 'sles11_64Guest', 'SUSE Linux Enterprise 11 (64-bit)', '3.0.101-108-default', 1.5, 2012, 2016],
    ['sles-12.5', '12', 'sles12_64Guest', 'SUSE Linux Enterprise 12 (64-bit)', '4.12.14-122-default', 4, 2017, 2021],
    [
      'sles-15.6',
      '15',
      'sles15_64Guest',
      'SUSE Linux Enterprise 15 (64-bit)',
      '6.4.0-150600.23-default',
      6,
      2020,
      2026,
    ],
  ]),
  ...rows('linux', 'Ubuntu', [
    ['ubuntu-16.04', '16.04', 'ubuntu64Guest', 'Ubuntu Linux (64-bit)', '4.4.0-210-generic', 2, 2016, 2018, ubuntu],
    ['ubuntu-18.04', '18.04', 'ubuntu64Guest', 'Ubuntu Linux (64-bit)', '4.15.0-213-generic', 3, 2018, 2020, ubuntu],
    ['ubuntu-20.04', '20.04', 'ubuntu64Guest', 'Ubuntu Linux (64-bit)', '5.4.0-208-generic', 5, 2020, 2022, ubuntu],
    ['ubuntu-22.04', '22.04', 'ubuntu64Guest', 'Ubuntu Linux (64-bit)', '5.15.0-134-generic', 8, 2022, 2025, ubuntu],
    ['ubuntu-24.04', '24.04', 'ubuntu64Guest', 'Ubuntu Linux (64-bit)', '6.8.0-55-generic', 4, 2024, 2026, ubuntu],
  ]),
  ...rows('linux', 'Debian', [
    ['debian-8', '8', 'debian8_64Guest', 'Debian GNU/Linux 8 (64-bit)', '3.16.0-11-amd64', 0.7, 2015, 2017],
    ['debian-10', '10', 'debian10_64Guest', 'Debian GNU/Linux 10 (64-bit)', '4.19.0-27-amd64', 1.5, 2019, 2021],
    ['debian-11', '11', 'debian11_64Guest', 'Debian GNU/Linux 11 (64-bit)', '5.10.0-34-amd64', 2.5, 2021, 2023],
    ['debian-12', '12', 'debian12_64Guest', 'Debian GNU/Linux 12 (64-bit)', '6.1.0-32-amd64', 3, 2023, 2026],
  ]),
  ...rows('linux', 'Oracle Linux', [
    [
      'oracle-linux-6',
      '6',
      'oracleLinux6_64Guest',
      'Oracle Linux 6 (64-bit)',
      '4.1.12-124.el6uek.x86_64',
      0.7,
      2013,
      2016,
    ],
    [
      'oracle-linux-7',
      '7',
      'oracleLinux7_64Guest',
      'Oracle Linux 7 (64-bit)',
      '5.4.17-2136.el7uek.x86_64',
      2,
      2016,
      2021,
    ],
    [
      'oracle-linux-8',
      '8',
      'oracleLinux8_64Guest',
      'Oracle Linux 8 (64-bit)',
      '5.15.0-206.el8uek.x86_64',
      2.5,
      2020,
      2025,
    ],
  ]),
  ...rows('linux', 'Rocky Linux', [
    ['rocky-8', '8', 'rockylinux_64Guest', 'Rocky Linux (64-bit)', '4.18.0-553.el8_10.x86_64', 1.5, 2021, 2023, rocky],
    ['rocky-9', '9', 'rockylinux_64Guest', 'Rocky Linux (64-bit)', '5.14.0-503.el9_5.x86_64', 2.5, 2022, 2026, rocky],
  ]),
  ...rows('linux', 'AlmaLinux', [
    ['alma-9', '9', 'almalinux_64Guest', 'AlmaLinux (64-bit)', '5.14.0-503.el9_5.x86_64', 1, 2022, 2026, alma],
  ]),
];

/** Closed machines bought or downloaded as a whole. Their guest id seldom says more than "some Linux". */
export const APPLIANCES: readonly Guest[] = [
  {
    id: 'photon',
    family: 'linux',
    name: 'VMware Photon OS',
    version: '',
    architecture: 'x86_64',
    guestId: 'vmwarePhoton64Guest',
    configuredAs: 'VMware Photon OS (64-bit)',
    build: '5.10.219-photon',
    weight: 20,
    years: [2019, 2025],
  },
  {
    id: 'linux-generic',
    family: 'linux',
    name: 'Linux',
    version: '',
    architecture: 'x86_64',
    guestId: 'otherLinux64Guest',
    configuredAs: 'Other Linux (64-bit)',
    build: '4.19',
    weight: 20,
    years: [2014, 2024],
  },
  {
    id: 'linux-generic',
    family: 'linux',
    name: 'Linux 2.6',
    version: '',
    architecture: 'x86_64',
    guestId: 'other26xLinux64Guest',
    configuredAs: 'Other 2.6.x Linux (64-bit)',
    build: '2.6.32',
    weight: 12,
    years: [2010, 2016],
  },
  {
    id: 'linux-generic',
    family: 'linux',
    name: 'Linux 3.x',
    version: '',
    architecture: 'x86_64',
    guestId: 'other3xLinux64Guest',
    configuredAs: 'Other 3.x or later Linux (64-bit)',
    build: '3.10',
    weight: 24,
    years: [2015, 2024],
  },
  {
    id: 'freebsd-12',
    family: 'other',
    name: 'FreeBSD 12',
    version: '12',
    architecture: 'x86_64',
    guestId: 'freebsd12_64Guest',
    configuredAs: 'FreeBSD 12 (64-bit)',
    build: '12.4',
    weight: 12,
    years: [2019, 2023],
  },
  {
    id: 'other',
    family: 'other',
    name: 'Other',
    version: '',
    architecture: 'x86_64',
    guestId: 'otherGuest64',
    configuredAs: 'Other (64-bit)',
    build: '',
    weight: 8,
    years: [2013, 2023],
  },
  {
    id: 'solaris-10',
    family: 'other',
    name: 'Solaris 10',
    version: '10',
    architecture: 'x86_64',
    guestId: 'solaris10_64Guest',
    configuredAs: 'Oracle Solaris 10 (64-bit)',
    build: '5.10',
    weight: 4,
    years: [2009, 2014],
  },
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

const cut = (guests: readonly Guest[], keep: (guest: Guest) => boolean): readonly Guest[] => guests.filter(keep);

export const GUEST_POOLS: Readonly<Record<GuestPool, readonly Guest[]>> = {
  'windows-server': WINDOWS_SERVERS,
  'windows-client': WINDOWS_CLIENTS,
  'linux-server': LINUX_SERVERS,
  appliance: APPLIANCES,
  'old-windows': cut(WINDOWS_SERVERS, (guest) => guest.years[1] <= 2016),
  'modern-windows': cut(WINDOWS_SERVERS, (guest) => guest.years[0] >= 2017),
  'database-linux': cut(LINUX_SERVERS, (guest) => /^(rhel|oracle-linux|sles)/.test(guest.id)),
  'sap-linux': cut(LINUX_SERVERS, (guest) => /^(sles|rhel-[789])/.test(guest.id)),
};
