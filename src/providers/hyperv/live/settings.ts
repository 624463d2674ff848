/** What has to be known to connect to a Hyper-V host by SSH. */

import { failure } from '../../../core/errors/registry.ts';
import type { ConnectRequest, SecretField, SettingField } from '../../connection.ts';
import type { SshTarget } from '../../../transport/ssh.ts';

export const SETTINGS: readonly SettingField[] = [
  {
    name: 'address',
    title: 'Address',
    help: 'Name or address of a Hyper-V host, or of any node of a cluster, whose OpenSSH server is switched on; a port other than 22 follows after a colon.',
    type: 'text',
    required: true,
    example: 'hv01.corp.example',
    decidesTrust: true,
  },
  {
    name: 'username',
    title: 'User name',
    help: 'Account in the group Hyper-V Administrators of every host, as Windows writes it.',
    type: 'text',
    required: true,
    example: 'isthmus@corp.example',
  },
  {
    name: 'hostKey',
    title: 'SSH host key',
    help: 'Fingerprint of the host key as ssh-keygen -l prints it; the connection is refused when the host shows another.',
    type: 'text',
    example: 'SHA256:n0nKeyOfAnyHostThatIsKnownJustAnExample0000',
    decidesTrust: true,
  },
  {
    name: 'knownHostsFile',
    title: 'known_hosts file',
    help: 'Path, where Isthmus runs, of the file in which OpenSSH keeps known host keys; looked at when hostKey is absent.',
    type: 'text',
    example: '/home/isthmus/.ssh/known_hosts',
    decidesTrust: true,
  },
  {
    name: 'thisHostOnly',
    title: 'This host only',
    help: 'On a cluster, list the machines of this node alone; each node is then a source of its own. With a key in place of a password Windows lets nobody on to the other nodes. All nodes when absent.',
    type: 'boolean',
  },
];

export const SECRETS: readonly SecretField[] = [
  { name: 'password', title: 'Password', help: 'Of the account; also opens the way from one node to the others.' },
  { name: 'privateKey', title: 'SSH private key', help: 'The whole file of the key that signs in.', multiline: true },
  { name: 'passphrase', title: 'Passphrase', help: 'Opens the private key when it is encrypted.' },
];

export interface HypervSettings {
  readonly target: SshTarget;
  readonly endpoint: string;
  readonly thisHostOnly: boolean;
}

/** Throws IST-2220 for settings that are missing or cannot be read. */
export function readSettings({ settings, secrets, signal }: ConnectRequest): HypervSettings {
  const text = (name: string): string | undefined => {
    const value = settings[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const needed = (name: string): string => {
    const value = text(name);
    if (value === undefined) throw failure('IST-2220', `The setting ${name} is missing`);
    return value;
  };
  const address = needed('address');
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/i.exec(address);
  const host = match?.[1] ?? match?.[2] ?? (/^[0-9a-f:]+$/i.test(address) ? address : undefined);
  const port = match?.[3] === undefined ? 22 : Number(match[3]);
  if (host === undefined || port < 1 || port > 65535) {
    throw failure('IST-2220', 'The setting address is no host name or address', {
      hint: 'Write it without a scheme or user: hv01.corp.example or hv01.corp.example:2222',
    });
  }
  const optional = {
    hostKey: text('hostKey'),
    knownHostsFile: text('knownHostsFile'),
    password: secrets['password'],
    privateKey: secrets['privateKey'],
    passphrase: secrets['passphrase'],
    signal,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== ''));
  return {
    target: { host, port, username: needed('username'), ...given },
    endpoint: `ssh://${host.includes(':') ? `[${host}]` : host}:${port}`,
    thisHostOnly: settings['thisHostOnly'] === true,
  };
}
