/**
 * Which rows of the other sheets belong to which row of vInfo. Keys are compared as pool ids: no strings are made.
 * A key that two machines share joins nothing, because a guess would give one machine the other's disks.
 */

import { NO_STRING } from '../../formats/table.ts';
import type { IssueLog } from './issues.ts';
import type { SheetData } from './sheet-data.ts';
import type { VmColumn } from './sheet.ts';

const AMBIGUOUS = -1;
const NONE = -1;
const KEYS = ['vmId', 'vmUuid', 'vm'] as const;

/** Rows of one sheet by machine, in the order of the sheet: a linked list per machine. */
export class RowsByMachine {
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(machines: number, rows: number) {
    this.#first = new Int32Array(machines).fill(NONE);
    this.#next = new Int32Array(rows).fill(NONE);
  }

  /** Rows must be added from the last to the first. */
  add(machine: number, row: number): void {
    this.#next[row] = this.#first[machine]!;
    this.#first[machine] = row;
  }

  first(machine: number): number | undefined {
    const row = this.#first[machine]!;
    return row === NONE ? undefined : row;
  }

  *of(machine: number): Generator<number> {
    for (let row = this.#first[machine]!; row !== NONE; row = this.#next[row]!) yield row;
  }
}

type Keyed = SheetData<VmColumn>;

export class MachineIndex {
  readonly #machines: number;
  readonly #byKey = new Map<VmColumn, Map<number, number>>();
  readonly #issues: IssueLog;

  /** `leftOut` has the rows of vInfo that are no machine of their own, such as repetitions. */
  constructor(vinfo: Keyed, leftOut: ReadonlySet<number>, issues: IssueLog) {
    this.#machines = vinfo.rows;
    this.#issues = issues;
    for (const key of KEYS) this.#byKey.set(key, new Map());
    for (let machine = 0; machine < vinfo.rows; machine++) {
      if (leftOut.has(machine)) continue;
      vinfo.at(machine);
      const scope = vinfo.textId('scope');
      for (const key of KEYS) {
        const id = vinfo.textId(key);
        if (id === NO_STRING) continue;
        const map = this.#byKey.get(key)!;
        for (const combined of [anyScope(id), pairKey(id, scope)]) {
          const other = map.get(combined);
          map.set(combined, other === undefined || other === machine ? machine : AMBIGUOUS);
        }
      }
    }
  }

  /** Rows that name no machine of vInfo are reported and left out. */
  join(sheet: Keyed): RowsByMachine {
    const rows = new RowsByMachine(this.#machines, sheet.rows);
    for (let row = sheet.rows - 1; row >= 0; row--) {
      sheet.at(row);
      const machine = this.#machineOf(sheet);
      if (machine >= 0) rows.add(machine, row);
    }
    return rows;
  }

  #machineOf(sheet: Keyed): number {
    const scope = sheet.textId('scope');
    let ambiguous = false;
    for (const key of KEYS) {
      const id = sheet.textId(key);
      if (id === NO_STRING) continue;
      const map = this.#byKey.get(key)!;
      // A sheet may lack the column of the vCenter, and so may vInfo.
      const machine =
        scope === NO_STRING ? map.get(anyScope(id)) : (map.get(pairKey(id, scope)) ?? map.get(pairKey(id, NO_STRING)));
      if (machine === undefined) continue;
      if (machine >= 0) return machine;
      ambiguous = true;
    }
    const name = sheet.text('vm') ?? sheet.text('vmId') ?? '';
    this.#issues.add({
      severity: 'warning',
      code: ambiguous ? 'AMBIGUOUS_MACHINE' : 'UNKNOWN_MACHINE',
      where: sheet.where(),
      message: ambiguous
        ? `"${name.slice(0, 80)}" fits several rows of vInfo; the row was left out`
        : `"${name.slice(0, 80)}" is not in vInfo; the row was left out`,
      fix: ambiguous
        ? 'Export again with the column VM ID, so that machines of one name can be told apart.'
        : 'Import an unfiltered export.',
      skipped: true,
    });
    return NONE;
  }
}

/** A key within its vCenter. Pool ids are below 2^25, so that a pair of them fits a double exactly. */
export const pairKey = (id: number, scope: number): number => (scope === NO_STRING ? 0 : scope + 1) * 2 ** 25 + id;
const anyScope = (id: number): number => -1 - id;
