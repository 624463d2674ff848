/**
 * One domain as an observation: its definition in XML, and what a live connection knows beside it. Files and
 * connections both come through here, so that the same definition says the same either way.
 */

import type {
  Disk,
  Identity,
  Nic,
  PowerState,
  Snapshot,
  WorkloadFacts,
  WorkloadObservation,
} from '../../../core/model/workload.ts';
import { fqdnOf, stated, uuidOf } from '../../import-values.ts';
import { PLATFORM } from '../kind.ts';
import { at, all, attribute, textOf } from '../xml.ts';
import type { Element } from '../xml.ts';
import { deviceFacts } from './devices.ts';
import type { HostGpus } from './devices.ts';
import { NOTHING_KNOWN, disksOf } from './disks.ts';
import type { StorageKnown } from './disks.ts';
import { firmwareFacts } from './firmware.ts';
import type { GuestReport } from './guest-report.ts';
import { guestOs } from './guest-system.ts';
import { nicsOf } from './nics.ts';
import type { NetworkPassthrough } from './nics.ts';
import { processorFacts } from './processor.ts';
import { settingFacts } from './settings.ts';

const AGENT_CHANNEL = 'org.qemu.guest_agent.0';
const MAX_ANNOTATION_CHARS = 4000;

/** What is known of a domain beside its definition. Absent members: nobody looked. */
export interface DomainKnown {
  readonly powerState?: PowerState;
  readonly host?: string;
  readonly storage?: StorageKnown;
  readonly hostGpus?: HostGpus;
  readonly networks?: NetworkPassthrough;
  readonly snapshots?: readonly Snapshot[];
  readonly guest?: GuestReport;
}

export interface ObserveOptions {
  readonly sourceId: string;
  readonly observedAt: string;
  readonly scope?: string;
}

/** Undefined for a definition without a name, which libvirt does not have. */
export function observeDomain(
  domain: Element,
  known: DomainKnown,
  options: ObserveOptions,
): WorkloadObservation | undefined {
  const name = textOf(at(domain, 'name'));
  if (name === undefined) return undefined;
  const uuid = uuidOf(textOf(at(domain, 'uuid')));
  const { guest } = known;
  const disks = disksOf(domain, known.storage ?? NOTHING_KNOWN);
  const nics = nicsOf(domain, stated({ addresses: guest?.addresses, networks: known.networks }));
  const facts: WorkloadFacts = {
    name,
    platform: PLATFORM,
    template: false,
    // Only a running domain has a number, and then the definition is that of the running machine.
    powerState: known.powerState ?? (attribute(domain, 'id') === undefined ? undefined : 'on'),
    ...processorFacts(domain),
    ...firmwareFacts(domain),
    ...settingFacts(domain),
    ...deviceFacts(domain, known.hostGpus, known.networks),
    ...storageFacts(disks, known.storage !== undefined),
    os: stated({ ...guestOs(domain), reportedAs: guest?.system }),
    nics,
    networks: distinct(nics.map(({ network }) => network)),
    hostName: guest?.hostName,
    ipAddresses: guest?.addresses === undefined ? undefined : distinct(nics.flatMap((nic) => nic.ipAddresses ?? [])),
    filesystems: guest?.filesystems,
    snapshots: known.snapshots,
    guestToolsStatus: agentStatus(domain),
    host: known.host,
    resourcePool: partitionOf(domain),
    // Written by oVirt's agent, in its own spelling: "auto_resume".
    resumeBehavior: textOf(at(domain, 'metadata', 'vm', 'resumeBehavior'))
      ?.toLowerCase()
      .replaceAll('_', '-'),
    securityType: attribute(at(domain, 'launchSecurity'), 'type'),
    annotation: annotationOf(domain),
  };
  return {
    sourceId: options.sourceId,
    nativeId: uuid ?? name.toLowerCase(),
    ...(options.scope !== undefined && { scope: options.scope }),
    observedAt: options.observedAt,
    kind: 'vm',
    identity: identityOf(uuid, nics, guest?.hostName),
    facts: stated(facts),
  };
}

/** A domain's UUID is also the one its firmware shows the guest: libvirt allows no other. */
function identityOf(uuid: string | undefined, nics: readonly Nic[], hostName: string | undefined): Identity {
  const macs = distinct(nics.map(({ macAddress }) => macAddress)).sort();
  return stated<Identity>({
    biosUuid: uuid,
    macAddresses: macs.length === 0 ? undefined : macs,
    fqdn: fqdnOf(hostName),
  });
}

function storageFacts(disks: readonly Disk[], poolsKnown: boolean): WorkloadFacts {
  const datastores = distinct(disks.map(({ datastore }) => datastore));
  return {
    disks,
    // That no disk lies in a pool can be told only where the pools are known.
    datastores: poolsKnown || datastores.length > 0 ? datastores : undefined,
    provisionedMiB: sumOf(disks.map(({ capacityMiB }) => capacityMiB)),
    usedMiB: sumOf(disks.map(({ usedMiB }) => usedMiB)),
  };
}

/** Undefined as soon as one part is. */
function sumOf(parts: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
}

/** The state of the agent's channel is in the definition of a running machine only. */
function agentStatus(domain: Element): string | undefined {
  const target = all(at(domain, 'devices'), 'channel')
    .map((channel) => at(channel, 'target'))
    .find((target) => attribute(target, 'name') === AGENT_CHANNEL);
  if (target === undefined) return 'notInstalled';
  const state = attribute(target, 'state');
  if (state === 'connected') return 'running';
  return state === 'disconnected' ? 'notRunning' : undefined;
}

function partitionOf(domain: Element): string | undefined {
  const partition = textOf(at(domain, 'resource', 'partition'));
  return partition === '/machine' ? undefined : partition;
}

function annotationOf(domain: Element): string | undefined {
  const texts = [textOf(at(domain, 'title')), textOf(at(domain, 'description'))].filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : withoutLicenceKeys(texts.join('\n')).slice(0, MAX_ANNOTATION_CHARS);
}

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter((text) => text !== undefined)),
];

/** Licence keys have no place in an estate, wherever somebody wrote them down. */
const withoutLicenceKeys = (text: string): string =>
  text.replaceAll(/\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}\b/g, '[licence key removed]');
