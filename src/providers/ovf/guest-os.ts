/** What a descriptor says of the operating system: its text, VMware's id, and the number of CIM as a last resort. */

import { readOsText } from '../../core/model/os-text.ts';
import type { GuestOs } from '../../core/model/workload.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { entryOf, stated } from '../import-values.ts';
import { attribute, childOf, childText } from './nodes.ts';

/** CIM_OperatingSystem.OSType, only what names a release or family without doubt. */
const CIM: Readonly<Record<string, string>> = {
  '36': 'Linux',
  '42': 'FreeBSD',
  '58': 'Windows 2000',
  '67': 'Windows XP',
  '69': 'Windows Server 2003',
  '70': 'Windows Server 2003 (64-bit)',
  '71': 'Windows XP (64-bit)',
  '73': 'Windows Vista',
  '74': 'Windows Vista (64-bit)',
  '76': 'Windows Server 2008',
  '77': 'Windows Server 2008 (64-bit)',
  '78': 'FreeBSD (64-bit)',
  '79': 'Red Hat Enterprise Linux',
  '80': 'Red Hat Enterprise Linux (64-bit)',
  '82': 'SUSE Linux Enterprise Server',
  '93': 'Ubuntu',
  '94': 'Ubuntu (64-bit)',
  '95': 'Debian',
  '96': 'Debian (64-bit)',
  '101': 'Linux (64-bit)',
  '103': 'Windows Server 2008 R2',
  '105': 'Windows 7',
  '106': 'CentOS (32-bit)',
  '107': 'CentOS (64-bit)',
  '108': 'Oracle Linux (32-bit)',
  '109': 'Oracle Linux (64-bit)',
  '113': 'Windows Server 2012',
};

export function osOf(system: XmlNode): GuestOs | undefined {
  const section = childOf(system, 'OperatingSystemSection');
  if (section === undefined) return undefined;
  const nativeId = attribute(section, 'osType');
  const texts = [
    childText(section, 'Description'),
    virtualBoxType(section),
    oVirtText(section),
    nativeId === undefined ? cimText(section) : undefined,
  ];
  const naming = (text: string | undefined): boolean => (readOsText(text)?.releases.length ?? 0) > 0;
  const configuredAs = texts.find(naming) ?? texts.find((text) => readOsText(text) !== undefined) ?? texts[0];
  const os = stated<GuestOs>({
    configuredAs,
    nativeId,
    family: readOsText(configuredAs)?.family,
  });
  return Object.keys(os).length === 0 ? undefined : os;
}

/** "windows_2022", "rhel_8x64", "ubuntu_18_04": oVirt's ids, as a person would write them. Else its Info line. */
function oVirtText(section: XmlNode): string | undefined {
  const id = childText(section, 'Description');
  if (id !== undefined && /^[a-z]+(_[a-z0-9]+)+$/.test(id)) {
    const words = id
      .replace(/_?x64$/, '')
      .replace(/_(\d+)_(\d+)$/, ' $1.$2')
      .replaceAll('_', ' ')
      .replace(/^debian/, 'Debian')
      .replace(/(\d{4})r2$/, '$1 R2');
    const wide = id.includes('x64') ? `${words} (64-bit)` : words;
    if (readOsText(wide) !== undefined) return wide;
  }
  return childText(section, 'Info');
}

/** VirtualBox: "WindowsXP", "Windows2019_64", "RedHat_64", "Debian12_64". */
function virtualBoxType(section: XmlNode): string | undefined {
  const text = childText(section, 'OSType') ?? childText(section, 'Description');
  const match =
    /^(Windows|RedHat|Debian|Ubuntu|CentOS|Oracle|OpenSUSE|Fedora|FreeBSD|Linux)([A-Za-z]*\d*[A-Za-z]*)(_64)?$/.exec(
      text ?? '',
    );
  if (match === null) return undefined;
  const product = match[1] === 'RedHat' ? 'Red Hat Enterprise Linux' : match[1];
  return `${product}${match[2] === '' ? '' : ` ${match[2]}`}${match[3] === undefined ? '' : ' (64-bit)'}`;
}

const cimText = (section: XmlNode): string | undefined => entryOf(CIM, attribute(section, 'id'));
