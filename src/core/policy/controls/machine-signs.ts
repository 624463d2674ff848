/** Signs of machines: those a feed's target gives, those a workload is known by, and whether the two can be one machine. */

import { canonicalBiosUuid, normaliseFqdn, normaliseMac, normaliseUuid } from '../../model/identity-keys.ts';
import type { Workload } from '../../model/workload.ts';
import type { FeedTarget } from './feed.ts';

export interface Sign {
  readonly by: string;
  /** No two machines should have it. */
  readonly strong: boolean;
  readonly keys: readonly string[];
}

/** Signs of a target, the strongest first. */
export function signsAsked(target: FeedTarget): readonly Sign[] {
  const { resourceId, object, hostNames = [], addresses = [] } = target;
  const short = [...new Set(namesOf(hostNames).map((name) => name.split('.')[0] ?? name))];
  const objectKey =
    object?.name === undefined ? [] : [[object.kind, object.namespace ?? '', object.name].join('/').toLowerCase()];
  // A scanner that was given an address names its target by it.
  const all = [...addresses, ...hostNames.filter((name) => isAddress(name))];
  return [
    { by: 'resource id', strong: true, keys: resourceId === undefined ? [] : machineIds(resourceId) },
    { by: 'machine UUID', strong: true, keys: uuidsAsked(target) },
    { by: 'MAC address', strong: true, keys: macsOf(target.macAddresses) },
    { by: 'object', strong: true, keys: objectKey },
    { by: 'full name', strong: true, keys: fullNames(hostNames) },
    { by: 'host name', strong: false, keys: short },
    { by: 'address', strong: false, keys: all.map((ip) => ip.toLowerCase()).filter((ip) => isOwnAddress(ip)) },
  ];
}

/** Something that says its name. */
export const hasName = ({ hostNames = [] }: FeedTarget): boolean => namesOf(hostNames).length > 0;

/** As `by` and key, parted by a line break. */
export function* signsHeld(workload: Workload): Generator<string> {
  const { facts, observations } = workload;
  for (const { nativeId } of observations) yield `resource id\n${nativeId.toLowerCase()}`;
  for (const uuid of uuidsHeld(workload)) yield `machine UUID\n${uuid}`;
  for (const mac of macsHeld(workload)) yield `MAC address\n${mac}`;
  for (const name of [workload.identity.fqdn, facts.hostName, facts.name]) {
    if (name === undefined) continue;
    for (const full of fullNames([name])) yield `full name\n${full}`;
    yield `host name\n${name.toLowerCase().split('.')[0] ?? ''}`;
  }
  const addresses = [
    ...(facts.ipAddresses ?? []),
    ...(facts.nics ?? []).flatMap(({ ipAddresses }) => ipAddresses ?? []),
  ];
  for (const ip of addresses) if (isOwnAddress(ip.toLowerCase())) yield `address\n${ip.toLowerCase()}`;
  if (facts.namespace !== undefined && facts.name !== undefined) {
    for (const kind of kindsOf(workload)) {
      yield `object\n${[kind, facts.namespace, facts.name].join('/').toLowerCase()}`;
    }
  }
}

/** Both have a sign of a kind that tells machines apart, and none in common. */
export function isAnother(target: FeedTarget, workload: Workload): boolean {
  const { identity, facts } = workload;
  const named = fullNames([identity.fqdn, facts.hostName].filter((name) => name !== undefined));
  return (
    differ(uuidsAsked(target), uuidsHeld(workload)) ||
    differ(macsOf(target.macAddresses), macsHeld(workload)) ||
    // What a platform shows a machine as may hold dots and be no name of the network.
    differ(
      fullNames(target.hostNames),
      named.length > 0 ? named : facts.hostName === undefined ? fullNames([facts.name]) : [],
    )
  );
}

const differ = (asked: readonly string[], held: readonly string[]): boolean =>
  asked.length > 0 && held.length > 0 && !asked.some((sign) => held.includes(sign));

/** Readers of firmware disagree on the order of bytes. */
const uuidsAsked = ({ uuids = [] }: FeedTarget): readonly string[] => [
  ...new Set(uuids.flatMap((uuid) => [canonicalBiosUuid(uuid) ?? [], normaliseUuid(uuid) ?? []].flat())),
];

const uuidsHeld = ({ identity }: Workload): readonly string[] =>
  [canonicalBiosUuid(identity.biosUuid), normaliseUuid(identity.instanceUuid)].filter((uuid) => uuid !== undefined);

const macsOf = (macs: readonly (string | undefined)[] = []): readonly string[] =>
  macs.map((mac) => (mac === undefined ? undefined : normaliseMac(mac))).filter((mac) => mac !== undefined);

const macsHeld = ({ identity, facts }: Workload): readonly string[] =>
  macsOf([...(identity.macAddresses ?? []), ...(facts.nics ?? []).map(({ macAddress }) => macAddress)]);

/** A machine that nobody named calls itself something in ".localdomain". */
const fullNames = (names: readonly (string | undefined)[] = []): readonly string[] =>
  names
    .map((name) => normaliseFqdn(name))
    .filter((name) => name !== undefined)
    .filter((name) => !name.endsWith('.localdomain'));

const namesOf = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.toLowerCase().replace(/\.$/, '')).filter((name) => isOwnName(name) && !isAddress(name));

const kindsOf = ({ kind, facts }: Workload): readonly string[] =>
  facts.controller !== undefined
    ? [facts.controller]
    : kind === 'vm'
      ? ['VirtualMachine', 'VirtualMachineInstance']
      : ['Deployment', 'StatefulSet', 'DaemonSet'];

const MACHINE = /^(.*\/providers\/[^/]+\/(?:virtualmachines|machines|virtualmachineinstances)\/[^/]+)(?:\/|$)/;
export const machineOf = (resourceId: string): string | undefined => MACHINE.exec(resourceId.toLowerCase())?.[1];

/** An extension, disk or guest configuration of a machine speaks of the machine. */
function machineIds(resourceId: string): readonly string[] {
  const machine = machineOf(resourceId);
  return machine === undefined ? [resourceId.toLowerCase().replace(/\/+$/, '')] : [machine];
}

/** Names that every machine has tell nothing. */
const isOwnName = (name: string): boolean =>
  name !== '' && !['unknown', 'localhost', 'localhost.localdomain'].includes(name);

const isAddress = (text: string): boolean => /^\d+(?:\.\d+){3}$/.test(text) || text.includes(':');

/** Loopback, link-local, and what bridges of containers and hypervisors have on every host. */
const EVERYWHERE = [
  /^127\.|^0\.0\.0\.0$|^169\.254\./,
  /^fe[89ab]|^::1?$|^(?:0+:){7}0*1$/,
  /^172\.17\./,
  /^172\.(?:1[89]|2\d|3[01])\.0\.1$/,
  /^192\.168\.122\.1$/,
  /^10\.0\.2\.15$/,
  /^10\.88\.0\.1$/,
];

const isOwnAddress = (ip: string): boolean => !EVERYWHERE.some((range) => range.test(ip));
