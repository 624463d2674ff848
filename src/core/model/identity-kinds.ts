/** The signs that may join two observations, from the strongest to the weakest, and what each asks besides. */

import { scoped } from './identity-row.ts';
import type { Member } from './identity-row.ts';

export type Agreement = (a: Member, b: Member) => boolean;
export interface KeyKind {
  readonly name: string;
  readonly keysOf: (member: Member) => readonly string[];
  /** May two members that share the key be joined when nothing else shares it? */
  readonly agree: Agreement;
  /** Do other facts say that two members are different machines, whatever joins them to a third? */
  readonly clash: Agreement;
}

const both = <T>(a: T | undefined, b: T | undefined): a is T => a !== undefined && b !== undefined;
export const differ = <T>(a: T | undefined, b: T | undefined): boolean => both(a, b) && a !== b;
export const same = <T>(a: T | undefined, b: T | undefined): boolean => both(a, b) && a === b;
export const shareMac: Agreement = (a, b) => a.macs.some((mac) => b.macs.includes(mac));
/** One platform gives a machine one instance UUID, and lists two names for two machines. */
const otherInstance: Agreement = (a, b) => same(a.row.platform, b.row.platform) && differ(a.instance, b.instance);
const otherName: Agreement = (a, b) => same(a.row.platform, b.row.platform) && differ(a.name, b.name);
const contradict: Agreement = (a, b) =>
  differ(a.bios, b.bios) || differ(a.row.osFamily, b.row.osFamily) || otherInstance(a, b);
const never: Agreement = () => false;

export const KEY_KINDS: readonly KeyKind[] = [
  {
    // A platform's own id within its own scope. A name that stands in for an id is re-used by later machines.
    name: 'native',
    keysOf: (member) =>
      member.row.nativeId.toLowerCase() === member.name ? [] : scoped(member, member.row.nativeId.toLowerCase()),
    agree: (a, b) => !differ(a.instance, b.instance) || !differ(a.bios, b.bios),
    clash: never,
  },
  { name: 'instance', keysOf: (member) => scoped(member, member.instance), agree: () => true, clash: never },
  {
    // A copy made for recovery keeps the BIOS UUID; its platform gives it an instance UUID of its own.
    name: 'bios',
    keysOf: (member) => (member.bios === undefined ? [] : [member.bios]),
    agree: (a, b) => !otherInstance(a, b),
    clash: otherInstance,
  },
  {
    // Two managers of one platform can hand out the same address, so there the names must not differ.
    name: 'mac',
    keysOf: (member) => member.macs,
    agree: (a, b) => !contradict(a, b) && !otherName(a, b),
    clash: (a, b) => contradict(a, b) || otherName(a, b),
  },
  {
    name: 'fqdn',
    keysOf: (member) => (member.fqdn === undefined ? [] : [member.fqdn]),
    agree: (a, b) =>
      !contradict(a, b) && (shareMac(a, b) || (same(a.name, b.name) && same(a.row.osFamily, b.row.osFamily))),
    clash: contradict,
  },
];
