/** Reads every part of an export into compact tables, one per kind of sheet, and notes what each part was. */

import { failure } from '../../core/errors/registry.ts';
import type { StringPool } from '../../formats/string-pool.ts';
import type { TableConsumer, TablePart, TableRow } from '../../formats/table.ts';
import type { ReceiptPart } from '../provider.ts';
import { matchHeaders, normaliseHeader } from './headers.ts';
import type { IssueLog } from './issues.ts';
import { PartTable } from './part-table.ts';
import { attributeName, hasKey, isOwnName, sheetByHeaders, sheetByName } from './recognise-sheet.ts';
import { SheetData } from './sheet-data.ts';
import type { SheetPart } from './sheet-data.ts';
import type { SheetSpec } from './sheet.ts';
import type { VLICENSE } from './sheets/about.ts';
import { VINFO, VINFO_OTHER_COLUMNS } from './sheets/vinfo.ts';

/** More custom attributes than anyone has; keeps a hostile header row from filling memory. */
const MAX_ATTRIBUTES = 500;
const LICENCE_KEY: string = 'licenceKey' satisfies keyof typeof VLICENSE.columns;
const OWN_COLUMNS = new Set(VINFO_OTHER_COLUMNS.map(normaliseHeader));

export interface Collected {
  data<F extends string>(spec: SheetSpec<F>): SheetData<F>;
  readonly parts: readonly ReceiptPart[];
  /** Parts whose name is known but whose headers are not: name and first row of texts. */
  readonly unreadable: readonly {
    readonly spec: SheetSpec;
    readonly name: string;
    readonly headers: readonly string[];
  }[];
}

/** Reads the parts; the one with licence keys first, so that they are wiped before anything else is looked at. */
export async function collect(
  parts: readonly TablePart[],
  pool: StringPool,
  issues: IssueLog,
  onPart: (name: string) => void,
  signal?: AbortSignal,
): Promise<Collected> {
  const found = new Map<SheetSpec, SheetPart[]>();
  const receipts = new Map<TablePart, ReceiptPart>();
  const unreadable: { spec: SheetSpec; name: string; headers: readonly string[] }[] = [];
  const redactedFirst = [...parts].sort((a, b) => rank(a) - rank(b));
  for (const part of redactedFirst) {
    onPart(part.name);
    const reader = new PartReader(part, pool, issues);
    await part.read(reader, signal);
    receipts.set(part, reader.receipt());
    if (reader.sheet !== undefined)
      found.set(reader.sheet.spec, [...(found.get(reader.sheet.spec) ?? []), reader.sheet.part]);
    else if (reader.expected !== undefined && !reader.recognised && reader.firstTexts.length > 0) {
      unreadable.push({ spec: reader.expected, name: part.name, headers: reader.firstTexts });
    }
  }
  const inOrder: ReceiptPart[] = [];
  for (const part of parts) {
    const receipt = receipts.get(part);
    if (receipt !== undefined) inOrder.push(receipt);
  }
  return collectedOf(found, inOrder, unreadable, issues);
}

/** Holds tables only: the parts, with the texts of their file, can be let go of. */
function collectedOf(
  found: ReadonlyMap<SheetSpec, readonly SheetPart[]>,
  parts: Collected['parts'],
  unreadable: Collected['unreadable'],
  issues: IssueLog,
): Collected {
  return {
    // The parts under a spec were made by that spec, so their fields are its fields.
    data: <F extends string>(spec: SheetSpec<F>) =>
      new SheetData<F>(spec, (found.get(spec) ?? []) as unknown as readonly SheetPart<F>[], issues),
    parts,
    unreadable,
  };
}

const rank = (part: TablePart): number => (sheetByName(part.name)?.use === 'redacted' ? 0 : 1);

class PartReader implements TableConsumer {
  readonly expected: SheetSpec | undefined;
  sheet: { spec: SheetSpec; part: SheetPart } | undefined;
  firstTexts: readonly string[] = [];
  readonly #part: TablePart;
  readonly #pool: StringPool;
  readonly #issues: IssueLog;
  #spec: SheetSpec | undefined;
  #table: PartTable | undefined;
  #width = 0;
  #keySlot = -1;
  #rows = 0;
  #tries = 0;

  constructor(part: TablePart, pool: StringPool, issues: IssueLog) {
    this.#part = part;
    this.#pool = pool;
    this.#issues = issues;
    this.expected = sheetByName(part.name);
  }

  /** True when a header row was found. */
  get recognised(): boolean {
    return this.#spec !== undefined;
  }

