/**
 * What a table of guest systems says about one guest, given how much is known of it. An id may cover several releases
 * ("or later" ids, a family without version), so the answer is every row that may apply; a rule fails or passes only
 * when all of them agree.
 */

import type { GuestRecord } from '../catalog/guest-support.ts';
import type { GuestOs } from '../model/workload.ts';
import type { Truth } from './kleene.ts';
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

/** sles-15 and 15.5 make sles-15.5; ubuntu and 22.04 make ubuntu-22.04. */
function withRelease(id: string, { version = '', family }: GuestOs): string {
  if (!/^\d+(\.\d+)*$/.test(version)) return id;
  const stated = VERSION.exec(id)?.[1];
  if (stated === undefined) return family === 'linux' ? `${id}-${version}` : id;
  return version.startsWith(`${stated}.`) ? id.slice(0, id.length - stated.length) + version : id;
}

/** Ids the guest may have: the one it has, those its label covers, or its product. Undefined: nothing names it. */
export function possibleIds(os: GuestOs): readonly string[] | undefined {
  if (os.id !== undefined && os.id !== '') return NAMELESS.has(os.id) ? undefined : [withRelease(os.id, os)];
  if (os.candidates !== undefined && os.candidates.length > 0) return os.candidates;
  return os.product === undefined || os.product === '' ? undefined : [withRelease(os.product, os)];
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
  const key = ids.length === 1 ? (ids[0] ?? '') : ids.join(' ');
  let answers = known.get(key);
  if (answers === undefined) known.set(key, (answers = ids.flatMap((id) => answersFor(table, id))));
  return answers;
}

/** As people would name it: what is known of it, else what the platform was told. */
export function guestName(os: GuestOs): string {
  const many = os.id === undefined && os.candidates !== undefined && os.candidates.length > 0;
  if (many) return `One of ${os.candidates?.join(', ')}`;
  return os.name ?? os.id ?? os.reportedAs ?? os.configuredAs ?? 'A system nobody names';
}

/** What is missing to name the guest, as an open verdict. */
export function unnamed(os: GuestOs): Verdict {
  const said = os.configuredAs ?? os.id;
  return unknown(['os.id'], said === undefined ? undefined : `The platform says only "${said}".`);
}

/** What is missing to tell the release apart, as an open verdict. */
export function undecided(os: GuestOs): Verdict {
  const many = os.id === undefined && os.candidates !== undefined && os.candidates.length > 0;
  if (many) return unknown(['os.id'], `It may be ${os.candidates?.join(' or ')}.`);
  return unknown(['os.version'], `The answer depends on the release of ${guestName(os)}.`);
}

/** The same question asked of ids: `offends` is undefined for an id too coarse to tell. */
export function judgeIds(os: GuestOs, offends: (id: string) => Truth, evidence: (id: string) => string): Verdict {
  const ids = possibleIds(os);
  if (ids === undefined) return unnamed(os);
  const truths = ids.map(offends);
  const [first] = ids;
  if (first === undefined || truths.every((truth) => truth === false)) return pass;
  return truths.every((truth) => truth === true) ? fail(evidence(first)) : undecided(os);
}

/** Whether an id is within one of these, or too coarse to tell. */
export function isAmong(id: string, wholes: readonly string[]): Truth {
  if (wholes.some((whole) => isWithin(id, whole))) return true;
  return wholes.some((whole) => isWithin(whole, id)) ? undefined : false;
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
  let offending = 0;
  for (const answer of answers) if (offends(answer)) offending++;
  if (first === undefined || offending === 0) return pass;
  return offending === answers.length ? fail(evidence(first)) : undecided(os);
}
