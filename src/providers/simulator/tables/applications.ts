/** Kinds of application with their tiers, and who calls whom on which port. Weights say how common each is. */

import type { WorkloadRole } from '../../../core/model/workload.ts';
import type { GuestPool } from './guests.ts';

export type Size = 'tiny' | 'small' | 'medium' | 'large' | 'huge';
export type ClusterPurpose = 'production' | 'database' | 'dmz' | 'test' | 'desktop' | 'gpu' | 'branch' | 'recovery';
export type Special =
  'failover-disks' | 'multi-writer' | 'domain-controller' | 'gpu' | 'inference' | 'container' | 'raw-disk';

export interface Tier {
  readonly key: string;
  readonly count: readonly [number, number];
  readonly guests: readonly { readonly pool: GuestPool; readonly weight: number }[];
  readonly size: Size;
  readonly purpose: ClusterPurpose;
  readonly role?: WorkloadRole;
  readonly port?: number;
  readonly service?: string;
  readonly special?: Special;
}

export interface ApplicationKind {
  readonly key: string;
  readonly title: string;
  readonly department: string;
  readonly criticality: 'low' | 'medium' | 'high' | 'mission-critical';
  /** As people tag it; mapped to the catalogue's data classes in machine/tags.ts. */
  readonly dataClass?: string;
  readonly weight: number;
  readonly tiers: readonly Tier[];
  readonly calls: readonly (readonly [from: string, to: string])[];
  /** False for machines that merely share a purpose and are no application. */
  readonly grouped: boolean;
}

type Mix = readonly (readonly [GuestPool, number])[];
const guests = (mix: Mix): Tier['guests'] => mix.map(([pool, weight]) => ({ pool, weight }));
const windows = guests([['windows-server', 1]]);
const newWindows = guests([['modern-windows', 1]]);
const linux = guests([['linux-server', 1]]);
const either = guests([
  ['windows-server', 5],
  ['linux-server', 5],
]);

const web = (g: Tier['guests'], count: Tier['count'] = [2, 4]): Tier => ({
  key: 'web',
  count,
  guests: g,
  size: 'small',
  purpose: 'dmz',
  role: 'web-server',
  port: 443,
  service: 'https',
  special: 'container',
});
const app = (g: Tier['guests'], count: Tier['count'] = [2, 5]): Tier => ({
  key: 'app',
  count,
  guests: g,
  size: 'medium',
  purpose: 'production',
  port: 8443,
  service: 'https-alt',
  special: 'container',
});
const sqlCluster: Tier = {
  key: 'sql',
  count: [2, 2],
  guests: newWindows,
  size: 'large',
  purpose: 'database',
  role: 'sql-cluster',
  port: 1433,
  service: 'ms-sql-s',
  special: 'failover-disks',
};
const sql: Tier = {
  key: 'sql',
  count: [1, 1],
  guests: windows,
  size: 'large',
  purpose: 'database',
  role: 'sql-server',
  port: 1433,
  service: 'ms-sql-s',
};
const postgres: Tier = {
  key: 'db',
  count: [1, 3],
  guests: linux,
  size: 'large',
  purpose: 'database',
  port: 5432,
  service: 'postgresql',
};
const oracleRac: Tier = {
  key: 'ora',
  count: [2, 3],
  guests: guests([['database-linux', 1]]),
  size: 'huge',
  purpose: 'database',
  role: 'oracle-database',
  port: 1521,
  service: 'oracle',
  special: 'multi-writer',
};
const oracle: Tier = {
  key: 'ora',
  count: [1, 1],
  guests: guests([['database-linux', 1]]),
  size: 'large',
  purpose: 'database',
  role: 'oracle-database',
  port: 1521,
  service: 'oracle',
};
const files: Tier = {
  key: 'fil',
  count: [1, 2],
  guests: windows,
  size: 'large',
  purpose: 'production',
  role: 'file-server',
  port: 445,
  service: 'smb',
};
const threeTier: ApplicationKind['calls'] = [
  ['web', 'app'],
  ['app', 'sql'],
];

const kind = (
  key: string,
  title: string,
  department: string,
  criticality: ApplicationKind['criticality'],
  dataClass: string | undefined,
  weight: number,
  tiers: readonly Tier[],
  calls: ApplicationKind['calls'],
  grouped = true,
): ApplicationKind => ({
  key,
  title,
  department,
  criticality,
  weight,
  tiers,
  calls,
  grouped,
  ...(dataClass === undefined ? {} : { dataClass }),
});

