/**
 * What every published list says of one guest on one target. Lists of the same vendor contradict each other: each is a
 * statement with its source and date, and whether they agree is an answer, not a choice made here.
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { GuestRecord, OsTable } from '../catalog/guest-support.ts';
import { cite } from '../catalog/provenance.ts';
import type { Confidence, Provenance } from '../catalog/provenance.ts';
import type { GuestOs } from '../model/workload.ts';
import { possibleIds, tableAnswers } from './guest-tables.ts';
import type { TableAnswer } from './guest-tables.ts';
import type { TargetId } from './verdict.ts';

/** 'partly': it runs or moves, but not with full support. 'unknown': it depends on the release. */
type Supported = 'yes' | 'partly' | 'no' | 'unknown';

export interface OsStatement {
  /** Id of the list, and who says it, for people. */
  readonly table: string;
  readonly says: string;
  /** The list's own word; "absent" when no row names the guest. Undefined: it depends on the release. */
  readonly verdict?: GuestRecord['verdict'] | 'absent';
  readonly supported: Supported;
  readonly note?: string;
  /** "rh-4234591, 2026-09-02", and where that is published. */
  readonly source: string;
  readonly refs: readonly string[];
  readonly asOf: string;
  readonly confidence: Confidence;
}

export interface OsSupport {
  readonly target: TargetId;
  /** In the order of the catalogue. Empty: nothing names the guest, or no list speaks of it on this target. */
  readonly statements: readonly OsStatement[];
  /** No two statements that are known say different things. */
  readonly agreed: boolean;
  /** Some statement depends on a release that is not known. */
  readonly open: boolean;
}

const MEANS: Readonly<Record<GuestRecord['verdict'], Supported>> = {
  certified: 'yes',
  'vendor-supported': 'yes',
  listed: 'yes',
  marketplace: 'yes',
  converted: 'yes',
  supported: 'yes',
  easy: 'yes',
  migratable: 'partly',
  deprecated: 'partly',
  'runs-uncertified': 'partly',
  'custom-image': 'partly',
  conditional: 'partly',
  hard: 'partly',
  'not-listed': 'no',
  unsupported: 'no',
  'not-converted': 'no',
  gen2: 'yes',
  'gen1-only': 'partly',
  'gen2-only': 'partly',
};

interface PreparedTable {
  readonly about: OsTable;
  readonly rows: readonly GuestRecord[];
}

interface Prepared {
  readonly tables: readonly PreparedTable[];
  readonly answers: Map<string, OsSupport>;
}

const preparedFor = new WeakMap<Catalog, Prepared>();

function prepared(catalog: Catalog): Prepared {
  let known = preparedFor.get(catalog);
  if (known === undefined) {
    const facts = catalog['guest-support'];
    const tables = facts.osTables.map((about) => ({
      about,
      rows: facts[about.table].filter(({ source }) => about.only === undefined || [source].flat().includes(about.only)),
    }));
    preparedFor.set(catalog, (known = { tables, answers: new Map() }));
  }
  return known;
}

function isSubject({ family }: OsTable, os: GuestOs, ids: readonly string[]): boolean {
  if (family === undefined) return true;
  return family === (os.family ?? (ids.every((id) => id.startsWith('windows')) ? 'windows' : 'linux'));
}

/** Undefined: the list is silent. */
function meaningOf(answer: TableAnswer, { absent }: OsTable): Supported | undefined {
  if (answer !== 'absent') return MEANS[answer.verdict];
  return absent === 'silent' ? undefined : absent;
}

function statementOf({ about, rows }: PreparedTable, os: GuestOs, catalog: Catalog): OsStatement | undefined {
  const answers = tableAnswers(rows, os) ?? [];
  const meanings = new Set(answers.map((answer) => meaningOf(answer, about)));
  const [only] = meanings;
  if (meanings.size === 1 && only === undefined) return undefined;
  const [first] = answers;
  const settled = meanings.size === 1 && first !== undefined;
  const record: Provenance = settled && first !== 'absent' ? first : about;
  const { sources } = catalog['guest-support'];
  const note = settled && first !== 'absent' ? first.note : about.note;
  return {
    table: about.id,
    says: about.title,
    ...(settled ? { verdict: first === 'absent' ? 'absent' : first.verdict } : {}),
    supported: settled ? (only ?? 'unknown') : 'unknown',
    ...(note === undefined ? {} : { note }),
    source: cite(record),
    refs: [record.source].flat().map((key) => sources[key]?.ref ?? key),
    asOf: record.asOf,
    confidence: record.conf,
  };
}

/** Every list's word on a guest for a target, and whether they agree. */
export function osSupport(catalog: Catalog, os: GuestOs, target: TargetId): OsSupport {
  const { tables, answers } = prepared(catalog);
  const ids = possibleIds(os);
  const key = `${target} ${os.family ?? ''} ${ids?.join(' ') ?? ''}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    const statements =
      ids === undefined
        ? []
        : tables
            .filter(({ about }) => about.targets.includes(target) && isSubject(about, os, ids))
            .flatMap((table) => statementOf(table, os, catalog) ?? []);
    const known = new Set(statements.map(({ supported }) => supported).filter((word) => word !== 'unknown'));
    const open = statements.some(({ supported }) => supported === 'unknown');
    answers.set(key, (answer = { target, statements, agreed: known.size < 2, open }));
  }
  return answer;
}

/** "Red Hat, certified guests: not-listed (rh-4234591, 2026-09-02)", one per list. */
export function statementText({ says, verdict, source }: OsStatement): string {
  const word = verdict === undefined ? 'depends on the release' : verdict === 'absent' ? 'not named' : verdict;
  return `${says}: ${word} (${source})`;
}
