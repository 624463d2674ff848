/** The operating system a domain was made for: libosinfo's identifier in its metadata, in words people use. */

import type { GuestOs } from '../../../core/model/workload.ts';
import { all, at, attribute } from '../xml.ts';
import type { Element } from '../xml.ts';

/** Product by the first two parts of the identifier: "redhat.com/rhel". */
const PRODUCTS: Readonly<Record<string, string>> = {
  'redhat.com/rhel': 'Red Hat Enterprise Linux',
  'redhat.com/rhel-atomic': 'Red Hat Enterprise Linux',
  'centos.org/centos': 'CentOS',
  'centos.org/centos-stream': 'CentOS Stream',
  'rockylinux.org/rocky': 'Rocky Linux',
  'almalinux.org/almalinux': 'AlmaLinux',
  'oracle.com/ol': 'Oracle Linux',
  'oracle.com/oel': 'Oracle Linux',
  'oracle.com/solaris': 'Oracle Solaris',
  'fedoraproject.org/fedora': 'Fedora',
  'fedoraproject.org/coreos': 'Fedora CoreOS',
  'debian.org/debian': 'Debian',
  'ubuntu.com/ubuntu': 'Ubuntu',
  'suse.com/sles': 'SUSE Linux Enterprise Server',
  'suse.com/sled': 'SUSE Linux Enterprise Desktop',
  'opensuse.org/opensuse': 'openSUSE',
  'freebsd.org/freebsd': 'FreeBSD',
  'openbsd.org/openbsd': 'OpenBSD',
  'netbsd.org/netbsd': 'NetBSD',
  'archlinux.org/archlinux': 'Arch Linux',
  'gentoo.org/gentoo': 'Gentoo Linux',
  'apple.com/macosx': 'macOS',
  'vmware.com/photon': 'VMware Photon OS',
  'libosinfo.org/linux': 'Linux',
};

/** Windows is written by its release's short name. */
const WINDOWS: Readonly<Record<string, string>> = {
  '2k': 'Windows 2000',
  xp: 'Windows XP',
  vista: 'Windows Vista',
  '7': 'Windows 7',
  '8': 'Windows 8',
  '8.1': 'Windows 8.1',
  '10': 'Windows 10',
  '11': 'Windows 11',
  '2k3': 'Windows Server 2003 Standard',
  '2k3r2': 'Windows Server 2003 R2',
  '2k8': 'Windows Server 2008 Standard',
  '2k8r2': 'Windows Server 2008 R2',
  // "2012" alone stands for two releases elsewhere; libosinfo has an identifier for each.
  '2k12': 'Windows Server 2012 Standard',
  '2k12r2': 'Windows Server 2012 R2',
  '2k16': 'Windows Server 2016',
  '2k19': 'Windows Server 2019',
  '2k22': 'Windows Server 2022',
  '2k25': 'Windows Server 2025',
};

const ARCHITECTURES: Readonly<Record<string, GuestOs['architecture']>> = {
  x86_64: 'x86_64',
  i686: 'x86',
  aarch64: 'arm64',
};

/**
 * What the definition says of the guest. Hyper-V enlightenments and the clock suggest Windows and prove nothing: other
 * guests run with them, so they are not read.
 */
export function guestOs(domain: Element): GuestOs {
  const arch = attribute(at(domain, 'os', 'type'), 'arch');
  const nativeId = all(at(domain, 'metadata', 'libosinfo'), 'os')
    .map((os) => attribute(os, 'id'))
    .find((id) => id !== undefined);
  const configuredAs = nativeId === undefined ? undefined : systemName(nativeId);
  return {
    ...(arch !== undefined && { architecture: ARCHITECTURES[arch] ?? 'other' }),
    ...(nativeId !== undefined && { nativeId }),
    ...(configuredAs !== undefined && { configuredAs }),
  };
}

/** "http://ubuntu.com/ubuntu/22.04" → "Ubuntu 22.04"; undefined for what is not known. */
export function systemName(id: string): string | undefined {
  const match = /^https?:\/\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(id.trim().toLowerCase());
  if (match === null) return undefined;
  const [, vendor = '', product = '', release] = match;
  if (vendor === 'microsoft.com' && product === 'win') return WINDOWS[release ?? ''];
  const name = PRODUCTS[`${vendor}/${product}`];
  if (name === undefined) return undefined;
  // A release that only promises to come, such as "rhel/9-unknown" or "debian/testing", names none.
  return release !== undefined && /^\d+(\.\d+)*$/.test(release) ? `${name} ${release}` : name;
}
