/** The release of Windows, by build number: its name is translated, and null for accounts without rights. */

import { readOsText } from '../../core/model/os-text.ts';

/** First build of each release, newest first. Source: Microsoft's release histories of Windows and Windows Server. */
const SERVERS: readonly (readonly [build: number, name: string])[] = [
  [26100, 'Windows Server 2025'],
  [20348, 'Windows Server 2022'],
  [17763, 'Windows Server 2019'],
  [14393, 'Windows Server 2016'],
  [9600, 'Windows Server 2012 R2'],
  [9200, 'Windows Server 2012'],
  [7600, 'Windows Server 2008 R2'],
  [6001, 'Windows Server 2008'],
  [3790, 'Windows Server 2003'],
];
const CLIENTS: readonly (readonly [build: number, name: string])[] = [
  [22000, 'Windows 11'],
  [10240, 'Windows 10'],
  [9600, 'Windows 8.1'],
  [9200, 'Windows 8'],
  [7600, 'Windows 7'],
];
/** Releases of the annual channel lie between the long-term ones and have names of their own. */
const ANNUAL_CHANNEL: Readonly<Record<number, string>> = { 25398: 'Windows Server 23H2' };

/** Text that names the release: the system's own name when it does, else the name that goes with the build. */
export function windowsName(
  name: string | undefined,
  version: string | undefined,
  productType: string | undefined,
): string | undefined {
  if ((readOsText(name)?.releases.length ?? 0) > 0) return name;
  const build = Number(/^\d+\.\d+\.(\d+)/.exec(version ?? '')?.[1]);
  if (!Number.isInteger(build)) return name;
  const client = productType === undefined ? undefined : productType.toLowerCase() === 'workstation';
  if (client === undefined) return name;
  if (!client && ANNUAL_CHANNEL[build] !== undefined) return ANNUAL_CHANNEL[build];
  return (client ? CLIENTS : SERVERS).find(([first]) => build >= first)?.[1] ?? name;
}
