/** What has to be known to connect to a libvirt daemon. */

import { failure } from '../../../core/errors/registry.ts';
import type { ConnectRequest, SecretField, SettingField } from '../../connection.ts';

export const SETTINGS: readonly SettingField[] = [
  {
    name: 'uri',
    title: 'libvirt URI',
    help: 'Which daemon: on this machine (qemu:///system) or on another by SSH (qemu+ssh://user@host/system).',
    type: 'text',
    required: true,
    example: 'qemu+ssh://reader@kvm1.example/system',
    decidesTrust: true,
  },
  {
    name: 'socket',
    title: 'Socket of the daemon',
    help: 'Path on the host of the daemon, on this machine in a folder of libvirt; when absent the read-only sockets of libvirtd and virtqemud are tried.',
    type: 'text',
    example: '/run/libvirt/libvirt-sock-ro',
    decidesTrust: true,
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
    name: 'readWrite',
    title: 'Ask guest agents',
    help: 'Connect read-write, which libvirt wants before it asks guest agents; nothing is changed. Read-only when absent.',
    type: 'boolean',
  },
];

export const SECRETS: readonly SecretField[] = [
  {
    name: 'privateKey',
    title: 'SSH private key',
    help: 'The whole file of the key that signs in to the host; for a URI with +ssh.',
    multiline: true,
  },
  { name: 'passphrase', title: 'Passphrase', help: 'Opens the private key when it is encrypted.' },
  { name: 'password', title: 'SSH password', help: 'Signs in to the host where no key is used.' },
];

export interface LibvirtSettings {
  readonly uri: string;
  readonly socket?: string;
  readonly hostKey?: string;
  readonly knownHostsFile?: string;
  readonly readWrite: boolean;
}

/** Throws IST-2220 when the URI is missing. */
export function readSettings({ settings }: Pick<ConnectRequest, 'settings'>): LibvirtSettings {
  const text = (name: string): string | undefined => {
    const value = settings[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const uri = text('uri');
  if (uri === undefined) {
    throw failure('IST-2220', 'The setting uri is missing', { hint: 'On this machine it is qemu:///system.' });
  }
  const [socket, hostKey, knownHostsFile] = [text('socket'), text('hostKey'), text('knownHostsFile')];
  return {
    uri,
    ...(socket !== undefined && { socket }),
    ...(hostKey !== undefined && { hostKey }),
    ...(knownHostsFile !== undefined && { knownHostsFile }),
    readWrite: settings.readWrite === true,
  };
}
