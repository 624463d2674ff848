/** IP addresses in one form, and where each lies. */

import { isIP } from './ip-text.ts';

export type AddressZone = 'public' | 'private' | 'special';

/**
 * Lower case, without zone index; IPv4 inside IPv6 as IPv4; IPv6 with its zeros compressed. Undefined for what is no
 * address.
 */
export function normaliseAddress(text: string): string | undefined {
  let address = text.trim().toLowerCase();
  if (address.startsWith('[') && address.endsWith(']')) address = address.slice(1, -1);
  const zone = address.indexOf('%');
  if (zone >= 0) address = address.slice(0, zone);
  const version = isIP(address);
  if (version === 4) return address;
  if (version === 0) return undefined;
  const groups = groupsOf(address);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return [groups[6] ?? 0, groups[7] ?? 0].flatMap((group) => [group >> 8, group & 0xff]).join('.');
  return compressed(groups);
}

function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text =
    dotted === null
      ? address
      : `${dotted[1]}${(Number(dotted[2]) * 256 + Number(dotted[3])).toString(16)}:${(Number(dotted[4]) * 256 + Number(dotted[5])).toString(16)}`;
  const [head = '', tail] = text.split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((each) => Number.parseInt(each, 16));
  const [first, last] = [parse(head), parse(tail ?? '')];
  return tail === undefined ? first : [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** RFC 5952: the longest run of zero groups, the first of equals, becomes "::". */
function compressed(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}

/** Octets of an IPv4 address; undefined for any other text. */
function octets(address: string): readonly number[] | undefined {
  return isIP(address) === 4 ? address.split('.').map(Number) : undefined;
}

/** True for what means no machine elsewhere: this machine itself, or nothing. */
export function isLocalAddress(address: string): boolean {
  const four = octets(address);
  if (four !== undefined) return four[0] === 127 || four[0] === 0;
  return address === '::1' || address === '::';
}

/** In words when traffic to or from it says nothing about another machine of the estate; else undefined. */
export function specialAddress(address: string): 'broadcast' | 'multicast' | 'link-local' | 'loopback' | undefined {
  if (isLocalAddress(address)) return 'loopback';
  const four = octets(address);
  if (four !== undefined) {
    const [a = 0, b = 0] = four;
    if (a >= 224 && a <= 239) return 'multicast';
    if (address === '255.255.255.255') return 'broadcast';
    return a === 169 && b === 254 ? 'link-local' : undefined;
  }
  if (address.startsWith('ff')) return 'multicast';
  return /^fe[89ab]/.test(address) ? 'link-local' : undefined;
}

/** A normalised address; 'private' is what RFC 1918, 6598 and 4193 set aside. */
export function addressZone(address: string): AddressZone {
  if (specialAddress(address) !== undefined) return 'special';
  const four = octets(address);
  if (four === undefined) return /^f[cd]/.test(address) ? 'private' : 'public';
  const [a = 0, b = 0] = four;
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b <= 127);
  return isPrivate ? 'private' : 'public';
}

/** The network an address is taken to be in when nothing says more: /24, or /64. */
export function likelySubnet(address: string): string | undefined {
  const four = octets(address);
  if (four !== undefined) return `${four.slice(0, 3).join('.')}.0/24`;
  if (isIP(address) !== 6) return undefined;
  return `${compressed([...groupsOf(address).slice(0, 4), 0, 0, 0, 0])}/64`;
}
