/** A small spreadsheet: reads a workbook's XML and computes its formulas anew, without looking at the values beside them. */

type Value = number | string | boolean | null;
type Grid = Value[][];
type Result = Value | Grid;

interface CellText {
  readonly formula?: string;
  readonly value: Value;
}

export interface Recalculated {
  /** Every formula cell: where, what the workbook says it comes to, what it comes to. */
  readonly formulas: readonly { readonly cell: string; readonly stated: number; readonly computed: Value }[];
  read(sheet: string, cell: string): Value;
}

const decoder = new TextDecoder();

/** Entries of a zip without compression, found by its directory; sizes and offsets are those the directory states. */
export function storedFiles(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (view.getUint32(end, true) !== 0x06_05_4b_50) throw new Error('no end of a zip directory');
  const files: Record<string, Uint8Array> = {};
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== 0x02_01_4b_50) throw new Error('no entry where the directory says');
    const [size, nameLength] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(local, true) !== 0x04_03_4b_50) throw new Error('no file where the directory says');
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    files[decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength))] = bytes.subarray(from, from + size);
    at += 46 + nameLength;
  }
  return files;
}
const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** `changes`: numbers put into cells before, by "Sheet!A1". */
export function recalculate(bytes: Uint8Array, changes: Readonly<Record<string, number>> = {}): Recalculated {
  const files = storedFiles(bytes);
  const text = (path: string): string => decoder.decode(files[path] ?? new Uint8Array());
  const book = text('xl/workbook.xml');
  const names = new Map<string, string>();
  for (const [, name = '', refersTo = ''] of book.matchAll(/<definedName name="([^"]*)">([^<]*)</g))
    names.set(name, refersTo);
  const sheets = new Map<string, Map<string, CellText>>();
  for (const [, name = '', id = ''] of book.matchAll(/<sheet name="([^"]*)" sheetId="(\d+)"/g)) {
    const cells = new Map<string, CellText>();
    const pattern =
      /<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(?:<f>([^<]*)<\/f>)?(?:<v>([^<]*)<\/v>)?(?:<is><t[^>]*>([^<]*)<\/t><\/is>)?<\/c>)/g;
    for (const [, at = '', , formula, value, said] of text(`xl/worksheets/sheet${id}.xml`).matchAll(pattern)) {
      cells.set(at, {
        ...(formula !== undefined && { formula: unescape(formula) }),
        value: value !== undefined ? Number(value) : said === undefined ? null : unescape(said),
      });
    }
    sheets.set(name, cells);
  }
  for (const [at, value] of Object.entries(changes)) {
    const [sheet = '', cell = ''] = at.split('!');
    sheets.get(sheet)?.set(cell, { value });
  }
  const known = new Map<string, Value>();
  const read = (sheet: string, cell: string): Value => {
    const key = `${sheet}!${cell}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = sheets.get(sheet)?.get(cell);
    const value =
      found?.formula === undefined
        ? (found?.value ?? null)
        : single(new Formula(found.formula, sheet, read, names).compute());
    known.set(key, value);
    return value;
  };
  const formulas = [...sheets].flatMap(([sheet, cells]) =>
    [...cells].flatMap(([cell, { formula, value }]) =>
      formula === undefined ? [] : [{ cell: `${sheet}!${cell}`, stated: Number(value), computed: read(sheet, cell) }],
    ),
  );
  return { formulas, read };
}

const single = (result: Result): Value => (Array.isArray(result) ? (result[0]?.[0] ?? null) : result);
const numberOf = (value: Value): number => (value === null ? 0 : Number(value));

const TOKENS =
  /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|("[^"]*")|((?:[A-Za-z]+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![A-Za-z0-9_(])|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|<>|[-+*/^(),=<>]))/giy;

/** Recursive descent over the operators and functions a workbook of ours uses. */
class Formula {
  readonly #tokens: string[] = [];
  readonly #sheet: string;
  readonly #read: (sheet: string, cell: string) => Value;
  readonly #names: ReadonlyMap<string, string>;
  #at = 0;

  constructor(
    text: string,
    sheet: string,
    read: (sheet: string, cell: string) => Value,
    names: ReadonlyMap<string, string>,
  ) {
    this.#sheet = sheet;
    this.#read = read;
    this.#names = names;
    TOKENS.lastIndex = 0;
    while (TOKENS.lastIndex < text.length) {
      const from = TOKENS.lastIndex;
      const match = TOKENS.exec(text);
      if (match === null) throw new Error(`cannot read ${text.slice(from)}`);
      this.#tokens.push(match[0].trim());
    }
  }

  compute(): Result {
    const result = this.#comparison();
    if (this.#at < this.#tokens.length) throw new Error(`left over: ${this.#tokens.slice(this.#at).join(' ')}`);
    return result;
  }

  #take(...wanted: string[]): string | undefined {
    const next = this.#tokens[this.#at];
    if (next === undefined || !wanted.includes(next)) return undefined;
    this.#at += 1;
    return next;
  }

  #binary(
    operators: readonly string[],
    operand: () => Result,
    apply: (op: string, a: Value, b: Value) => Value,
  ): Result {
    let left = operand();
    for (let op = this.#take(...operators); op !== undefined; op = this.#take(...operators)) {
      const right = operand();
      const sign = op;
      left = each(left, right, (a, b) => apply(sign, a, b));
    }
    return left;
  }

  #comparison(): Result {
    return this.#binary(
      ['<=', '>=', '=', '<', '>'],
      () => this.#sum(),
      (op, a, b) => {
        if (op === '=') return a === b || (a === null && b === '') || (a === '' && b === null);
        const [x, y] = [numberOf(a), numberOf(b)];
        return op === '<=' ? x <= y : op === '>=' ? x >= y : op === '<' ? x < y : x > y;
      },
    );
  }
  #sum(): Result {
    return this.#binary(
      ['+', '-'],
      () => this.#product(),
      (op, a, b) => (op === '+' ? numberOf(a) + numberOf(b) : numberOf(a) - numberOf(b)),
    );
  }
  #product(): Result {
    return this.#binary(
      ['*', '/'],
      () => this.#power(),
      (op, a, b) => (op === '*' ? numberOf(a) * numberOf(b) : numberOf(a) / numberOf(b)),
    );
  }
  #power(): Result {
    return this.#binary(
      ['^'],
      () => this.#unary(),
      (_, a, b) => numberOf(a) ** numberOf(b),
    );
  }
  #unary(): Result {
    if (this.#take('-') !== undefined) return each(this.#unary(), 0, (a) => -numberOf(a));
    if (this.#take('+') !== undefined) return this.#unary();
    return this.#leaf();
  }

  #leaf(): Result {
    if (this.#take('(') !== undefined) {
      const inner = this.#comparison();
      if (this.#take(')') === undefined) throw new Error('a bracket is not closed');
      return inner;
    }
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith('"')) return token.slice(1, -1);
    if (this.#take('(') !== undefined) {
      const given: Result[] = [];
      while (this.#take(')') === undefined) {
        given.push(this.#comparison());
        this.#take(',');
      }
      return call(token.toUpperCase(), given);
    }
    const refersTo = this.#names.get(token);
    return this.#cells(refersTo ?? token);
  }

  #cells(reference: string): Result {
    const [, sheet = this.#sheet, a = '', row = '', b, lastRow] =
      /^(?:([A-Za-z]+)!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$/.exec(reference) ?? [];
    if (a === '') throw new Error(`no cell and no name: ${reference}`);
    if (b === undefined || lastRow === undefined) return this.#read(sheet, `${a}${row}`);
    const columns = Array.from({ length: columnIndex(b) - columnIndex(a) + 1 }, (_, at) =>
      letters(columnIndex(a) + at),
    );
    return Array.from({ length: Number(lastRow) - Number(row) + 1 }, (_, at) =>
      columns.map((column) => this.#read(sheet, `${column}${Number(row) + at}`)),
    );
  }
}

const columnIndex = (name: string): number =>
  [...name].reduce((sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 65) - 64, 0);
const letters = (index: number): string =>
  index <= 0 ? '' : letters(Math.floor((index - 1) / 26)) + String.fromCodePoint(65 + ((index - 1) % 26));

function each(left: Result, right: Result, apply: (a: Value, b: Value) => Value): Result {
  if (!Array.isArray(left) && !Array.isArray(right)) return apply(left, right);
  const shape = Array.isArray(left) ? left : (right as Grid);
  return shape.map((row, r) =>
    row.map((_, c) =>
      apply(
        Array.isArray(left) ? (left[r]?.[c] ?? null) : left,
        Array.isArray(right) ? (right[r]?.[c] ?? null) : right,
      ),
    ),
  );
}

const flat = (given: readonly Result[]): Value[] => given.flatMap((one) => (Array.isArray(one) ? one.flat() : [one]));
const awayFromZero = (value: number): number => Math.sign(value) * Math.ceil(Math.abs(value));

function call(name: string, given: readonly Result[]): Result {
  const [a = null, b = null] = given;
  switch (name) {
    case 'SUM':
      return flat(given).reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
    case 'SUMPRODUCT':
      return flat([
        given.slice(1).reduce<Result>((all, one) => each(all, one, (x, y) => numberOf(x) * numberOf(y)), a),
      ]).reduce<number>((sum, value) => sum + numberOf(value), 0);
    case 'MAX':
      return Math.max(...flat(given).map(numberOf));
    case 'MIN':
      return Math.min(...flat(given).map(numberOf));
    case 'IF':
      return single(a) === true ? b : (given[2] ?? false);
    case 'AND':
      return flat(given).every((value) => value === true);
    case 'CHOOSE':
      return given[numberOf(single(a))] ?? null;
    case 'ABS':
      return each(a, 0, (x) => Math.abs(numberOf(x)));
    case 'ROUND':
      return each(a, b, (x, digits) => Math.round(numberOf(x) * 10 ** numberOf(digits)) / 10 ** numberOf(digits));
    case 'ROUNDUP':
      return each(a, 0, (x) => awayFromZero(numberOf(x)));
    default:
      throw new Error(`no function ${name}`);
  }
}
