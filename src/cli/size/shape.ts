/** "cpuCores=64,memoryGiB=1024" as a host shape. */

import type { SizeHostsRequest } from '../../api/hosts.ts';
import { failure } from '../../core/errors/registry.ts';

type Shape = SizeHostsRequest['hosts'][number];
type Parts = NonNullable<SizeHostsRequest['controlPlane']>;

/** Names and texts of "a=1,b=2", names in any letter case. Throws IST-5024 for anything else. */
function figures<Key extends string>(text: string, keys: readonly Key[]): ReadonlyMap<Key, string> {
  const given = new Map<Key, string>();
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const name = part
      .slice(0, at === -1 ? undefined : at)
      .trim()
      .toLowerCase();
    const value = at === -1 ? '' : part.slice(at + 1).trim();
    const key = keys.find((each) => each.toLowerCase() === name);
    if (key === undefined || value === '')
      throw failure('IST-5024', `"${part.trim()}" is not one of ${keys.map((each) => `${each}=…`).join(', ')}`);
    if (given.has(key)) throw failure('IST-5024', `${key} is given twice in "${text}"`);
    given.set(key, value);
  }
  return given;
}

function number<Key extends string>(
  given: ReadonlyMap<Key, string>,
  key: Key,
  rule: 'any' | 'above 0' | 'whole',
): number | undefined {
  const text = given.get(key);
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const fits = rule === 'any' ? value >= 0 : rule === 'whole' ? Number.isInteger(value) : value > 0;
  if (fits) return value;
  throw failure(
    'IST-5024',
    `${key}=${text} is not a ${rule === 'whole' ? 'whole number' : rule === 'any' ? 'number' : 'number above 0'}`,
  );
}

function needed(value: number | undefined, key: string, text: string): number {
  if (value !== undefined) return value;
  throw failure('IST-5024', `"${text}" has no ${key}`);
}

export function parseShape(text: string): Shape {
  const given = figures(text, ['cpuCores', 'memoryGiB', 'name', 'gpus', 'maxVms', 'usdPerMonth']);
  const gpus = number(given, 'gpus', 'whole');
  const maxVms = number(given, 'maxVms', 'whole');
  const usdPerMonth = number(given, 'usdPerMonth', 'any');
  const name = given.get('name');
  return {
    cpuCores: needed(number(given, 'cpuCores', 'above 0'), 'cpuCores', text),
    memoryGiB: needed(number(given, 'memoryGiB', 'above 0'), 'memoryGiB', text),
    ...(name !== undefined && { name }),
    ...(gpus !== undefined && { gpus }),
    ...(maxVms !== undefined && { maxVms }),
    ...(usdPerMonth !== undefined && { usdPerMonth }),
  };
}

export function parseControlPlane(text: string): Parts {
  const given = figures(text, ['count', 'cpuCores', 'memoryGiB', 'dedicated']);
  const dedicated = given.get('dedicated') ?? 'yes';
  if (!['yes', 'no', 'true', 'false'].includes(dedicated))
    throw failure('IST-5024', `dedicated=${dedicated} is neither yes nor no`);
  return {
    count: needed(number(given, 'count', 'whole'), 'count', text),
    cpuCores: needed(number(given, 'cpuCores', 'any'), 'cpuCores', text),
    memoryGiB: needed(number(given, 'memoryGiB', 'any'), 'memoryGiB', text),
    dedicated: dedicated === 'yes' || dedicated === 'true',
  };
}
