/**
 * Workloads that agree in everything the law, readiness and pins read are judged once: as many answers as there are
 * kinds of workloads, not as there are workloads. A class is told by the answers themselves (readiness per target,
 * match per pin) and by the key that the policy gives.
 */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import { createEntry } from './entry.ts';
import type { PlacementInput } from './input.ts';
import type { Pins } from './pins.ts';
import { READINESS } from './problem.ts';
import type { ReasonTable } from './reason-table.ts';

/** Numbers of texts, in the order they are met. */
export class Interner {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) this.#numbers.set(text, (number = this.#numbers.size));
    return number;
  }

  get size(): number {
    return this.#numbers.size;
  }
}

/** The answers of one class at one site. */
export interface ClassAnswer {
  /** Code of its obstacles; 0: it may go there. */
  readonly code: number;
  readonly readiness: Readiness;
  readonly conditions: number;
  readonly policyUnknown: boolean;
  readonly pathUnknown: boolean;
}

export class EntryClasses {
  /** Class of each row. */
  readonly classOf: Int32Array;
  readonly #representative: Workload[] = [];
  readonly #answers: ClassAnswer[][] = [];
  readonly #staying: ClassAnswer[][] = [];
  readonly #entry: ReturnType<typeof createEntry>;
  readonly #reasons: ReasonTable;

  constructor(
    input: PlacementInput,
    workloads: readonly Workload[],
    sites: readonly Site[],
    pins: Pins,
    reasons: ReasonTable,
  ) {
    this.classOf = new Int32Array(workloads.length);
    this.#entry = createEntry(input, sites, pins);
    this.#reasons = reasons;
    const keyOf = createKey(input, sites, pins);
    const classes = new Interner();
    for (const [row, workload] of workloads.entries()) {
      const number = classes.numberOf(keyOf(workload));
      this.classOf[row] = number;
      if (number !== this.#representative.length) continue;
      this.#representative.push(workload);
      this.#answers.push([]);
      this.#staying.push([]);
    }
  }

  get size(): number {
    return this.#representative.length;
  }

  /** `staying`: the workload runs at this site now. */
  at(row: number, site: number, staying: boolean): ClassAnswer {
    return this.ofClass(this.classOf[row] ?? -1, site, staying);
  }

  /** The answers for one that runs elsewhere, by site, as far as they have been asked for. */
  newcomers(row: number): readonly (ClassAnswer | undefined)[] {
    return this.#answers[this.classOf[row] ?? -1] ?? [];
  }

  ofClass(number: number, site: number, staying: boolean): ClassAnswer {
    const known = (staying ? this.#staying : this.#answers)[number];
    const workload = this.#representative[number];
    if (known === undefined || workload === undefined) throw new RangeError(`no class ${number}`);
    return (known[site] ??= this.#judge(workload, site, staying));
  }

  #judge(workload: Workload, site: number, staying: boolean): ClassAnswer {
    const { obstacles, ...rest } = this.#entry(workload, site, staying);
    return { code: this.#reasons.codeOf(obstacles), ...rest };
  }
}

function createKey(input: PlacementInput, sites: readonly Site[], pins: Pins): (workload: Workload) => string {
  const targets: readonly TargetId[] = [...new Set<TargetId>(['stay', ...sites.map(({ target }) => target)])];
  const answers = new Interner();
  return (workload) => {
    let key = `${workload.kind}|${workload.facts.platform ?? ''}|${pins.signature(workload)}`;
    for (const target of targets) {
      const answer = input.readiness(workload, target);
      const text =
        answer === undefined
          ? ''
          : `${READINESS.indexOf(answer.readiness)} ${answer.conditions} ${answer.rules.join('\n')}`;
      key += `|${answers.numberOf(text)}`;
    }
    const starts = input.paths?.startKey;
    if (starts !== undefined) key += `|${starts(input.currentSiteOf(workload))}`;
    if (input.policyKey !== undefined) return `${key}|${input.policyKey(workload)}`;
    for (const site of sites) {
      const { verdict, violated, unknown } = input.policy(workload, site.id);
      key += `|${answers.numberOf(`${verdict} ${violated.join('\n')} ${unknown.join('\n')}`)}`;
    }
    return key;
  };
}