export const APPLICATION_KINDS: readonly ApplicationKind[] = [
  kind(
    'core',
    'Core banking',
    'banking',
    'mission-critical',
    'bank-secret',
    3,
    [web(linux), app(linux, [3, 6]), oracleRac],
    [
      ['web', 'app'],
      ['app', 'ora'],
    ],
  ),
  kind(
    'loans',
    'Loan origination',
    'banking',
    'high',
    'bank-secret',
    4,
    [web(windows), app(windows), sqlCluster],
    threeTier,
  ),
  kind(
    'cards',
    'Card payments',
    'payments',
    'mission-critical',
    'payment',
    4,
    [web(linux), app(linux, [2, 6]), postgres],
    [
      ['web', 'app'],
      ['app', 'db'],
    ],
  ),
  kind(
    'instant',
    'Instant payments',
    'payments',
    'mission-critical',
    'payment',
    2,
    [app(linux, [3, 5]), oracle],
    [['app', 'ora']],
  ),
  kind(
    'claims',
    'Claims handling',
    'insurance',
    'high',
    'personal',
    6,
    [web(windows), app(windows), sqlCluster, files],
    [...threeTier, ['app', 'fil']],
  ),
  kind(
    'policy',
    'Policy administration',
    'insurance',
    'high',
    'personal',
    5,
    [web(windows), app(windows), sql],
    threeTier,
  ),
  kind(
    'patients',
    'Patient portal',
    'health',
    'high',
    'health',
    4,
    [web(linux), app(linux), postgres],
    [
      ['web', 'app'],
      ['app', 'db'],
    ],
  ),
  kind(
    'imaging',
    'Medical imaging archive',
    'health',
    'high',
    'health',
    2,
    [app(windows, [1, 3]), sql, { ...files, special: 'raw-disk' }],
    [
      ['app', 'sql'],
      ['app', 'fil'],
    ],
  ),
  kind(
    'sap',
    'SAP',
    'finance',
    'mission-critical',
    'personal',
    3,
    [
      {
        key: 'app',
        count: [2, 4],
        guests: guests([['sap-linux', 1]]),
        size: 'large',
        purpose: 'production',
        role: 'sap',
        port: 3200,
        service: 'sap-dispatcher',
      },
      {
        key: 'hana',
        count: [1, 2],
        guests: guests([['sap-linux', 1]]),
        size: 'huge',
        purpose: 'database',
        role: 'sap',
        port: 30015,
        service: 'hana-sql',
      },
    ],
    [['app', 'hana']],
  ),
  kind('ledger', 'General ledger', 'finance', 'high', undefined, 4, [app(either), sql], [['app', 'sql']]),
  kind(
    'payroll',
    'Payroll',
    'people',
    'high',
    'personal',
    4,
    [web(windows, [1, 2]), app(windows, [1, 2]), sql],
    threeTier,
  ),
  kind(
    'shop',
    'Customer portal',
    'sales',
    'high',
    'personal',
    6,
    [web(linux, [2, 6]), app(linux, [2, 8]), postgres],
    [
      ['web', 'app'],
      ['app', 'db'],
    ],
  ),
  kind(
    'crm',
    'Customer relations',
    'sales',
    'medium',
    'personal',
    5,
    [web(windows), app(windows), sqlCluster],
    threeTier,
  ),
  kind('yard', 'Yard management', 'logistics', 'medium', undefined, 5, [app(windows, [1, 3]), sql], [['app', 'sql']]),
  kind(
    'fleet',
    'Fleet tracking',
    'logistics',
    'medium',
    'personal',
    4,
    [web(linux, [1, 2]), app(linux, [1, 3]), postgres],
    [
      ['web', 'app'],
      ['app', 'db'],
    ],
  ),
  kind(
    'models',
    'Model training',
    'research',
    'medium',
    undefined,
    1.2,
    [
      { key: 'gpu', count: [1, 4], guests: linux, size: 'huge', purpose: 'gpu', role: 'gpu-compute', special: 'gpu' },
      { ...postgres, count: [1, 1] },
    ],
    [['gpu', 'db']],
  ),
  kind(
    'assist',
    'Assistant inference',
    'research',
    'medium',
    'personal',
    1.2,
    [
      {
        key: 'llm',
        count: [1, 2],
        guests: linux,
        size: 'large',
        purpose: 'gpu',
        role: 'gpu-compute',
        port: 8000,
        service: 'http-inference',
        special: 'inference',
      },
      app(linux, [1, 2]),
    ],
    [['app', 'llm']],
  ),
  kind('build', 'Build farm', 'research', 'low', undefined, 4, [app(linux, [3, 9])], []),
  kind(
    'domain',
    'Directory',
    'operations',
    'mission-critical',
    'personal',
    3,
    [
      {
        key: 'dc',
        count: [2, 4],
        guests: windows,
        size: 'small',
        purpose: 'production',
        role: 'domain-controller',
        port: 389,
        service: 'ldap',
        special: 'domain-controller',
      },
    ],
    [],
  ),
  kind(
    'watch',
    'Monitoring',
    'operations',
    'medium',
    undefined,
    3,
    [
      {
        key: 'mon',
        count: [1, 4],
        guests: linux,
        size: 'medium',
        purpose: 'production',
        role: 'monitoring',
        port: 10050,
        service: 'zabbix-agent',
      },
    ],
    [],
  ),
  kind(
    'backup',
    'Backup',
    'operations',
    'high',
    undefined,
    3,
    [
      {
        key: 'bck',
        count: [1, 4],
        guests: windows,
        size: 'large',
        purpose: 'production',
        role: 'backup',
        port: 9392,
        service: 'veeam',
        special: 'raw-disk',
      },
    ],
    [],
  ),
  kind(
    'mail',
    'Mail',
    'workplace',
    'high',
    'personal',
    2,
    [
      {
        key: 'exc',
        count: [2, 4],
        guests: newWindows,
        size: 'large',
        purpose: 'production',
        port: 443,
        service: 'https',
      },
    ],
    [],
  ),
  kind(
    'print',
    'File and print',
    'workplace',
    'medium',
    'personal',
    6,
    [
      files,
      {
        key: 'prt',
        count: [1, 2],
        guests: windows,
        size: 'small',
        purpose: 'production',
        port: 515,
        service: 'printer',
      },
    ],
    [],
  ),
  kind(
    'desktop',
    'Virtual desktops',
    'workplace',
    'low',
    'personal',
    2.2,
    [{ key: 'vdi', count: [6, 30], guests: guests([['windows-client', 1]]), size: 'small', purpose: 'desktop' }],
    [],
    false,
  ),
  kind(
    'appliance',
    'Appliance',
    'operations',
    'medium',
    undefined,
    9,
    [
      {
        key: 'apl',
        count: [1, 2],
        guests: guests([['appliance', 1]]),
        size: 'small',
        purpose: 'production',
        role: 'virtual-appliance',
        port: 443,
        service: 'https',
      },
    ],
    [],
    false,
  ),
  kind(
    'single',
    'Single server',
    'operations',
    'low',
    undefined,
    46,
    [
      {
        key: 'srv',
        count: [1, 1],
        guests: guests([
          ['windows-server', 6],
          ['linux-server', 4],
        ]),
        size: 'medium',
        purpose: 'production',
      },
    ],
    [],
    false,
  ),
  kind(
    'branch',
    'Branch server',
    'logistics',
    'medium',
    undefined,
    8,
    [
      {
        key: 'bra',
        count: [1, 2],
        guests: windows,
        size: 'small',
        purpose: 'branch',
        role: 'file-server',
        port: 445,
        service: 'smb',
      },
    ],
    [],
    false,
  ),
  kind(
    'heritage',
    'Heritage',
    'heritage',
    'low',
    undefined,
    12,
    [
      {
        key: 'old',
        count: [1, 2],
        guests: guests([
          ['old-windows', 7],
          ['linux-server', 3],
        ]),
        size: 'small',
        purpose: 'production',
      },
    ],
    [],
    false,
  ),
];

