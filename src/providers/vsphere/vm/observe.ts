/** A VirtualMachine as the observation of a workload. */

import type { Identity, PowerState, WorkloadFacts, WorkloadObservation } from '../../../core/model/workload.ts';
import { BYTES_PER_MIB } from '../../../core/model/units.ts';
import { byText, fqdnOf, stated, uuidOf, withoutSecrets } from '../../import-values.ts';
import { amountAt, amountOf, dateOf, flagOf, refOf, textAt, textOf, typeOf } from '../nodes.ts';
import { PLATFORM } from '../places/items.ts';
import { nameIn } from '../places/places.ts';
import type { Places } from '../places/places.ts';
import type { ObjectContent } from '../property-collector.ts';
import { controllersOf } from './controllers.ts';
import { deviceFacts } from './devices.ts';
import { datastoreOfPath, diskOf } from './disks.ts';
import { affinityOf, extraConfigOf, guestFacts, guestRuns, numaNodes, snapshotsOf } from './guest.ts';
import { isNic, nicOf } from './nics.ts';

export interface ObserveOptions {
  readonly sourceId: string;
  readonly scope: string;
  readonly observedAt: string;
  readonly places: Places;
  /** Names of custom attributes by key. */
  readonly customFields: ReadonlyMap<string, string>;
}

const POWER: Readonly<Record<string, PowerState>> = { poweredOn: 'on', poweredOff: 'off', suspended: 'suspended' };

export function observe(content: ObjectContent, options: ObserveOptions): WorkloadObservation {
  const { ref, properties } = content;
  const hidden = new Set(content.refused.map(({ path }) => path));
  const refused = (path: string): boolean => hidden.has(path);
  const extraConfig = extraConfigOf(properties.get('config.extraConfig'));
  const guest = guestFacts(properties, { extraConfig, refused });
  const hardware = hardwareFacts(content, options.places, extraConfig);
  const facts: WorkloadFacts = {
    ...configFacts(content, extraConfig),
    ...guest,
    ...hardware,
    ...placeFacts(content, options.places),
    // A machine whose files its host does not reach has no configuration, and no word on snapshots either.
    ...(!refused('snapshot.rootSnapshotList') &&
      !refused('snapshot') &&
      (properties.has('snapshot.rootSnapshotList') || properties.has('config.uuid')) && {
        snapshots: snapshotsOf(properties.get('snapshot.rootSnapshotList')),
      }),
    platform: PLATFORM,
    name: nameIn(content) ?? ref.value,
    tags: customValues(content, options.customFields),
  };
  return {
    sourceId: options.sourceId,
    nativeId: ref.value.toLowerCase(),
    scope: options.scope,
    observedAt: options.observedAt,
    kind: 'vm',
    identity: identityOf(content, facts),
    facts: stated(facts),
  };
}

function configFacts(
  { properties, refused }: ObjectContent,
  extraConfig: ReadonlyMap<string, string> | undefined,
): WorkloadFacts {
  const text = (path: string): string | undefined => textOf(properties.get(path));
  const amount = (path: string): number | undefined => amountOf(properties.get(path));
  const flag = (path: string): boolean | undefined => flagOf(properties.get(path));
  /** An affinity that is not set is none, when the configuration was readable at all. */
  const readable = properties.has('config.uuid') && !refused.some(({ path }) => /Affinity|managedBy/.test(path));
  const annotation = text('config.annotation');
  const firmware = text('config.firmware');
  const faultTolerance = text('runtime.faultToleranceState');
  const storage = properties.get('summary.storage');
  const committed = amountAt(storage, 'committed');
  const uncommitted = amountAt(storage, 'uncommitted');
  const hardwareVersion = /^vmx-0*(\d{1,3})$/.exec(text('config.version') ?? '')?.[1];
  const numa = affinityOf(properties.get('config.memoryAffinity'));
  const inMiB = (bytes: number | undefined): number | undefined =>
    bytes === undefined ? undefined : Math.round(bytes / BYTES_PER_MIB);
  return {
    template: flag('config.template'),
    placeholder: readable
      ? textAt(properties.get('config.managedBy'), 'extensionKey')?.startsWith('com.vmware.vcDr') === true
      : undefined,
    powerState: POWER[text('runtime.powerState') ?? ''],
    connectionState: text('runtime.connectionState'),
    cpuCount: amount('config.hardware.numCPU') || undefined,
    coresPerSocket: amount('config.hardware.numCoresPerSocket') || undefined,
    memoryMiB: amount('config.hardware.memoryMB') || undefined,
    usedMiB: inMiB(committed),
    provisionedMiB: committed === undefined || uncommitted === undefined ? undefined : inMiB(committed + uncommitted),
    firmware: firmware === 'efi' || firmware === 'bios' ? firmware : undefined,
    secureBoot: firmware === 'bios' ? false : flag('config.bootOptions.efiSecureBootEnabled'),
    hardwareVersion: hardwareVersion === undefined ? undefined : Number(hardwareVersion),
    changeTracking: flag('config.changeTrackingEnabled'),
    cpuHotAdd: flag('config.cpuHotAddEnabled'),
    cpuHotRemove: flag('config.cpuHotRemoveEnabled'),
    memoryHotAdd: flag('config.memoryHotAddEnabled'),
    cpuReservationMhz: amount('config.cpuAllocation.reservation'),
    memoryReservationMiB: amount('config.memoryAllocation.reservation'),
    cpuAffinity: readable ? affinityOf(properties.get('config.cpuAffinity')) : undefined,
    numaAffinity:
      numa.length > 0 ? numa : extraConfig === undefined ? undefined : numaNodes(extraConfig.get('numa.nodeaffinity')),
    latencySensitivity: textAt(properties.get('config.latencySensitivity'), 'level'),
    consolidationNeeded: flag('runtime.consolidationNeeded'),
    faultTolerance: faultTolerance === undefined ? undefined : faultTolerance !== 'notConfigured',
    diskUuidEnabled: flag('config.flags.diskUuidEnabled'),
    annotation: annotation === undefined ? undefined : withoutSecrets(annotation),
    createdAt: dateOf(properties.get('config.createDate')),
  };
}

