/**
 * Collects what documents of several shapes say, machine by machine: our collector's, the Hyper-V module's own
 * objects, Forklift's batches and System Center's. What is said later fills only what was not said before.
 */

import { fieldsOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import { machineWord } from './collector-words.ts';
import { forkliftWord, isForklift } from './forklift-words.ts';
import { oddValuesOf } from './odd-values.ts';
import type { OddValue } from './odd-values.ts';
import { isScvmm, scvmmWord } from './scvmm-words.ts';
import { timeOf } from './states.ts';
import type { MachineWord } from './words.ts';
import { entryOf } from '../import-values.ts';

/** Errors the collector met, by its own words. */
export interface CollectorError {
  readonly host: string;
  readonly cmdlet: string;
  readonly about: string;
  readonly cost: string;
  readonly message: string;
}

/** A host or cluster as the collector wrote it, with the scope its names are unique in. */
export interface Place {
  readonly fields: Fields;
  readonly scope: string | undefined;
  readonly cluster: string | undefined;
  readonly observedAt: string | undefined;
}

export interface Gathered {
  readonly machines: Map<string, MachineWord>;
  readonly hosts: Place[];
  readonly clusters: Place[];
  readonly errors: CollectorError[];
  /** Hosts whose machines could not be listed. */
  readonly notListed: string[];
  readonly odd: OddValue[];
  /** Formats of collectors that are not known here. */
  readonly unknownFormats: string[];
  /** Machines without an id and a name. */
  nameless: number;
  producer?: string;
  observedAt?: string;
}

export const emptyGathered = (): Gathered => ({
  machines: new Map(),
  hosts: [],
  clusters: [],
  errors: [],
  notListed: [],
  odd: [],
  unknownFormats: [],
  nameless: 0,
});

const COLLECTOR_FORMAT = 'isthmus-hyperv';
const KNOWN_VERSION = '1';
const MAX_DEPTH = 3;

/** Adds one document. Answers how many machines and hosts were in it; zero means that nothing was recognised. */
export function gather(gathered: Gathered, value: unknown, depth = 0): number {
  if (Array.isArray(value)) {
    if (depth >= MAX_DEPTH) return 0;
    return (value as readonly unknown[]).reduce<number>((sum, item) => sum + gather(gathered, item, depth + 1), 0);
  }
  const fields = fieldsOf(value);
  if (fields === undefined) return 0;
  if (fields['format'] === COLLECTOR_FORMAT) return gatherCollected(gathered, fields);
  if (isScvmm(fields)) return noteOdd(gathered, fields, scvmmWord(fields));
  if (isModuleObject(fields)) return noteOdd(gathered, fields, machineWord(fields));
  if ('LogicalProcessorCount' in fields && 'Name' in fields && 'HyperVStateString' in fields) {
    return notePlace(gathered.hosts, {
      fields: scvmmHost(fields),
      scope: undefined,
      cluster: undefined,
      observedAt: undefined,
    });
  }
  if ('CsDNSHostName' in fields) {
    return notePlace(gathered.hosts, {
      fields: computerInfo(fields),
      scope: undefined,
      cluster: undefined,
      observedAt: undefined,
    });
  }
  if (isForklift(fields)) {
    return Object.entries(fields).reduce(
      (sum, [name, details]) => sum + note(gathered, forkliftWord(name, fieldsOf(details) ?? {})),
      0,
    );
  }
  // Lists that PowerShell wrapped: { value: […], Count: n }.
  return Array.isArray(fields['value']) ? gather(gathered, fields['value'], depth + 1) : 0;
}

/** Get-VM gives its machines these; Get-VMHost and others do not have them together. */
const isModuleObject = (fields: Fields): boolean =>
  ('Id' in fields || 'VMId' in fields) && ('Name' in fields || 'VMName' in fields) && 'ProcessorCount' in fields;

function notePlace(places: Place[], place: Place): number {
  places.push(place);
  return 1;
}

const scvmmHost = (fields: Fields): Fields => ({
  name: fields['Name'],
  memoryBytes: fields['TotalMemory'],
  logicalProcessors: fields['LogicalProcessorCount'],
  osCaption: fieldsOf(fields['OperatingSystem'])?.['Name'],
  osVersion: fields['OperatingSystemVersionString'],
  sockets: fields['PhysicalCPUCount'],
  coresPerSocket: fields['CoresPerCPU'],
  serialNumber: null,
});

const computerInfo = (fields: Fields): Fields => {
  const kib = fields['OsTotalVisibleMemorySize'];
  return {
    name: fields['CsDNSHostName'],
    domain: fields['CsDomain'],
    logicalProcessors: fields['CsNumberOfLogicalProcessors'],
    sockets: fields['CsNumberOfProcessors'],
    memoryBytes: typeof kib === 'number' ? kib * 1024 : undefined,
  };
};

/** Key of a machine: its id within its scope, or its name when a tool knows no ids. */
function note(gathered: Gathered, word: MachineWord): number {
  const byName = `name ${word.name?.toLowerCase() ?? ''}`;
  const key = word.id === undefined ? byName : `id ${word.scope ?? ''} ${word.id.toLowerCase()}`;
  if (word.id === undefined && word.name === undefined) return 0;
  const same = gathered.machines.get(key);
  gathered.machines.set(key, same === undefined ? word : { ...word, ...same });
  return 1;
}

function noteOdd(gathered: Gathered, fields: Fields, word: MachineWord): number {
  gathered.odd.push(...oddValuesOf(fields, word.name ?? word.id ?? 'machine'));
  return note(gathered, word);
}

/** Details that only name their machine join the one machine that has that name and an id. */
export function joinByName({ machines }: Gathered): void {
  const ids = new Map<string, string[]>();
  for (const [key, { id, name }] of machines) {
    if (id !== undefined && name !== undefined)
      ids.set(name.toLowerCase(), [...(ids.get(name.toLowerCase()) ?? []), key]);
  }
  for (const [key, word] of machines) {
    const [only, ...others] = word.id === undefined ? (ids.get(word.name?.toLowerCase() ?? '') ?? []) : [];
    const target = only === undefined ? undefined : machines.get(only);
    if (only === undefined || target === undefined || others.length > 0) continue;
    machines.set(only, { ...word, ...target });
    machines.delete(key);
  }
}

function gatherCollected(gathered: Gathered, document: Fields): number {
  const cluster = fieldsOf(document['cluster']);
  const clusterName = textOf(cluster?.['name']);
  const observedAt = timeOf(document['collectedAt']);
  const scopeOfCluster = fullName(clusterName, textOf(cluster?.['domain']));
  const hosts = listOf(document['hosts']) ?? [];
  const scopes = new Map<string, string | undefined>();
  if (observedAt !== undefined && observedAt > (gathered.observedAt ?? '')) gathered.observedAt = observedAt;
  const version = textOf(document['formatVersion']);
  if (version !== undefined && version !== KNOWN_VERSION) gathered.unknownFormats.push(version.slice(0, 40));
  const powershell = textOf(document['powershell']);
  gathered.producer =
    `Isthmus collector ${version ?? ''}`.trim() + (powershell === undefined ? '' : ` (PowerShell ${powershell})`);
  if (cluster !== undefined) {
    gathered.clusters.push({ fields: cluster, scope: scopeOfCluster, cluster: clusterName, observedAt });
  }
  for (const host of hosts) {
    const name = textOf(host['name']);
    if (name === undefined) continue;
    const full =
      textOf(host['fullName'])?.toLowerCase() ?? fullName(textOf(host['dnsHostName']) ?? name, textOf(host['domain']));
    const scope = scopeOfCluster ?? full ?? name.toLowerCase();
    scopes.set(name.toLowerCase(), scope);
    gathered.hosts.push({ fields: host, scope, cluster: clusterName, observedAt });
    if (host['listed'] === false) gathered.notListed.push(name);
  }
  for (const error of listOf(document['errors']) ?? []) gathered.errors.push(errorOf(error));
  const groups = groupsOf(cluster);
  const machines = listOf(document['machines']) ?? [];
  for (const machine of machines) {
    const word = machineWord(machine);
    if (word.id === undefined && word.name === undefined) gathered.nameless += 1;
    const scope = scopes.get(word.host?.toLowerCase() ?? '') ?? scopeOfCluster;
    const group = groups.get(word.id?.toLowerCase() ?? '') ?? groups.get(`name ${word.name?.toLowerCase() ?? ''}`);
    noteOdd(gathered, machine, {
      ...word,
      ...(scope !== undefined && { scope }),
      ...(observedAt !== undefined && { observedAt }),
      ...(clusterName !== undefined && { clusterName }),
      ...group,
    });
  }
  return hosts.length + machines.length;
}

function fullName(name: string | undefined, domain: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const lower = name.toLowerCase();
  if (domain === undefined || lower.includes('.') || /^workgroup$/i.test(domain)) return lower;
  return `${lower}.${domain.toLowerCase()}`;
}

type GroupWord = Pick<MachineWord, 'priority' | 'separations'>;
const PRIORITIES: Readonly<Record<string, string>> = {
  '0': 'no auto start',
  '1000': 'low',
  '2000': 'medium',
  '3000': 'high',
};

/** Clustered roles by the id of their machine, and by their name when the id was not read. */
function groupsOf(cluster: Fields | undefined): ReadonlyMap<string, GroupWord> {
  const groups = new Map<string, GroupWord>();
  for (const group of listOf(cluster?.['groups']) ?? []) {
    const id = textOf(group['vmId']);
    const name = textOf(group['name']);
    const priority = textOf(group['priority']);
    const separations = textsOf(group['antiAffinity']);
    const word: GroupWord = {
      ...(priority !== undefined && { priority: entryOf(PRIORITIES, priority) ?? priority }),
      ...(separations !== undefined && { separations }),
    };
    if (id !== undefined) groups.set(id.toLowerCase(), word);
    else if (name !== undefined) groups.set(`name ${name.toLowerCase()}`, word);
  }
  return groups;
}

const errorOf = (error: Fields): CollectorError => ({
  host: textOf(error['host']) ?? 'unknown host',
  cmdlet: textOf(error['cmdlet']) ?? 'unknown command',
  about: textOf(error['about']) ?? '',
  cost: textOf(error['cost']) ?? 'Something stays unknown.',
  message: (textOf(error['message']) ?? '').slice(0, 200),
});
