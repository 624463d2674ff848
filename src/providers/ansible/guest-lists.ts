/** Disks, filesystems and adapters as the guest sees them. */

import type { Disk, GuestFilesystem, Nic } from '../../core/model/workload.ts';
import { BYTES_PER_MIB } from '../../core/model/units.ts';
import { addressesOf, byText, macOf, stated } from '../import-values.ts';
import { amountOf, fieldsOf, listOf, textOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import type { HostRecord } from './host-record.ts';

/** The kernel counts a device's size in these, whatever its own sectors are. */
const SECTOR_BYTES = 512;
const BUSES: readonly (readonly [RegExp, Disk['bus']])[] = [
  [/^vd/, 'virtio'],
  [/^nvme/, 'nvme'],
  [/^hd/, 'ide'],
  [/^xvd/, 'other'],
];
const NO_LOCAL_DISK =
  /^(squashfs|tmpfs|devtmpfs|overlay|nfs\d?|cifs|smb3|iso9660|udf|autofs|fuse.*|ceph|glusterfs|9p|virtiofs|proc|sysfs)$/;
/** Made by software in the guest: bridges, tunnels, containers, other machines' ends. */
const NO_ADAPTER =
  /^(lo|docker|veth|br-|virbr|vnet|cni|flannel|cali|tun|tap|dummy|ovs|genev|vxlan|kube|weave|wg|bond|team|podman|lxc)|[.:]/;

/** Undefined when not gathered, and when several paths lead to one disk, which would count it twice. */
export function disksOf({ facts }: HostRecord): readonly Disk[] | undefined {
  const devices = fieldsOf(facts.devices);
  if (devices === undefined) return undefined;
  const entries = Object.entries(devices).flatMap(([name, value]) => {
    const device = fieldsOf(value);
    return device === undefined ? [] : [{ name, device }];
  });
  if (entries.some(({ device }) => isMultipath(device))) return undefined;
  return entries
    .filter(({ name, device }) => /^(vd|sd|hd|xvd|nvme|dasd)/.test(name) && textOf(device['removable']) !== '1')
    .sort((a, b) => byText(a.name, b.name))
    .map(({ name, device }) => {
      const sectors = amountOf(device['sectors']);
      return stated<Disk>({
        label: name,
        capacityMiB: sectors === undefined ? undefined : Math.round((sectors * SECTOR_BYTES) / BYTES_PER_MIB),
        bus: BUSES.find(([pattern]) => pattern.test(name))?.[1],
      });
    });
}

function isMultipath(device: Fields): boolean {
  const ids = fieldsOf(device['links'])?.['ids'];
  return Array.isArray(ids) && ids.some((id) => typeof id === 'string' && id.startsWith('dm-uuid-mpath-'));
}

/** Windows has no fact of its drives: undefined there. */
export function filesystemsOf({ facts }: HostRecord): readonly GuestFilesystem[] | undefined {
  if (facts.os_family === 'Windows') return undefined;
  const found = new Map<string, GuestFilesystem>();
  for (const mount of listOf(facts.mounts) ?? []) {
    const path = textOf(mount['mount']);
    const options = textOf(mount['options'])?.split(',') ?? [];
    if (path === undefined || NO_LOCAL_DISK.test(textOf(mount['fstype']) ?? '') || options.includes('bind')) continue;
    const total = amountOf(mount['size_total']);
    const free = amountOf(mount['size_available']);
    const filesystem = stated<GuestFilesystem>({
      path,
      capacityMiB: total === undefined ? undefined : Math.round(total / BYTES_PER_MIB),
      freeMiB: free === undefined ? undefined : Math.round(free / BYTES_PER_MIB),
    });
    if (!found.has(path)) found.set(path, filesystem);
  }
  if (facts.mounts === undefined) return undefined;
  return [...found.values()].sort((a, b) => byText(a.path, b.path));
}

/** Adapters of a Linux guest. Windows lists only those with an address: undefined there. */
export function nicsOf({ links, facts }: HostRecord): readonly Nic[] | undefined {
  if (links.size === 0 || facts.os_family === 'Windows') return undefined;
  const nics: Nic[] = [];
  for (const [name, link] of [...links].sort(([a], [b]) => byText(a, b))) {
    const kind = textOf(link['type']);
    if (NO_ADAPTER.test(name) || (kind !== undefined && kind !== 'ether')) continue;
    const ipv4 = [link['ipv4'], ...(listOf(link['ipv4_secondaries']) ?? [])];
    const addresses = [...ipv4, ...(listOf(link['ipv6']) ?? [])].flatMap(
      (entry) => textOf(fieldsOf(entry)?.['address']) ?? [],
    );
    const ipAddresses = addressesOf(addresses);
    nics.push(
      stated<Nic>({
        label: name,
        macAddress: macOf(textOf(link['perm_macaddress']) ?? textOf(link['macaddress'])),
        connected: typeof link['active'] === 'boolean' ? link['active'] : undefined,
        ipAddresses: ipAddresses.length > 0 ? ipAddresses : undefined,
      }),
    );
  }
  return nics;
}

/** MAC addresses of the adapters Windows lists. */
export function windowsMacs({ facts }: HostRecord): string[] {
  return (listOf(facts.interfaces) ?? [])
    .filter(
      (adapter) =>
        !/virtual ?box|host-only|tap-|loopback|hyper-v virtual/i.test(textOf(adapter['interface_name']) ?? ''),
    )
    .flatMap((adapter) => macOf(textOf(adapter['macaddress'])) ?? []);
}
