/** What runs and is installed inside of a machine, and how its disks are laid out and encrypted. */

import type { GuestService, InstalledSoftware, WebSite, WorkloadFacts } from '../../core/model/workload.ts';
import { byText, entryOf, stated } from '../import-values.ts';
import { amountOf, fieldsOf, flagOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import type { HostRecord } from './host-record.ts';

/** A list longer than this is no list of what a machine has; it is left out, and said so. */
export const MOST_ITEMS = 20_000;
const MOST_TEXT = 300;

const short = (value: unknown): string | undefined => textOf(value)?.slice(0, MOST_TEXT);

type Inside = Pick<
  WorkloadFacts,
  'software' | 'guestServices' | 'webSites' | 'dotNetVersions' | 'bootDiskLayout' | 'guestEncryption'
>;

export function insideOf(record: HostRecord): Inside {
  const software = softwareOf(record);
  return stated<Inside>({
    software,
    guestServices: servicesOf(record),
    webSites: webSitesOf(record),
    dotNetVersions: dotNetOf(record, software),
    bootDiskLayout: layoutOf(record),
    guestEncryption: encryptionOf(record),
  });
}

/** Of package_facts: a list per name, since several versions may be installed side by side. */
function softwareOf({ facts, guest }: HostRecord): readonly InstalledSoftware[] | undefined {
  const packages = fieldsOf(facts.packages);
  const listed = listOf(guest?.['software']);
  if (packages === undefined && listed === undefined) return undefined;
  const entries = [...Object.values(packages ?? {}).flatMap((versions) => listOf(versions) ?? []), ...(listed ?? [])];
  if (entries.length > MOST_ITEMS) return undefined;
  const found = new Map<string, InstalledSoftware>();
  for (const entry of entries) {
    const name = short(entry['name']);
    if (name === undefined) continue;
    const version = [short(entry['version']), short(entry['release'])].filter((part) => part !== undefined).join('-');
    found.set(
      `${name} ${version}`,
      stated<InstalledSoftware>({
        name,
        version: version === '' ? undefined : version,
        publisher: short(entry['publisher'] ?? entry['vendor']),
      }),
    );
  }
  return [...found].sort(([a], [b]) => byText(a, b)).map(([, one]) => one);
}

const START_MODES: Readonly<Record<string, GuestService['startMode']>> = {
  auto: 'automatic',
  delayed: 'automatic',
  enabled: 'automatic',
  'enabled-runtime': 'automatic',
  generated: 'automatic',
  manual: 'manual',
  demand: 'manual',
  static: 'manual',
  indirect: 'manual',
  alias: 'manual',
  disabled: 'disabled',
  masked: 'disabled',
};
const STATES: Readonly<Record<string, GuestService['state']>> = {
  running: 'running',
  started: 'running',
  paused: 'running',
  stopped: 'stopped',
  inactive: 'stopped',
  failed: 'stopped',
  dead: 'stopped',
};

function servicesOf({ services }: HostRecord): readonly GuestService[] | undefined {
  if (services === undefined || services.size > MOST_ITEMS) return undefined;
  return [...services]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, fields]) => {
      const mode = textOf(fields['start_mode'] ?? fields['status'])?.toLowerCase();
      const title = short(fields['title'] ?? fields['display_name']);
      return stated<GuestService>({
        name,
        title: title === name ? undefined : title,
        state: entryOf(STATES, textOf(fields['state'])?.toLowerCase()),
        startMode: entryOf(START_MODES, mode),
      });
    });
}

function webSitesOf({ guest }: HostRecord): readonly WebSite[] | undefined {
  if (guest === undefined || guest['web_sites'] === null) return undefined;
  // PowerShell's JSON writes an empty list as it is only when it is one: an absent member was not looked at.
  if (!('web_sites' in guest)) return undefined;
  return (listOf(guest['web_sites']) ?? [])
    .flatMap((site): WebSite[] => {
      const name = short(site['name']);
      if (name === undefined) return [];
      const bindings = textsOf(site['bindings'])?.map((binding) => binding.slice(0, MOST_TEXT));
      return [stated<WebSite>({ name, bindings, runtime: short(site['runtime']), path: short(site['path']) })];
    })
    .sort((a, b) => byText(a.name, b.name));
}

const RUNTIME_PACKAGE = /^(?:dotnet|aspnetcore)-runtime-(\d+\.\d+)$/;

/** On Linux only what packages show: a runtime may also be unpacked anywhere, so finding none says nothing. */
function dotNetOf(
  { guest }: HostRecord,
  software: readonly InstalledSoftware[] | undefined,
): readonly string[] | undefined {
  const listed = guest !== undefined && 'dot_net' in guest ? textsOf(guest['dot_net']) : undefined;
  if (listed !== undefined) return [...new Set(listed.map((version) => version.slice(0, 40)))].sort(byText);
  const packaged = (software ?? []).flatMap(({ name, version }) => {
    const release = RUNTIME_PACKAGE.exec(name)?.[1];
    return release === undefined ? [] : [/^\d+\.\d+\.\d+/.exec(version ?? '')?.[0] ?? release];
  });
  return packaged.length === 0 ? undefined : [...new Set(packaged)].sort(byText);
}

const LAYOUTS: Readonly<Record<string, WorkloadFacts['bootDiskLayout']>> = { gpt: 'gpt', dos: 'mbr', mbr: 'mbr' };

function layoutOf({ facts, blocks }: HostRecord): WorkloadFacts['bootDiskLayout'] {
  const system = listOf(facts.disks)?.find((disk) => flagOf(disk['system_disk']) === true);
  if (system !== undefined) return entryOf(LAYOUTS, textOf(system['partition_style'])?.toLowerCase());
  for (const mount of ['/boot/efi', '/boot', '/']) {
    const disk = blocks?.find((block) => below(block).some((one) => textOf(one['mountpoint']) === mount));
    if (disk !== undefined) return entryOf(LAYOUTS, textOf(disk['pttype'])?.toLowerCase());
  }
  return undefined;
}

function below(block: Fields): readonly Fields[] {
  return [block, ...(listOf(block['children']) ?? []).flatMap(below)];
}

/** Kinds of file system are shown by udev; where it shows none at all, none being encrypted means nothing. */
function encryptionOf({ guest, blocks }: HostRecord): readonly string[] | undefined {
  if (guest !== undefined && 'volumes' in guest && guest['volumes'] !== null) {
    // 0 is "off"; 2 is a locked volume, which is encrypted as well.
    return (listOf(guest['volumes']) ?? [])
      .filter((volume) => (amountOf(volume['protection']) ?? 0) > 0)
      .flatMap((volume) => textOf(volume['mount']) ?? [])
      .sort(byText);
  }
  const all = (blocks ?? []).flatMap(below);
  if (!all.some((block) => textOf(block['fstype']) !== undefined)) return undefined;
  return all
    .filter((block) => textOf(block['fstype']) === 'crypto_LUKS')
    .flatMap((block) => textOf(block['path']) ?? textOf(block['name']) ?? [])
    .sort(byText);
}