function hardwareFacts(
  { properties }: ObjectContent,
  places: Places,
  extraConfig: ReadonlyMap<string, string> | undefined,
): WorkloadFacts {
  const list = properties.get('config.hardware.device');
  if (list === undefined) return {};
  const devices = list.children;
  const host = refOf(properties.get('runtime.host'));
  const nicContext = { places, host, guestNics: properties.get('guest.net'), guestRuns: guestRuns(properties) };
  const controllers = controllersOf(devices);
  const changeTracking = flagOf(properties.get('config.changeTrackingEnabled'));
  const disks = devices
    .filter((device) => typeOf(device) === 'VirtualDisk')
    .map((device) => diskOf(device, { controllers, places, changeTracking, extraConfig }));
  const nics = devices.filter((device) => isNic(typeOf(device) ?? '')).map((device) => nicOf(device, nicContext));
  const own = datastoreOfPath(textOf(properties.get('config.files.vmPathName')));
  const datastores = [...disks.map(({ datastore }) => datastore), own].filter((name) => name !== undefined);
  return {
    disks,
    nics,
    networks: distinct(nics.map(({ network }) => network).filter((name) => name !== undefined)),
    datastores: distinct(datastores),
    ...deviceFacts(devices),
    tpm: devices.some((device) => typeOf(device) === 'VirtualTPM'),
  };
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

function placeFacts({ ref, properties }: ObjectContent, places: Places): WorkloadFacts {
  const host = refOf(properties.get('runtime.host'));
  const folder = refOf(properties.get('parent'));
  const vApp = refOf(properties.get('parentVApp'));
  const pool = refOf(properties.get('resourcePool'));
  const cluster = places.clusterOf(host) ?? places.clusterOf(pool);
  const settings = places.settings(cluster);
  const alone = host !== undefined && places.content(host) !== undefined && cluster === undefined;
  const id = ref.value.toLowerCase();
  return {
    host: places.name(host),
    cluster: places.name(cluster),
    datacenter: places.datacenterOf(folder ?? vApp ?? host),
    folder: places.folderPath(folder),
    resourcePool: places.poolPath(pool),
    vApp: places.name(vApp),
    clusterDrsEnabled: settings?.drsEnabled ?? (alone ? false : undefined),
    clusterDpmEnabled: settings?.dpmEnabled ?? (alone ? false : undefined),
    haRestartPriority: settings?.restartPriority(ref),
    // Without EVC a machine sees the CPU of its host, whose generation no property names.
    cpuModel: textOf(places.content(host)?.properties.get('summary.currentEVCModeKey')),
    affinityRules: settings === undefined ? (alone ? [] : undefined) : (settings.rulesOf.get(id) ?? []),
    hostAffinity: settings === undefined ? (alone ? false : undefined) : settings.hostBound.has(id),
  };
}

function customValues({ properties }: ObjectContent, fields: ReadonlyMap<string, string>): WorkloadFacts['tags'] {
  const values = properties.get('customValue');
  if (values === undefined) return undefined;
  const entries = values.children.flatMap((each): [string, string][] => {
    const name = fields.get(textAt(each, 'key') ?? '');
    const value = textAt(each, 'value');
    return name === undefined || value === undefined ? [] : [[name, withoutSecrets(value)]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)));
}

function identityOf({ properties }: ObjectContent, { nics, hostName }: WorkloadFacts): Identity {
  const macs = (nics ?? []).map(({ macAddress }) => macAddress).filter((mac) => mac !== undefined);
  return stated<Identity>({
    biosUuid: uuidOf(textOf(properties.get('config.uuid'))),
    instanceUuid: uuidOf(textOf(properties.get('config.instanceUuid'))),
    macAddresses: macs.length > 0 ? distinct(macs).sort() : undefined,
    fqdn: fqdnOf(hostName),
  });
}
