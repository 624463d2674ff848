/** What a connection is asked for, and what it means. */

import { failure } from '../../core/errors/registry.ts';
import type { ConnectRequest, SecretField, SettingField, Settings } from '../connection.ts';
import type { TlsTrust } from '../../transport/tls.ts';
import type { Credentials } from './session.ts';

export const SETTINGS: readonly SettingField[] = [
  {
    name: 'address',
    title: 'Address',
    help: 'Name or address of the vCenter Server or ESXi host, with a port when it is not 443.',
    type: 'text',
    required: true,
    example: 'vcenter.example.com',
    decidesTrust: true,
  },
  {
    name: 'user',
    title: 'User name',
    help: 'Account with the role Read-only on the root of the inventory, propagated.',
    type: 'text',
    required: true,
    example: 'isthmus@vsphere.local',
  },
  {
    name: 'thumbprint',
    title: 'Certificate thumbprint',
    help: 'SHA-256 of the server certificate. Absent: the certificate must be valid by caCertificate, or by the authorities this machine trusts.',
    type: 'text',
    example: '4F:8A:…:1C',
    decidesTrust: true,
  },
  {
    name: 'caCertificate',
    title: 'Authority certificate',
    help: 'Certificate in PEM form of the authority that signed the server certificate, such as the root of the VMCA. Absent: the authorities this machine trusts.',
    type: 'text',
    multiline: true,
    decidesTrust: true,
  },
  {
    name: 'tags',
    title: 'Read tags',
    help: 'Whether tags are read from the REST interface. Absent: they are.',
    type: 'boolean',
  },
  {
    name: 'utilisationDays',
    title: 'Days of utilisation',
    help: 'Window that CPU, memory and disk averages are summed up over; 0 reads none, which makes a full read of a large vCenter faster. Absent: 7.',
    type: 'integer',
  },
  {
    name: 'pageSize',
    title: 'Objects in one answer',
    help: 'How many objects the server is asked for at a time, 1 to 5000. Absent: 250.',
    type: 'integer',
  },
  {
    name: 'maxAnswerMiB',
    title: 'Largest answer in MiB',
    help: 'An answer larger than this is refused. It is never held in memory as a whole. Absent: 2048.',
    type: 'integer',
  },
];

export const SECRETS: readonly SecretField[] = [
  { name: 'password', title: 'Password', help: 'Password of the account.', required: true },
];

export interface VsphereSettings {
  readonly endpoint: URL;
  readonly trust: TlsTrust;
  readonly credentials: Credentials;
  readonly tags: boolean;
  readonly utilisationDays: number;
  readonly pageSize: number;
  readonly maxResponseBytes: number;
}

/** Throws IST-2220. */
export function readSettings({ settings, secrets }: Pick<ConnectRequest, 'settings' | 'secrets'>): VsphereSettings {
  const thumbprint = text(settings, 'thumbprint');
  const caCertificate = text(settings, 'caCertificate');
  const password = secrets['password'] ?? '';
  if (password === '') throw failure('IST-2220', 'password is missing');
  return {
    endpoint: endpointOf(needed(settings, 'address')),
    trust: { ...(thumbprint !== undefined && { thumbprint }), ...(caCertificate !== undefined && { caCertificate }) },
    credentials: { user: needed(settings, 'user'), password },
    tags: settings['tags'] !== false,
    utilisationDays: whole(settings, 'utilisationDays', { absent: 7, least: 0, most: 365 }),
    pageSize: whole(settings, 'pageSize', { absent: 250, least: 1, most: 5000 }),
    maxResponseBytes: whole(settings, 'maxAnswerMiB', { absent: 2048, least: 1, most: 1024 * 1024 }) * 1024 ** 2,
  };
}

function text(settings: Settings, name: string): string | undefined {
  const value = settings[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function needed(settings: Settings, name: string): string {
  const value = text(settings, name);
  if (value === undefined) throw failure('IST-2220', `${name} is missing`);
  return value;
}

/** "vcenter.example.com", with a port, or as the address of its web client is written. */
function endpointOf(address: string): URL {
  const bare = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.canParse(bare) ? new URL(bare) : undefined;
  if (url === undefined || url.hostname === '') throw failure('IST-2220', 'address is no host name or address');
  if (url.protocol !== 'https:') throw failure('IST-2220', 'address must be reached by https');
  if (url.username !== '' || url.password !== '') {
    throw failure('IST-2220', 'address must not hold a user name or password: give them as user and password');
  }
  return new URL(url.origin);
}

function whole(
  settings: Settings,
  name: string,
  { absent, least, most }: { readonly absent: number; readonly least: number; readonly most: number },
): number {
  const value = settings[name] ?? absent;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw failure('IST-2220', `${name} must be a whole number from ${least} to ${most}`);
}
