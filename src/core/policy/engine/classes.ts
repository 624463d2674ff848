/**
 * Workloads that no rule can tell apart are one class. Each group of rules that read the same attributes sees fewer
 * differences still: workloads alike in those share a cell, and a group is judged once per cell and site.
 */

import type { Workload } from '../../model/workload.ts';
import type { Organisation } from '../site.ts';
import type { Answered, PolicyAnswer } from './decision.ts';
import type { RuleGroup } from './groups.ts';
import { attributeReader } from './workload-attributes.ts';
import type { AttributeReader, Declared } from './workload-attributes.ts';

/** What one group of rules knows of alike workloads. */
export interface Cell {
  /** By position of the site; 0 is for no site. Undefined: too many cells to remember answers. */
  readonly answers: Answered[] | undefined;
}

const FORGETFUL: Cell = { answers: undefined };

export interface WorkloadClass {
  readonly key: string;
  /** By path without "workload."; undefined: nobody said. */
  read(path: string): unknown;
  /** Attributes that would complete a list known only in part, by path without "workload.". */
  openBecause(path: string): readonly string[] | undefined;
  /** One per group of rules. */
  readonly cells: readonly Cell[];
  /** Answers over all groups, kept while there are few classes. */
  readonly answers: PolicyAnswer[] | undefined;
}

/** A rule that reads names makes as many classes as there are workloads: then remembering them costs more than it saves. */
const FEW_CLASSES = 5_000;

/** Small numbers for values, so that keys stay short. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) this.#numbers.set(text, (number = this.#numbers.size));
    return number;
  }
}

export interface ClassOptions {
  readonly groups: readonly RuleGroup[];
  readonly organisation: Organisation;
  /** Attributes for which the organisation's own answer stands in. */
  readonly evidenceNames: ReadonlySet<string>;
  readonly declaredOf: (workload: Workload) => Declared;
}

export class WorkloadClasses {
  readonly #options: ClassOptions;
  readonly #readers: readonly AttributeReader[];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #varying: readonly { readonly reader: AttributeReader; readonly numbers: Numbering }[];
  /** Per group: positions of the varying attributes it reads, and its cells by their values. */
  readonly #groups: readonly { readonly varying: readonly number[]; readonly cells: Map<string, Cell> }[];
  readonly #declared = new Numbering();
  readonly #classes = new Map<string, WorkloadClass>();
  readonly #byWorkload = new WeakMap<Workload, WorkloadClass>();

  constructor(options: ClassOptions) {
    this.#options = options;
    const paths = [...new Set(options.groups.flatMap((group) => group.paths))].sort();
    this.#readers = paths.map((path) => attributeReader(path, options.organisation, options.evidenceNames));
    this.#positions = new Map(paths.map((path, index) => [path, index]));
    const varying = this.#readers.filter((reader) => reader.varies);
    this.#varying = varying.map((reader) => ({ reader, numbers: new Numbering() }));
    this.#groups = options.groups.map((group) => ({
      varying: varying.flatMap((reader, index) => (group.paths.includes(reader.path) ? [index] : [])),
      cells: new Map(),
    }));
  }

  classOf(workload: Workload): WorkloadClass {
    const remembered = this.#byWorkload.get(workload);
    if (remembered !== undefined) return remembered;
    const found = this.#find(workload);
    this.#byWorkload.set(workload, found);
    return found;
  }

  #find(workload: Workload): WorkloadClass {
    const declared = this.#options.declaredOf(workload);
    const declaredNumber = this.#declared.of(declared.key);
    const numbers = this.#varying.map(({ reader, numbers: numbering }) =>
      numbering.of(stateOf(reader, workload, declared)),
    );
    const key = `${declaredNumber}|${numbers.join(',')}`;
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const made = this.#build(key, workload, declared, declaredNumber, numbers);
    if (this.#classes.size < FEW_CLASSES) this.#classes.set(key, made);
    return made;
  }

  #build(
    key: string,
    workload: Workload,
    declared: Declared,
    declaredNumber: number,
    numbers: readonly number[],
  ): WorkloadClass {
    const values = this.#readers.map((reader) => reader.read(workload, declared));
    const open = this.#readers.map((reader) => reader.openBecause(workload, declared));
    const positions = this.#positions;
    const cells = this.#groups.map(({ varying, cells: known }, index) => {
      if (this.#options.groups[index]?.paths.length === 0) return cellAt(known, '');
      let cellKey = String(declaredNumber);
      for (const position of varying) cellKey += `,${numbers[position] ?? ''}`;
      return cellAt(known, cellKey);
    });
    return {
      key,
      read: (path) => values[positions.get(path) ?? -1],
      openBecause: (path) => open[positions.get(path) ?? -1],
      cells,
      answers: this.#classes.size < FEW_CLASSES ? [] : undefined,
    };
  }
}

/** What rules can tell of an attribute, as text: its value, and what is missing of it. */
function stateOf(reader: AttributeReader, workload: Workload, declared: Declared): string {
  const value = JSON.stringify(reader.read(workload, declared)) ?? '';
  const open = reader.openBecause(workload, declared);
  return open === undefined ? value : `${value} ${open.join(' ')}`;
}

function cellAt(cells: Map<string, Cell>, key: string): Cell {
  let cell = cells.get(key);
  if (cell !== undefined) return cell;
  if (cells.size >= FEW_CLASSES) return FORGETFUL;
  cell = { answers: [] };
  cells.set(key, cell);
  return cell;
}