  header(cells: readonly (string | undefined)[]): readonly number[] | undefined {
    if (this.firstTexts.length === 0) this.firstTexts = cells.filter((cell) => cell !== undefined);
    const named = this.expected !== undefined && hasKey(this.expected, cells) ? this.expected : undefined;
    const spec = named ?? sheetByHeaders(cells);
    if (spec === undefined) {
      // A part nobody knows is only counted, but its first rows may be a title above a header that is known.
      const giveUp = this.expected === undefined && ++this.#tries > 3;
      return giveUp ? [cells.findIndex((cell) => cell !== undefined)] : undefined;
    }
    this.#spec = spec;
    return this.#choose(spec, cells);
  }

  row(row: TableRow): void {
    this.#rows++;
    if (this.#table !== undefined) this.#table.add(row);
    else if (this.#spec?.use === 'redacted') this.#wipe(row);
  }

  irregular(rowNumber: number, message: string, skipped: boolean): void {
    this.#issues.add({
      severity: skipped ? 'error' : 'warning',
      code: 'IRREGULAR_ROW',
      where: `${this.#spec?.name ?? this.#part.name} row ${rowNumber}`,
      message: skipped ? `${message}; the row was left out` : `${message}; what is missing counts as unknown`,
      fix: 'Look for a stray quote, separator or line break in this row, and import again.',
      skipped,
    });
  }

  receipt(): ReceiptPart {
    const spec = this.#spec;
    const rows = this.#spec === undefined ? this.#rows + this.#tries : this.#rows;
    if (spec === undefined) return { name: this.#part.name, rows: Math.max(0, rows - 1), handling: 'ignored' };
    const handling = spec.use === 'redacted' ? 'redacted' : spec.use === 'counted' ? 'ignored' : 'read';
    const own = isOwnName(spec, this.#part.name);
    return { name: spec.name, rows: this.#rows, handling, ...(!own && { foundAs: this.#part.name }) };
  }

  #choose(spec: SheetSpec, cells: readonly (string | undefined)[]): readonly number[] {
    const { columns, others } = matchHeaders(spec, cells);
    if (spec.use === 'redacted') {
      const filled = cells.flatMap((cell, column) => (cell === undefined ? [] : [column]));
      this.#keySlot = filled.indexOf(columns.get(LICENCE_KEY) ?? -1);
      this.#width = filled.length;
      return filled;
    }
    if (spec.use === 'counted') return [columns.get(spec.key) ?? 0];
    const wanted: number[] = [];
    const slots = new Map<string, number>();
    const headers = new Map<string, string>();
    for (const [field, column] of columns) {
      slots.set(field, wanted.length);
      headers.set(field, cells[column] ?? field);
      wanted.push(column);
    }
    const extras: { name: string; slot: number }[] = [];
    for (const { column, header } of spec.name === VINFO.name ? others : []) {
      if (extras.length >= MAX_ATTRIBUTES || isOwnColumn(header)) continue;
      extras.push({ name: attributeName(header), slot: wanted.length });
      wanted.push(column);
    }
    this.#table = new PartTable(this.#pool, this.#part.date1904, wanted.length);
    this.sheet = { spec, part: { name: this.#part.name, slots, headers, extras, table: this.#table } };
    return wanted;
  }

  /** Keys are overwritten where they lie, and so is what looks like one in any other cell of the sheet. */
  #wipe(row: TableRow): void {
    for (let slot = 0; slot < this.#width; slot++) {
      if (row.kind(slot) !== 'string') continue;
      const id = row.stringId(slot);
      const text = this.#pool.text(id).trim();
      // Strings are shared with other sheets: a vCenter's UUID beside the key must survive.
      const secret = slot === this.#keySlot ? /^\S{10,}$/ : /^[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}$/i;
      if (secret.test(text)) this.#pool.redact(id);
    }
  }
}

function isOwnColumn(header: string): boolean {
  const name = normaliseHeader(header);
  if (OWN_COLUMNS.has(name) || /^network#?\d+$/.test(name)) return true;
  const prefix = normaliseHeader(VINFO.name);
  // A tag column of the prefix dialect is "vInfo_tags_Owner"; every other column with the prefix is the export's.
  return name.startsWith(prefix) && !/^vInfo_(?:tags|attributes)_/i.test(header.trim());
}

/** The error for an export without a readable vInfo: says what was found, and what to do. */
export function noVirtualMachines(fileName: string, collected: Collected): Error {
  const translated = collected.unreadable.find(({ spec }) => spec.name === VINFO.name);
  if (translated !== undefined) {
    const shown = translated.headers.slice(0, 12).map((header) => `"${header.slice(0, 40)}"`);
    return failure(
      'IST-1012',
      `${fileName}: the headers of sheet "${translated.name}" are not known: ${shown.join(', ')}`,
      {
        causes: [{ where: translated.name, message: `no column for the name of the virtual machine ("VM") was found` }],
      },
    );
  }
  const names = collected.parts.map(({ name, foundAs }) => `"${foundAs ?? name}"`);
  return failure(
    'IST-1011',
    `${fileName} holds no sheet vInfo; it holds ${names.slice(0, 30).join(', ') || 'no sheet at all'}`,
  );
}
