/**
 * Two workloads that may be one machine although nothing joins them by itself: moved with a new UUID, renamed and
 * registered again, restored. Every sign is told in words, for and against; a person decides (D8).
 */

import { byteSwapped, canonicalBiosUuid, normaliseFqdn, normaliseMac, normaliseUuid } from './identity-keys.ts';
import type { Workload, WorkloadFacts } from './workload.ts';

/** A workload as the estate knows it, or knew it before its sources stopped listing it. */
export interface Suspect {
  readonly workload: Workload;
  /** No source lists it any more. */
  readonly gone: boolean;
}

export interface SameMachineScore {
  /** 0 to 100. */
  readonly score: number;
  readonly signsFor: readonly string[];
  readonly signsAgainst: readonly string[];
}

/** From here on a pair is worth a person's look. */
export const PROPOSED_FROM = 50;

/** A sign: what it weighs, for or against, and how it reads. Undefined: it says nothing about these two. */
type Sign = (a: Suspect, b: Suspect) => { readonly weight: number; readonly text: string } | undefined;

const sign = (weight: number, text: string): ReturnType<Sign> => ({ weight, text });
const both = <T>(a: T | undefined, b: T | undefined): a is T => a !== undefined && b !== undefined;
const shared = (a: readonly string[], b: readonly string[]): string[] => a.filter((each) => b.includes(each));
const lower = (text: string | undefined): string | undefined => text?.trim().toLowerCase();

const facts = ({ workload }: Suspect): WorkloadFacts => workload.facts;
const macsOf = ({ workload }: Suspect): string[] =>
  (workload.identity.macAddresses ?? []).map(normaliseMac).filter((mac) => mac !== undefined);
const disksOf = (suspect: Suspect, key: 'uuid' | 'path'): string[] =>
  (facts(suspect).disks ?? []).flatMap((disk) => {
    const value = lower(disk[key]);
    // A raw mapping's path is that of its pointer, and a shared disk has several machines by design.
    return value === undefined || value === '' || disk.shared === true || disk.rawDeviceMapping === true ? [] : [value];
  });
const running = (suspect: Suspect): boolean => !suspect.gone && facts(suspect).powerState === 'on';
const nameOf = ({ workload }: Suspect): string => workload.facts.name ?? workload.id;