/** vCPUs and memory by size, with weights. */
export const SIZES: Readonly<
  Record<Size, readonly { readonly cpu: number; readonly memoryGiB: number; readonly weight: number }[]>
> = {
  tiny: [
    { cpu: 1, memoryGiB: 1, weight: 5 },
    { cpu: 1, memoryGiB: 2, weight: 5 },
  ],
  small: [
    { cpu: 1, memoryGiB: 2, weight: 2 },
    { cpu: 2, memoryGiB: 4, weight: 6 },
    { cpu: 2, memoryGiB: 8, weight: 3 },
  ],
  medium: [
    { cpu: 2, memoryGiB: 8, weight: 6 },
    { cpu: 4, memoryGiB: 8, weight: 4 },
    { cpu: 4, memoryGiB: 16, weight: 4 },
  ],
  large: [
    { cpu: 4, memoryGiB: 32, weight: 4 },
    { cpu: 8, memoryGiB: 32, weight: 5 },
    { cpu: 8, memoryGiB: 64, weight: 3 },
    { cpu: 12, memoryGiB: 96, weight: 1 },
  ],
  huge: [
    { cpu: 16, memoryGiB: 128, weight: 5 },
    { cpu: 24, memoryGiB: 192, weight: 2 },
    { cpu: 32, memoryGiB: 384, weight: 1 },
  ],
};
