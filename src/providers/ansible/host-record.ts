/**
 * What is kept of a host's answers while a file is read: the facts this product uses, by their names without the
 * prefix "ansible_". Everything else, the environment, kernel command line and custom facts above all, is let go of
 * at once: people keep passwords there.
 */

import { fieldsOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import type { HostWord } from './host-words.ts';

const USED = [
  'all_ipv4_addresses',
  'all_ipv6_addresses',
  'architecture',
  'chassis_asset_tag',
  'date_time',
  'devices',
  'disks',
  'distribution',
  'distribution_release',
  'distribution_version',
  'fqdn',
  'hostname',
  'interfaces',
  'ip_addresses',
  'memtotal_mb',
  'mounts',
  'nodename',
  'os_family',
  'os_name',
  'os_product_type',
  'packages',
  'processor_cores',
  'processor_count',
  'processor_threads_per_core',
  'processor_vcpus',
  'product_name',
  'product_serial',
  'product_uuid',
  'reboot_pending',
  'system',
  'system_vendor',
  'virtualization_role',
  'virtualization_type',
  'windows_domain_role',
] as const;
export type UsedFact = (typeof USED)[number];

export interface HostRecord {
  readonly facts: Partial<Record<UsedFact, unknown>>;
  /** The interface facts of Linux, by device name. */
  readonly links: Map<string, Fields>;
  /** Services that run, by lower-case name; undefined until some answer lists them. */
  running?: Set<string>;
  /** All services, by their own name without ".service"; undefined until some answer lists them. */
  services?: Map<string, Fields>;
  /** What guest-windows.ps1 of the kit answers. */
  guest?: Fields;
  /** Disks and partitions as lsblk shows them. */
  blocks?: readonly Fields[];
  /** Roles and features of Windows that are installed; undefined until some answer lists them. */
  features?: string[];
  answered: boolean;
  /** Documents that say it did not answer, or that a module failed on it. */
  readonly failedIn: string[];
}

export const emptyRecord = (): HostRecord => ({ facts: {}, links: new Map(), answered: false, failedIn: [] });

/** "NA" and blanks are what Ansible writes for "not available". */
const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && value !== 'NA' && value !== 'N/A';

/** Adds one answer. What an earlier answer said stays where this one says nothing. */
export function learn(record: HostRecord, word: HostWord): void {
  if (word.failed !== true) record.answered = true;
  const facts = word.facts;
  if (facts !== undefined) {
    const fact = (name: string): unknown => facts[`ansible_${name}`] ?? facts[name];
    for (const name of USED) if (isSaid(fact(name))) record.facts[name] = fact(name);
    for (const name of deviceNames(fact('interfaces'))) {
      const link = fieldsOf(fact(name.replaceAll(/[-.:]/g, '_'))) ?? fieldsOf(fact(name));
      if (link !== undefined) record.links.set(name, link);
    }
    const services = fieldsOf(fact('services'));
    if (services !== undefined) note(record, Object.values(services));
  }
  if (word.services !== undefined) note(record, word.services);
  if (word.guest !== undefined) record.guest = { ...record.guest, ...word.guest };
  if (word.blocks !== undefined) record.blocks = word.blocks;
  if (word.features !== undefined) {
    const installed = word.features.filter(isInstalled).flatMap(({ name }) => textOf(name) ?? []);
    record.features = [...new Set([...(record.features ?? []), ...installed])].sort();
  }
}

const deviceNames = (interfaces: unknown): readonly string[] =>
  (textsOf(interfaces) ?? []).filter((name) => name.length <= 64);

function note(record: HostRecord, services: readonly unknown[]): void {
  record.running ??= new Set();
  record.services ??= new Map();
  for (const service of services) {
    const { name, state, title, display_name, status, start_mode } = fieldsOf(service) ?? {};
    const runs = ['running', 'started'].includes(textOf(state)?.toLowerCase() ?? '');
    const known = textOf(name);
    // Only these are kept: a command line or an account may hold a password.
    if (known !== undefined) {
      record.services.set(known.replace(/\.service$/, ''), { state, title, display_name, status, start_mode });
    }
    if (runs && known !== undefined) record.running.add(known.toLowerCase().replace(/\.service$/, ''));
  }
}

function isInstalled(feature: Fields): boolean {
  const state = textOf(feature['install_state'])?.toLowerCase();
  return feature['installed'] === true || state === 'installed';
}
