/** Brings the signs a machine is known by into one form, and drops those that say nothing. */

const UUID = /^[0-9a-f]{32}$/;

/** Values that firmware and platforms give when they have no UUID. Compared in canonical form. */
const MEANINGLESS_UUIDS = new Set([
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '03000200-0400-0500-0006-000700080009',
  '00020003-0004-0005-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
  '4c4c4544-0000-2010-8020-80c04f202020',
]);

/** Lower case with dashes, or undefined when it is no UUID or a placeholder. */
export function normaliseUuid(text: string | undefined): string | undefined {
  const hex = text?.toLowerCase().replaceAll(/[^0-9a-f]/g, '') ?? '';
  if (!UUID.test(hex)) return undefined;
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return MEANINGLESS_UUIDS.has(uuid) ? undefined : uuid;
}

const reversed = (hex: string): string => (hex.match(/../g) ?? []).reverse().join('');

/** The same UUID with its first three groups read in the other byte order, as SMBIOS readers disagree on it. */
export function byteSwapped(uuid: string): string {
  const [a = '', b = '', c = '', ...rest] = uuid.split('-');
  return [reversed(a), reversed(b), reversed(c), ...rest].join('-');
}

/** One value for both byte orders of a BIOS UUID: the lesser of the two. */
export function canonicalBiosUuid(text: string | undefined): string | undefined {
  const uuid = normaliseUuid(text);
  if (uuid === undefined) return undefined;
  const swapped = byteSwapped(uuid);
  if (MEANINGLESS_UUIDS.has(swapped)) return undefined;
  return swapped < uuid ? swapped : uuid;
}

/** Addresses that many machines carry: container bridges, redundancy protocols, load balancers, loopback adapters. */
const SHARED_MACS = [
  /^00:00:5e:00:0[12]:/,
  /^00:00:0c:(07:ac|9f:f)/,
  /^02:bf:/,
  /^02:42:/,
  /^02:00:4c:4f:4f:50/,
  /^00:05:73:a0:/,
];

/** Lower case with colons, or undefined when it does not tell one machine from others. */
export function normaliseMac(text: string): string | undefined {
  const hex = text.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  if (hex.length !== 12 || /^0+$/.test(hex)) return undefined;
  const groupAddress = (Number.parseInt(hex.slice(0, 2), 16) & 1) === 1;
  if (groupAddress) return undefined;
  const mac = (hex.match(/../g) ?? []).join(':');
  return SHARED_MACS.some((shared) => shared.test(mac)) ? undefined : mac;
}

const GENERIC_NAMES =
  /^(localhost|localhost4|localhost6|ubuntu|debian|centos|template|photon-machine|win-[0-9a-z]{11}|host|unknown)$/;

/** Lower case without a trailing dot; undefined for names without a domain and for those everyone has. */
export function normaliseFqdn(text: string | undefined): string | undefined {
  const name = text?.trim().toLowerCase().replace(/\.$/, '') ?? '';
  const [first = '', ...domain] = name.split('.');
  if (first === '' || domain.length === 0 || GENERIC_NAMES.test(first)) return undefined;
  return /^[\d.]+$/.test(name) ? undefined : name;
}
