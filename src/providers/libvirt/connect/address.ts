/** Where a libvirt daemon is, from the URI people write for it. */

import { failure } from '../../../core/errors/registry.ts';

export interface LibvirtAddress {
  /** As the daemon is asked to open it: "qemu:///system". */
  readonly uri: string;
  readonly transport: 'unix' | 'ssh';
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  /** Path of the daemon's socket, when the address names it. */
  readonly socket?: string;
}

/** Where daemons listen, the all-in-one and the proxy before the one that knows QEMU only. */
const READ_ONLY_SOCKETS = ['/run/libvirt/libvirt-sock-ro', '/run/libvirt/virtqemud-sock-ro'];
const SOCKETS = ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'];

const EXAMPLES = 'qemu:///system, qemu+ssh://reader@kvm1.example/system';

/** Sockets to try, in this order. */
export function socketsOf(address: LibvirtAddress, setting: string | undefined, readWrite: boolean): readonly string[] {
  const named = setting ?? address.socket;
  if (named !== undefined) return [named];
  return readWrite ? SOCKETS : READ_ONLY_SOCKETS;
}

/** Throws IST-2220 for what is no such URI, or one of a platform or a way there that is not supported. */
export function parseAddress(text: string): LibvirtAddress {
  const refuse = (why: string): Error =>
    failure('IST-2220', `The setting uri ${why}`, { hint: `Write it as libvirt does: ${EXAMPLES}` });
  if (!URL.canParse(text)) throw refuse('is no URI');
  const url = new URL(text);
  const [driver = '', transport = url.hostname === '' ? 'unix' : 'tls'] = url.protocol.slice(0, -1).split('+');
  if (driver !== 'qemu' && driver !== 'test') throw refuse(`names the driver "${driver}"; KVM's is "qemu"`);
  if (url.password !== '') throw refuse('holds a password; give it as the secret "password" instead');
  if (transport !== 'unix' && transport !== 'ssh') {
    throw refuse(`asks for the way "${transport}"; a local socket and SSH (qemu+ssh://) are supported`);
  }
  if (url.pathname === '' || url.pathname === '/') throw refuse('ends without a path such as /system');
  const socket = socketOf(url, refuse);
  const uri = `${driver}://${decodeURIComponent(url.pathname)}`;
  const common = { uri, transport, ...(socket !== undefined && { socket }) } as const;
  if (transport === 'unix') {
    if (url.hostname !== '') throw refuse('names a host; from here that goes by SSH: qemu+ssh://');
    if (driver === 'qemu' && url.pathname === '/session' && socket === undefined) {
      throw refuse("asks for a user's own session; give its socket too, in setting socket");
    }
    return common;
  }
  if (url.hostname === '') throw refuse('names no host');
  if (url.username === '') throw refuse('names no user, as in qemu+ssh://user@host/system');
  return {
    ...common,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    username: decodeURIComponent(url.username),
    ...(url.port !== '' && { port: Number(url.port) }),
  };
}

/** "?socket=" is understood; options that would change how the way there is secured are not passed over in silence. */
function socketOf(url: URL, refuse: (why: string) => Error): string | undefined {
  for (const name of url.searchParams.keys()) {
    if (name !== 'socket' && name !== 'mode') {
      throw refuse(`has the option "${name}", which is not supported; keys and host keys are settings of the source`);
    }
  }
  return url.searchParams.get('socket') ?? undefined;
}
