/**
 * Lines of `ss -tunap`, `netstat -tunap` (Linux) and `netstat -ano` (Windows). Read by shape, not by words: netstat
 * speaks the language of its system, and columns differ between releases.
 */

import { normaliseAddress } from '../../../core/applications/addresses.ts';
import { portOf } from '../flow.ts';
import type { Protocol } from '../flow.ts';

export interface Socket {
  readonly protocol: Protocol;
  readonly local: { readonly address: string; readonly port: number };
  /** Absent for one that waits for callers. */
  readonly peer?: { readonly address: string; readonly port: number };
  readonly process?: string;
  readonly pid?: string;
}

const PROTOCOL = /^(tcp|udp)[46]?$/i;
const END = /^(\[?[0-9a-f:.]*(?:%[\w.-]+)?\]?|\*)(?:%[\w.-]+)?:(\d+|\*)$/i;
const USERS = /users:\(\("([^"]{1,64})",pid=(\d+)/;
const OWNER = /^(\d+)\/(\S.*)$/;

/** Undefined for headers, blank lines and sockets that are not of the network. */
export function parseSocket(line: string): Socket | undefined {
  const cells = line.trim().split(/\s+/);
  const protocol = PROTOCOL.exec(cells[0] ?? '')?.[1]?.toLowerCase() as Protocol | undefined;
  if (protocol === undefined) return undefined;
  const ends: { at: number; address: string; port: string }[] = [];
  for (let at = 1; at < cells.length && ends.length < 2; at++) {
    const match = END.exec(cells[at] ?? '');
    if (match !== null) ends.push({ at, address: match[1] ?? '', port: match[2] ?? '' });
  }
  const [local, peer] = ends;
  const port = portOf(local?.port);
  if (local === undefined || peer === undefined || port === undefined) return undefined;
  const owner = ownerOf(line, cells.slice(peer.at + 1));
  const peerPort = portOf(peer.port);
  const peerAddress = normaliseAddress(peer.address);
  const waits = peerPort === undefined || peerAddress === undefined || /^(0\.0\.0\.0|::)$/.test(peerAddress);
  return {
    protocol,
    local: { address: normaliseAddress(local.address) ?? '*', port },
    ...(waits ? {} : { peer: { address: peerAddress, port: peerPort } }),
    ...owner,
  };
}

function ownerOf(line: string, rest: readonly string[]): { process?: string; pid?: string } {
  const users = USERS.exec(line);
  if (users !== null) return { process: users[1] ?? '', pid: users[2] ?? '' };
  const owner =
    OWNER.exec(
      rest
        .slice(-2)
        .join(' ')
        .replace(/^[A-Z_0-9]+ (?=\d+\/)/, ''),
    ) ?? OWNER.exec(rest.at(-1) ?? '');
  if (owner !== null) return { process: (owner[2] ?? '').replace(/:$/, ''), pid: owner[1] ?? '' };
  const pid = rest.at(-1);
  return pid !== undefined && /^\d+$/.test(pid) ? { pid } : {};
}
