/**
 * Loaded into a process under test: lets it reach its own database and nothing else. Whatever else it tries to resolve,
 * connect to, send or fetch is refused and written to the file ISTHMUS_NETWORK_LOG names. Child processes inherit it.
 */

import { createRequire, syncBuiltinESMExports } from 'node:module';
import { appendFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const net = require('node:net');
const dns = require('node:dns');
const dgram = require('node:dgram');
const log = process.env.ISTHMUS_NETWORK_LOG;

const HERE = new Set(['127.0.0.1', '::1']);

function refuse(what) {
  if (log !== undefined) appendFileSync(log, `${process.argv.slice(2).join(' ')}: ${what}\n`);
  throw new Error(`the network is cut off: ${what}`);
}

// Called on the socket it belongs to, below.
// oxlint-disable-next-line typescript/unbound-method
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectHere(...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given;
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: given[1] };
  const isPath = typeof options.path === 'string' || (typeof first === 'string' && !/^\d+$/.test(first));
  if (!isPath && !HERE.has(options.host ?? 'localhost'))
    refuse(`connect ${options.host ?? 'localhost'}:${options.port}`);
  return connect.apply(this, given);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse']) {
  for (const owner of [dns, dns.promises]) {
    const ask = owner[name];
    // An address of this machine is no question to anybody.
    owner[name] = (host, ...more) => (HERE.has(host) ? ask.call(owner, host, ...more) : refuse(`dns.${name} ${host}`));
  }
}
dgram.Socket.prototype.send = () => refuse('udp');
globalThis.fetch = async (address) => refuse(`fetch ${typeof address === 'string' ? address : address.href}`);
syncBuiltinESMExports();