const SIGNS: readonly Sign[] = [
  function biosUuid(a, b) {
    const [one, other] = [a, b].map(({ workload }) => normaliseUuid(workload.identity.biosUuid));
    if (!both(one, other)) return undefined;
    if (one === other) return sign(45, `same BIOS UUID ${one}`);
    if (other !== undefined && byteSwapped(one) === other)
      return sign(45, `same BIOS UUID ${one}, its first groups read in the other byte order`);
    return canonicalBiosUuid(one) === canonicalBiosUuid(other) ? undefined : sign(-10, 'different BIOS UUIDs');
  },
  function instanceUuid(a, b) {
    const [one, other] = [a, b].map(({ workload }) => normaliseUuid(workload.identity.instanceUuid));
    if (!both(one, other)) return undefined;
    if (one === other) return sign(40, `same instance UUID ${one}`);
    return facts(a).platform === facts(b).platform ? sign(-5, 'different instance UUIDs') : undefined;
  },
  function macAddresses(a, b) {
    const [one, other] = [macsOf(a), macsOf(b)];
    if (one.length === 0 || other.length === 0) return undefined;
    const same = shared(one, other);
    if (same.length === 0) return sign(-10, 'no MAC address in common');
    const all = same.length === Math.max(one.length, other.length);
    return sign(all ? 35 : 20, `same MAC address${same.length > 1 ? 'es' : ''} ${same.slice(0, 3).join(', ')}`);
  },
  function diskIdentifiers(a, b) {
    return sharedDisks(disksOf(a, 'uuid'), disksOf(b, 'uuid'), 'identifier');
  },
  function diskPaths(a, b) {
    return sharedDisks(disksOf(a, 'path'), disksOf(b, 'path'), 'file');
  },
  function fqdn(a, b) {
    const [one, other] = [a, b].map(({ workload }) => normaliseFqdn(workload.identity.fqdn));
    if (!both(one, other)) return undefined;
    return one === other ? sign(25, `same full name ${one}`) : sign(-15, `different full names ${one} and ${other}`);
  },
  function name(a, b) {
    const [one, other] = [lower(facts(a).name), lower(facts(b).name)];
    if (!both(one, other)) return undefined;
    if (one === other) return sign(10, `same name ${nameOf(a)}`);
    return sign(0, `different names ${nameOf(a)} and ${nameOf(b)}`);
  },
  function addresses(a, b) {
    const routed = (suspect: Suspect): string[] =>
      (facts(suspect).ipAddresses ?? []).filter((address) => !/^(127\.|169\.254\.|::1$|fe80:)/i.test(address));
    const same = shared(routed(a), routed(b));
    return same.length === 0 ? undefined : sign(8, `same IP address ${same.slice(0, 3).join(', ')}`);
  },
  function shape(a, b) {
    const sizes = (suspect: Suspect): string =>
      (facts(suspect).disks ?? [])
        .map(({ capacityMiB }) => Math.round(capacityMiB ?? 0))
        .sort((one, other) => one - other)
        .join();
    const known = both(facts(a).cpuCount, facts(b).cpuCount) && both(facts(a).memoryMiB, facts(b).memoryMiB);
    if (!known || facts(a).cpuCount !== facts(b).cpuCount || facts(a).memoryMiB !== facts(b).memoryMiB)
      return undefined;
    return sizes(a) !== '' && sizes(a) === sizes(b) ? sign(7, 'same CPUs, memory and disk sizes') : undefined;
  },
  function presence(a, b) {
    if (a.gone !== b.gone) return sign(15, `${nameOf(a.gone ? a : b)} is no longer listed by any source`);
    if (running(a) && running(b)) return sign(-40, 'both are running');
    const off = [a, b].find((suspect) => facts(suspect).powerState === 'off');
    return off !== undefined && (running(a) || running(b)) ? sign(8, `only one of them is running`) : undefined;
  },
  function system(a, b) {
    const [one, other] = [facts(a).os, facts(b).os];
    if (both(one?.family, other?.family) && one?.family !== other?.family)
      return sign(-60, `different systems, ${one?.name ?? one?.family} and ${other?.name ?? other?.family}`);
    if (both(one?.id, other?.id) && one?.id !== other?.id)
      return sign(-15, `different releases, ${one?.name ?? one?.id} and ${other?.name ?? other?.id}`);
    return undefined;
  },
  function standIn(a, b) {
    const odd = [a, b].find((suspect) => facts(suspect).template === true);
    if (odd !== undefined && facts(a).template !== facts(b).template) return sign(-100, `${nameOf(odd)} is a template`);
    const stub = [a, b].find((suspect) => facts(suspect).placeholder === true);
    return stub === undefined ? undefined : sign(-100, `${nameOf(stub)} is a placeholder of a recovery product`);
  },
  function oneSource(a, b) {
    if (a.gone || b.gone) return undefined;
    const sources = a.workload.observations.map(({ sourceId }) => sourceId);
    const lists = b.workload.observations.find(({ sourceId }) => sources.includes(sourceId));
    return lists === undefined ? undefined : sign(-10, `${lists.sourceId} lists both`);
  },
];

function sharedDisks(a: readonly string[], b: readonly string[], what: string): ReturnType<Sign> {
  const same = shared(a, b);
  if (same.length === 0) return undefined;
  const all = same.length === Math.max(a.length, b.length);
  return sign(all ? 45 : 30, `${all ? 'all disks have' : `${same.length} of the disks have`} the same ${what}`);
}

/** The order of the two does not matter for the score. Never for workloads of different kinds. */
export function judgeSameMachine(a: Suspect, b: Suspect): SameMachineScore {
  if (a.workload.kind !== b.workload.kind)
    return { score: 0, signsFor: [], signsAgainst: [`${a.workload.kind} and ${b.workload.kind}`] };
  const found = SIGNS.map((each) => each(a, b)).filter((each) => each !== undefined);
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  const texts = (wanted: (weight: number) => boolean): string[] =>
    found
      .filter(({ weight }) => wanted(weight))
      .sort((left, right) => Math.abs(right.weight) - Math.abs(left.weight) || (left.text < right.text ? -1 : 1))
      .map(({ text }) => text);
  return {
    score: Math.max(0, Math.min(100, total)),
    signsFor: texts((weight) => weight > 0),
    signsAgainst: texts((weight) => weight <= 0),
  };
}
