/** What runs in a machine, from what its agent reports and from the image it was made of. */

import type { GuestOs } from '../../core/model/workload.ts';
import { stated } from '../import-values.ts';
import { textAt } from './json.ts';

/** Agents on Linux report the short id of a distribution; the estate reads names as people write them. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  almalinux: 'AlmaLinux',
  centos: 'CentOS',
  debian: 'Debian',
  ol: 'Oracle Linux',
  oracle: 'Oracle Linux',
  redhat: 'Red Hat Enterprise Linux',
  rhel: 'Red Hat Enterprise Linux',
  rocky: 'Rocky Linux',
  sles: 'SUSE Linux Enterprise Server',
  suse: 'SUSE Linux Enterprise Server',
  ubuntu: 'Ubuntu',
};

export function familyOf(osType: string | undefined): GuestOs['family'] {
  const lower = osType?.toLowerCase();
  if (lower === 'windows') return 'windows';
  return lower === 'linux' ? 'linux' : undefined;
}

/** "ubuntu", "16.04" → "Ubuntu 16.04"; "Windows Server 2016 Datacenter", "Microsoft Windows NT 10.0…" → the name alone. */
export function reportedName(osName: string | undefined, osVersion: string | undefined): string | undefined {
  if (osName === undefined) return undefined;
  const name = DISTRIBUTIONS[osName.toLowerCase()] ?? osName;
  const release = /^\d+(?:\.\d+){0,2}/.exec(osVersion ?? '')?.[0];
  // Windows names its release in its name; its version is a build.
  return release === undefined || /windows/i.test(name) || /\d/.test(name) ? name : `${name} ${release}`;
}

type Reading = (offer: string, sku: string) => string | undefined;

/** Publishers whose images name the system. Any other image is somebody's product: what runs below it is not guessed. */
const PUBLISHERS: Readonly<Record<string, Reading>> = {
  microsoftwindowsserver: (_offer, sku) => `Windows Server ${sku.replaceAll(/[-_]/g, ' ')}`,
  microsoftwindowsdesktop: (offer, sku) => {
    const release = /win(?:dows)?-?(10|11)/i.exec(`${sku} ${offer}`)?.[1];
    const build = /(\d{2}h[12])/i.exec(sku)?.[1];
    return release === undefined ? undefined : `Windows ${release}${build === undefined ? '' : ` ${build}`}`;
  },
  microsoftsqlserver: (offer) => {
    const year = /ws(\d{4}(?:r2)?)/i.exec(offer)?.[1]?.toLowerCase().replace('r2', ' R2');
    return year === undefined ? undefined : `Windows Server ${year} Datacenter`;
  },
  canonical: (offer, sku) => named('Ubuntu', /(\d{2}[._]04)/.exec(`${sku} ${offer}`)?.[1]),
  redhat: (offer, sku) =>
    /rhel/i.test(offer)
      ? named('Red Hat Enterprise Linux', /^(\d{1,2}[._]\d{1,2}|\d(?=$|-))/.exec(sku)?.[1])
      : undefined,
  suse: (offer) => {
    const [, release, pack] = /^sles(?:-sap)?-(\d{2})(?:-sp(\d))?/i.exec(offer) ?? [];
    return release === undefined
      ? undefined
      : named('SUSE Linux Enterprise Server', release + (pack ? ` SP${pack}` : ''));
  },
  debian: (offer) => named('Debian', /debian-(\d{1,2})/i.exec(offer)?.[1]),
  oracle: (offer, sku) => (/linux/i.test(offer) ? named('Oracle Linux', /^(\d[._]\d{1,2})/.exec(sku)?.[1]) : undefined),
  openlogic: (offer, sku) => (/centos/i.test(offer) ? named('CentOS', /^(\d[._]\d)/.exec(sku)?.[1]) : undefined),
  almalinux: (_offer, sku) => named('AlmaLinux', /^(\d{1,2})(?=$|-)/.exec(sku)?.[1]),
  resf: (_offer, sku) => named('Rocky Linux', /^(\d{1,2})(?=$|-)/.exec(sku)?.[1]),
};

const named = (name: string, release: string | undefined): string =>
  release === undefined ? name : `${name} ${release.replace('_', '.')}`;

/** What an image's publisher, offer and SKU say of the system in it. */
export function imageName(image: unknown): string | undefined {
  const publisher = textAt(image, 'publisher')?.toLowerCase();
  const reading = publisher === undefined ? undefined : PUBLISHERS[publisher];
  return reading?.(textAt(image, 'offer') ?? '', textAt(image, 'sku') ?? '');
}

export interface SystemSigns {
  readonly osType?: string | undefined;
  readonly osName?: string | undefined;
  readonly osVersion?: string | undefined;
  readonly image?: unknown;
  readonly architecture?: GuestOs['architecture'] | undefined;
}

/** Undefined when nothing is known. */
export function guestSystem({ osType, osName, osVersion, image, architecture }: SystemSigns): GuestOs | undefined {
  const parts = [textAt(image, 'publisher'), textAt(image, 'offer'), textAt(image, 'sku')];
  const reportedAs = reportedName(osName, osVersion);
  const configuredAs = imageName(image);
  const os = stated<GuestOs>({
    family: familyOf(osType),
    reportedAs,
    configuredAs,
    nativeId: parts.every((text) => text !== undefined) ? parts.join(':').toLowerCase() : undefined,
    architecture,
  });
  return Object.keys(os).length === 0 ? undefined : os;
}

/** "Arm64" and "x64", as sizes and disks name processors. */
export function architectureOf(text: string | undefined): GuestOs['architecture'] {
  const lower = text?.toLowerCase();
  if (lower === 'arm64') return 'arm64';
  return lower === 'x64' ? 'x86_64' : undefined;
}
