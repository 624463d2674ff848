/**
 * What a table of guest systems says about one guest, given how much is known of it. An id may cover several releases
 * ("or later" ids, a family without version), so the answer is every row that may apply; a rule fails or passes only
 * when all of them agree.
 */

import type { GuestRecord } from '../catalog/guest-support.ts';
import type { GuestOs } from '../model/workload.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** A row that may apply, or its absence: the table does not name the guest. */
export type TableAnswer = GuestRecord | 'absent';

/** Ids that name no system at all. */
const NAMELESS: ReadonlySet<string> = new Set(['other', 'linux-generic']);

const VERSION = /[-.](\d[\d.]*)$/;

/** "windows-server-2012" is not the start of "windows-server-2012-r2": that is another release. */
export function isWithin(id: string, whole: string): boolean {
  if (id === whole) return true;
  if (!id.startsWith(whole)) return false;
  const rest = id.slice(whole.length);
  return (rest.startsWith('-') || rest.startsWith('.')) && !rest.startsWith('-r2');
}

/** Ids with the release that `os.version` adds: sles-15 and 15.5 make sles-15.5. Undefined: nothing names the guest. */
export function possibleIds(os: GuestOs): readonly string[] | undefined {
  if (os.id === undefined) return os.candidates !== undefined && os.candidates.length > 0 ? os.candidates : undefined;
  if (NAMELESS.has(os.id)) return undefined;
  const stated = VERSION.exec(os.id)?.[1];
  const version = os.version ?? '';
  if (!/^\d+(\.\d+)*$/.test(version)) return [os.id];
  if (stated === undefined) return os.family === 'linux' ? [`${os.id}-${version}`] : [os.id];
  if (!version.startsWith(`${stated}.`)) return [os.id];
  return [os.id.slice(0, os.id.length - stated.length) + version];
}

type Fit = 'in' | 'out' | 'perhaps';

/** Compares as far as the bound goes: 7.9 is within "up to 7". */
function compareToBound(version: readonly number[], bound: string): number | undefined {
  const parts = bound.split('.').map(Number);
  for (const [index, part] of parts.entries()) {
    const own = version[index];
    if (own === undefined) return undefined;
    if (own !== part) return own - part;
  }
  return 0;
}

function fitOf(record: GuestRecord, id: string): Fit {
  if (record.architecture !== undefined) return 'out';
  if (record.os !== id && isWithin(record.os, id)) return 'perhaps';
  if (!isWithin(id, record.os)) return 'out';
  if (record.from === undefined && record.to === undefined) return 'in';
  const rest = id.slice(record.os.length);
  if (rest === '' && VERSION.exec(id) === null) return 'perhaps';
  if (rest !== '' && !/^[-.]\d[\d.]*$/.test(rest)) return 'out';
  const version = (VERSION.exec(id)?.[1] ?? '').split('.').map(Number);
  const above = record.from === undefined ? 1 : compareToBound(version, record.from);
  const below = record.to === undefined ? -1 : compareToBound(version, record.to);
  if ((above !== undefined && above < 0) || (below !== undefined && below > 0)) return 'out';
  return above === undefined || below === undefined ? 'perhaps' : 'in';
}

function answersFor(table: readonly GuestRecord[], id: string): readonly TableAnswer[] {
  const inside: GuestRecord[] = [];
  const perhaps: GuestRecord[] = [];
  for (const record of table) {
    const fit = fitOf(record, id);
    if (fit === 'in') inside.push(record);
    else if (fit === 'perhaps') perhaps.push(record);
  }
  const longest = Math.max(0, ...inside.map(({ os }) => os.length));
  const closest = inside.filter(({ os }) => os.length === longest);
  return closest.length > 0 ? [...closest, ...perhaps] : [...perhaps, 'absent'];
}

const remembered = new WeakMap<readonly GuestRecord[], Map<string, readonly TableAnswer[]>>();

/** Every row of the table that may apply, or undefined when nothing names the guest. Answers are remembered. */
export function tableAnswers(table: readonly GuestRecord[], os: GuestOs): readonly TableAnswer[] | undefined {
  const ids = possibleIds(os);
  if (ids === undefined) return undefined;
  let known = remembered.get(table);
  if (known === undefined) remembered.set(table, (known = new Map()));
  const key = ids.join(' ');
  let answers = known.get(key);
  if (answers === undefined) known.set(key, (answers = ids.flatMap((id) => answersFor(table, id))));
  return answers;
}

/** As people would name it: what the guest reports, else the catalogue id. */
export function guestName(os: GuestOs): string {
  const name = os.name ?? os.reportedAs ?? os.id ?? os.configuredAs;
  return name ?? (os.candidates === undefined ? 'a system nobody names' : `one of ${os.candidates.join(', ')}`);
}

/** What is missing to name the guest, as an open verdict. */
export function unnamed(os: GuestOs): Verdict {
  const said = os.configuredAs ?? os.id;
  return unknown(['os.id'], said === undefined ? undefined : `The platform says only "${said}".`);
}

/** What is missing to tell the release apart, as an open verdict. */
export function undecided(os: GuestOs): Verdict {
  if (os.id === undefined) return unknown(['os.id'], `It may be ${(os.candidates ?? []).join(' or ')}.`);
  return unknown(['os.version'], `The answer depends on the release of ${guestName(os)}.`);
}

/** Fails when every row that may apply offends, passes when none does; else names what would tell. */
export function judgeGuest(
  table: readonly GuestRecord[],
  os: GuestOs,
  offends: (answer: TableAnswer) => boolean,
  evidence: (answer: TableAnswer) => string,
): Verdict {
  const answers = tableAnswers(table, os);
  if (answers === undefined) return unnamed(os);
  const [first] = answers;
  const offending = answers.filter(offends).length;
  if (first === undefined || offending === 0) return pass;
  return offending === answers.length ? fail(evidence(first)) : undecided(os);
}
