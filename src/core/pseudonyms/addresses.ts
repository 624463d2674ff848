/** Addresses become other addresses of the same form, so that rules, subnets and joins still work on them. */

import { byteSwapped, canonicalBiosUuid, normaliseUuid } from '../model/identity-keys.ts';
import { keyed, permuted } from './keyed.ts';

/** Ranges whose kind matters to a reader, with the bits that stay. */
const KEPT_PREFIXES: readonly (readonly [network: number, bits: number])[] = [
  [0x0a_00_00_00, 8],
  [0xac_10_00_00, 12],
  [0xc0_a8_00_00, 16],
  [0xa9_fe_00_00, 16],
  [0x7f_00_00_00, 8],
  [0xe0_00_00_00, 4],
];

const inRange = (address: number, network: number, bits: number): boolean =>
  Math.floor(address / 2 ** (32 - bits)) === Math.floor(network / 2 ** (32 - bits));

const keptBits = (address: number): number =>
  KEPT_PREFIXES.find(([network, bits]) => inRange(address, network, bits))?.[1] ?? 0;

/**
 * Prefix-preserving: two addresses that share their first n bits still do. Private, link-local, loopback and multicast
 * addresses stay so, and all others stay outside those ranges. Undefined for what is no IPv4 address.
 */
export function pseudonymIpv4(key: Uint8Array, text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  const address = parts.reduce((sum, part) => sum * 256 + Number(part), 0);
  const kept = keptBits(address);
  let now = flipped(key, address, kept);
  // A public address that lands in a private range is taken on until it leaves it: still one to one.
  if (kept === 0) while (keptBits(now) > 0) now = flipped(key, now, 0);
  return [24, 16, 8, 0].map((shift) => Math.floor(now / 2 ** shift) % 256).join('.');
}

/** Each bit after the kept ones is flipped or not by a keyed digest of the bits before it. */
function flipped(key: Uint8Array, address: number, kept: number): number {
  let result = 0;
  for (let bit = 0; bit < 32; bit += 1) {
    const own = Math.floor(address / 2 ** (31 - bit)) % 2;
    const before = Math.floor(address / 2 ** (32 - bit));
    const flip = bit < kept ? 0 : (keyed(key, `ipv4/${bit}`, String(before))[0] ?? 0) & 1;
    result = result * 2 + (own ^ flip);
  }
  return result;
}

/** Of the documentation range, by the whole address. Undefined for what is no IPv6 address. */
export function pseudonymIpv6(key: Uint8Array, text: string): string | undefined {
  if (!text.includes(':') || !/^[0-9a-f:.]+(%\w+)?$/i.test(text)) return undefined;
  const groups = keyed(key, 'ipv6', text.toLowerCase()).toString('hex').slice(0, 24).match(/.{4}/g) ?? [];
  return `2001:db8:${groups.join(':')}`;
}

/** The vendor's half stays, the machine's half is permuted: no two become one. Undefined for what is no MAC address. */
export function pseudonymMac(key: Uint8Array, text: string): string | undefined {
  if (!/^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text)) return undefined;
  const hex = text.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  const vendor = hex.slice(0, 6);
  const own = permuted(key, `mac/${vendor}`, Number.parseInt(hex.slice(6), 16), 24);
  return `${vendor}${own.toString(16).padStart(6, '0')}`.match(/../g)?.join(':');
}

/**
 * Both byte orders of one machine's UUID become both byte orders of one pseudonym. Placeholders that mean nothing stay.
 * Undefined for what has not the form of a UUID.
 */
export function pseudonymUuid(key: Uint8Array, text: string): string | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return undefined;
  const uuid = normaliseUuid(text);
  const canonical = canonicalBiosUuid(text);
  if (uuid === undefined || canonical === undefined) return text;
  const hex = keyed(key, 'uuid', canonical).toString('hex');
  const made = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return uuid === canonical ? made : byteSwapped(made);
}
