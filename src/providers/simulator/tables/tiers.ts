/** Kinds of machine that applications are made of. */

import type { WorkloadRole } from '../../../core/model/workload.ts';
import type { GuestPool } from './guests.ts';

export type Size = 'tiny' | 'small' | 'medium' | 'large' | 'huge';
export type ClusterPurpose = 'production' | 'database' | 'dmz' | 'test' | 'desktop' | 'gpu' | 'branch' | 'recovery';
type Special = 'failover-disks' | 'multi-writer' | 'domain-controller' | 'gpu' | 'inference' | 'container' | 'raw-disk';

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

/** Words for guest mixes in the application table. */
export const MIXES: Readonly<Record<string, Tier['guests']>> = {
  windows: [{ pool: 'windows-server', weight: 1 }],
  newWindows: [{ pool: 'modern-windows', weight: 1 }],
  linux: [{ pool: 'linux-server', weight: 1 }],
  either: [
    { pool: 'windows-server', weight: 6 },
    { pool: 'linux-server', weight: 4 },
  ],
  heritage: [
    { pool: 'old-windows', weight: 7 },
    { pool: 'linux-server', weight: 3 },
  ],
  database: [{ pool: 'database-linux', weight: 1 }],
  sap: [{ pool: 'sap-linux', weight: 1 }],
  client: [{ pool: 'windows-client', weight: 1 }],
  appliance: [{ pool: 'appliance', weight: 1 }],
};

type Shape = Omit<Tier, 'guests' | 'count'>;

/** Words for tiers in the application table. Guests and number are given there. */
export const TIERS: Readonly<Record<string, Shape>> = {
  web: {
    key: 'web',
    size: 'small',
    purpose: 'dmz',
    role: 'web-server',
    port: 443,
    service: 'https',
    special: 'container',
  },
  app: { key: 'app', size: 'medium', purpose: 'production', port: 8443, service: 'https-alt', special: 'container' },
  sqlCluster: {
    key: 'sql',
    size: 'large',
    purpose: 'database',
    role: 'sql-cluster',
    port: 1433,
    service: 'ms-sql-s',
    special: 'failover-disks',
  },
  sql: { key: 'sql', size: 'large', purpose: 'database', role: 'sql-server', port: 1433, service: 'ms-sql-s' },
  postgres: { key: 'db', size: 'large', purpose: 'database', port: 5432, service: 'postgresql' },
  oracleRac: {
    key: 'ora',
    size: 'huge',
    purpose: 'database',
    role: 'oracle-database',
    port: 1521,
    service: 'oracle',
    special: 'multi-writer',
  },
  oracle: { key: 'ora', size: 'large', purpose: 'database', role: 'oracle-database', port: 1521, service: 'oracle' },
  files: { key: 'fil', size: 'large', purpose: 'production', role: 'file-server', port: 445, service: 'smb' },
  archive: {
    key: 'fil',
    size: 'large',
    purpose: 'production',
    role: 'file-server',
    port: 445,
    service: 'smb',
    special: 'raw-disk',
  },
  sapApp: { key: 'app', size: 'large', purpose: 'production', role: 'sap', port: 3200, service: 'sap-dispatcher' },
  hana: { key: 'hana', size: 'huge', purpose: 'database', role: 'sap', port: 30015, service: 'hana-sql' },
  gpu: { key: 'gpu', size: 'huge', purpose: 'gpu', role: 'gpu-compute', special: 'gpu' },
  inference: {
    key: 'llm',
    size: 'large',
    purpose: 'gpu',
    role: 'gpu-compute',
    port: 8000,
    service: 'http-inference',
    special: 'inference',
  },
  controller: {
    key: 'dc',
    size: 'small',
    purpose: 'production',
    role: 'domain-controller',
    port: 389,
    service: 'ldap',
    special: 'domain-controller',
  },
  monitor: {
    key: 'mon',
    size: 'medium',
    purpose: 'production',
    role: 'monitoring',
    port: 10050,
    service: 'zabbix-agent',
  },
  backup: {
    key: 'bck',
    size: 'large',
    purpose: 'production',
    role: 'backup',
    port: 9392,
    service: 'backup',
    special: 'raw-disk',
  },
  mail: { key: 'exc', size: 'large', purpose: 'production', port: 443, service: 'https' },
  print: { key: 'prt', size: 'small', purpose: 'production', port: 515, service: 'printer' },
  desktop: { key: 'vdi', size: 'small', purpose: 'desktop' },
  appliance: {
    key: 'apl',
    size: 'small',
    purpose: 'production',
    role: 'virtual-appliance',
    port: 443,
    service: 'https',
  },
  server: { key: 'srv', size: 'medium', purpose: 'production' },
  branch: { key: 'bra', size: 'small', purpose: 'branch', role: 'file-server', port: 445, service: 'smb' },
  old: { key: 'old', size: 'small', purpose: 'production' },
};

/** vCPUs and memory by size. */
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
