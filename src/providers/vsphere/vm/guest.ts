/** What the guest's tools report, and what the configuration says of the guest. */

import type { GuestFilesystem, GuestOs, Snapshot, WorkloadFacts } from '../../../core/model/workload.ts';
import { BYTES_PER_MIB } from '../../../core/model/units.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import { addressesOf, stated, withoutSecrets } from '../../import-values.ts';
import { amountAt, amountOf, child, childrenOf, dateOf, flagAt, numberOf, textAt, textOf } from '../nodes.ts';
import { unescapedName } from '../places/places.ts';
import { guestAddresses } from './nics.ts';

type Properties = ReadonlyMap<string, XmlNode>;

export const guestRuns = (properties: Properties): boolean =>
  textOf(properties.get('guest.toolsRunningStatus')) === 'guestToolsRunning' &&
  textOf(properties.get('runtime.powerState')) === 'poweredOn';

export interface GuestContext {
  readonly extraConfig: ReadonlyMap<string, string> | undefined;
  /** Whether an absent property is one that the account may not read. */
  readonly refused: (path: string) => boolean;
}

export function guestFacts(properties: Properties, { extraConfig, refused }: GuestContext): WorkloadFacts {
  const text = (path: string): string | undefined => textOf(properties.get(path));
  const running = guestRuns(properties);
  const primary = text('guest.ipAddress');
  const nics = properties.get('guest.net')?.children ?? [];
  const addresses = addressesOf([...(primary === undefined ? [] : [primary]), ...nics.flatMap(guestAddresses)]);
  // Tools that run and report nothing are an answer; a guest that is off is none.
  const known = running && !refused('guest.ipAddress');
  return {
    os: osOf(text, extraConfig),
    hostName: text('guest.hostName') ?? (running && !refused('guest.hostName') ? '' : undefined),
    ipAddresses: addresses.length > 0 || known ? addresses : undefined,
    guestToolsStatus: text('guest.toolsStatus') ?? text('guest.toolsRunningStatus'),
    guestToolsVersion: text('guest.toolsVersion'),
    filesystems: filesystemsOf(properties.get('guest.disk')),
  };
}

function osOf(
  text: (path: string) => string | undefined,
  extraConfig: ReadonlyMap<string, string> | undefined,
): GuestOs | undefined {
  const detail = extraConfig?.get('guestinfo.detailed.data') ?? extraConfig?.get('guestos.detailed.data');
  const os = stated<GuestOs>({
    configuredAs: text('config.guestFullName'),
    reportedAs: text('guest.guestFullName') ?? /prettyName='([^']+)'/.exec(detail ?? '')?.[1],
    nativeId: text('config.guestId'),
  });
  return Object.keys(os).length === 0 ? undefined : os;
}

/** No entry says nothing about a guest whose tools do not run. */
function filesystemsOf(disks: XmlNode | undefined): GuestFilesystem[] | undefined {
  const found = (disks?.children ?? []).flatMap((disk): GuestFilesystem[] => {
    const path = textAt(disk, 'diskPath');
    if (path === undefined) return [];
    const capacity = amountAt(disk, 'capacity');
    const free = amountAt(disk, 'freeSpace');
    const keys = childrenOf(disk, 'mappings').map((mapping) => amountAt(mapping, 'key'));
    return [
      stated<GuestFilesystem>({
        path,
        capacityMiB: capacity === undefined ? undefined : Math.round(capacity / BYTES_PER_MIB),
        freeMiB: free === undefined ? undefined : Math.round(free / BYTES_PER_MIB),
        // One that spans several disks is on none of them alone.
        diskKey: keys.length === 1 ? keys[0] : undefined,
      }),
    ];
  });
  return found.length === 0 ? undefined : found;
}

/** The whole tree, parents before children. `tree`: property snapshot.rootSnapshotList. */
export function snapshotsOf(tree: XmlNode | undefined): Snapshot[] {
  return (tree?.children ?? []).flatMap(function flat(node: XmlNode): Snapshot[] {
    const own = stated<Snapshot>({
      name: withoutSecrets(unescapedName(textAt(node, 'name') ?? 'snapshot')),
      createdAt: dateOf(child(node, 'createTime')),
      quiesced: flagAt(node, 'quiesced'),
    });
    return [own, ...childrenOf(node, 'childSnapshotList').flatMap(flat)];
  });
}

/** Property config.extraConfig, keys in lower case. */
export function extraConfigOf(list: XmlNode | undefined): ReadonlyMap<string, string> | undefined {
  if (list === undefined) return undefined;
  return new Map(
    list.children.flatMap((option) => {
      const key = textAt(option, 'key');
      return key === undefined ? [] : [[key.toLowerCase(), textAt(option, 'value') ?? '']];
    }),
  );
}

/** CPUs or NUMA nodes of an affinity; an empty list when it is set to none. */
export function affinityOf(info: XmlNode | undefined): number[] {
  return childrenOf(info, 'affinitySet')
    .map((each) => amountOf(each))
    .filter((each) => each !== undefined);
}

/** "0,1" or "all" of numa.nodeAffinity. */
export function numaNodes(text: string | undefined): number[] {
  return (text ?? '')
    .split(',')
    .map((part) => numberOf({ name: '', attributes: {}, children: [], text: part }))
    .filter((node) => node !== undefined);
}
