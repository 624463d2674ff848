/**
 * The shapes in which facts are brought: one host's own answer (a file of --tree or of a fact cache), a map of hosts,
 * hostvars of an inventory, or the record of a whole run (json callback).
 */

import { fieldsOf, listOf, textOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';

/** What one answer says of one host. */
export interface HostWord {
  /** Name in Ansible's inventory; undefined when the document does not say. */
  readonly host: string | undefined;
  readonly facts?: Fields;
  /** Of win_feature_info. */
  readonly features?: readonly Fields[];
  /** Of win_service_info. */
  readonly services?: readonly Fields[];
  /** Of guest-windows.ps1. */
  readonly guest?: Fields;
  /** Of lsblk. */
  readonly blocks?: readonly Fields[];
  /** The host did not answer, or the module failed on it. */
  readonly failed?: true;
}

/** A fact that every run of setup gives, on Linux and on Windows, whatever subset was gathered. */
const SIGNS = ['hostname', 'fqdn', 'nodename', 'os_family', 'distribution', 'system', 'default_ipv4', 'interfaces'];

function looksLikeFacts(value: Fields): boolean {
  if (SIGNS.some((sign) => `ansible_${sign}` in value)) return true;
  return SIGNS.filter((sign) => sign in value).length >= 3;
}

/** Every answer in a document, in its order. Empty when the document is of no known shape. */
export function* hostWordsIn(value: unknown, host: string | undefined): Generator<HostWord> {
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) {
      const fields = fieldsOf(element);
      if (fields !== undefined) yield* hostWordsIn(fields, textOf(fields['inventory_hostname']));
    }
    return;
  }
  const fields = fieldsOf(value);
  if (fields === undefined) return;
  const word = wordOf(fields, host);
  if (word !== undefined) return yield word;
  const hostvars = fieldsOf(fieldsOf(fields['_meta'])?.['hostvars']);
  if (hostvars !== undefined) return yield* wordsByHost(hostvars);
  const plays = listOf(fields['plays']);
  if (plays === undefined) return yield* wordsByHost(fields);
  for (const play of plays) {
    for (const task of listOf(play['tasks']) ?? []) yield* wordsByHost(fieldsOf(task['hosts']) ?? {});
  }
}

function* wordsByHost(hosts: Fields): Generator<HostWord> {
  for (const [host, value] of Object.entries(hosts)) {
    const fields = fieldsOf(value);
    const word = fields === undefined ? undefined : wordOf(fields, host);
    if (word !== undefined) yield word;
  }
}

/** One host's answer: a result of a module, or bare facts. */
function wordOf(fields: Fields, host: string | undefined): HostWord | undefined {
  const named = host ?? textOf(fields['inventory_hostname']);
  const facts = fieldsOf(fields['ansible_facts']);
  const features = 'features' in fields ? listOf(fields['features']) : undefined;
  const services = Array.isArray(fields['services']) ? listOf(fields['services']) : undefined;
  const guest = fieldsOf(fields['isthmus_guest']);
  const blocks = listOf(fields['block_devices']);
  if (facts !== undefined || features !== undefined || services !== undefined) {
    return {
      host: named,
      ...(facts !== undefined && { facts }),
      ...(features !== undefined && { features }),
      ...(services !== undefined && { services }),
      ...(guest !== undefined && { guest }),
      ...(blocks !== undefined && { blocks }),
    };
  }
  if (fields['unreachable'] === true || fields['failed'] === true) return { host: named, failed: true };
  return looksLikeFacts(fields) ? { host: named, facts: fields } : undefined;
}
