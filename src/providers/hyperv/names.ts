/** Names of things that Hyper-V itself gives none: a network is a switch and a VLAN, a datastore a volume or share. */

export interface SharedVolume {
  /** "C:\ClusterStorage\Volume1". */
  readonly path: string;
  readonly name: string;
}

export function networkNameOf(switchName: string | undefined, vlanId: number | undefined): string | undefined {
  if (switchName === undefined) return undefined;
  return vlanId === undefined || vlanId === 0 ? switchName : `${switchName} (VLAN ${vlanId})`;
}

/** Cluster shared volume, share ("\\server\share"), or drive of a host ("hv01 D:"). */
export function datastoreNameOf(
  path: string | undefined,
  host: string | undefined,
  volumes: readonly SharedVolume[],
): string | undefined {
  if (path === undefined) return undefined;
  const lower = path.toLowerCase();
  const shared = volumes.find((volume) => lower.startsWith(`${volume.path.toLowerCase()}\\`));
  if (shared !== undefined) return shared.name;
  const clustered = /^[a-z]:\\clusterstorage\\([^\\]+)\\/i.exec(path)?.[1];
  if (clustered !== undefined) return clustered;
  const share = /^\\\\([^\\?.]+)\\([^\\]+)/.exec(path);
  if (share !== null) return `\\\\${share[1]}\\${share[2]}`;
  const drive = /^([a-z]:)\\/i.exec(path)?.[1]?.toUpperCase();
  // Every host has a C: of its own.
  return drive === undefined || host === undefined ? undefined : driveName(host, drive);
}

export const driveName = (host: string, drive: string): string => `${host} ${drive}`;
