/** Reads values out of the trees that a vSphere answer is made of. Absent, empty and unreadable are all undefined. */

import type { XmlNode } from '../../formats/xml/trees.ts';

export interface MoRef {
  /** "VirtualMachine", "HostSystem". */
  readonly type: string;
  /** "vm-123". */
  readonly value: string;
}

export function child(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let found = node;
  for (const name of path) found = found?.children.find((each) => each.name === name);
  return found;
}

export const childrenOf = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((each) => each.name === name) ?? [];

/** Its text; undefined when there is none. */
export function textOf(node: XmlNode | undefined): string | undefined {
  const text = node?.text.trim();
  return text === '' ? undefined : text;
}

export const textAt = (node: XmlNode | undefined, ...path: readonly string[]): string | undefined =>
  textOf(child(node, ...path));

export function numberOf(node: XmlNode | undefined): number | undefined {
  const text = textOf(node);
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Sizes and counts: a negative one means "none" or "not known" in this API. */
export function amountOf(node: XmlNode | undefined): number | undefined {
  const value = numberOf(node);
  return value !== undefined && value >= 0 ? value : undefined;
}

export const amountAt = (node: XmlNode | undefined, ...path: readonly string[]): number | undefined =>
  amountOf(child(node, ...path));

export function flagOf(node: XmlNode | undefined): boolean | undefined {
  const text = node?.text.trim();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

export const flagAt = (node: XmlNode | undefined, ...path: readonly string[]): boolean | undefined =>
  flagOf(child(node, ...path));

/** ISO date-time in UTC, as the API gives it or shifted to UTC. */
export function dateOf(node: XmlNode | undefined): string | undefined {
  const text = textOf(node);
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  // The year 1 and the year 1970 stand for "never set" here.
  return Number.isNaN(ms) || ms <= 0 ? undefined : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What xsi:type says, whatever prefix the server has for it; without its own prefix. */
export function typeOf(node: XmlNode | undefined): string | undefined {
  for (const name in node?.attributes) {
    if (name.endsWith(':type')) return node.attributes[name]?.replace(/^.*:/, '');
  }
  return undefined;
}

export function refOf(node: XmlNode | undefined): MoRef | undefined {
  const type = node?.attributes.type;
  const value = textOf(node);
  return type === undefined || value === undefined ? undefined : { type, value };
}

export const refAt = (node: XmlNode | undefined, ...path: readonly string[]): MoRef | undefined =>
  refOf(child(node, ...path));
