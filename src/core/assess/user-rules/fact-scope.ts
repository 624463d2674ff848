/** What one evaluation of a user's rule reads: the facts of a workload, which lists are known in part, and a budget. */

import { DEVICE_TYPES, WORKLOAD_ROLES } from '../../model/workload.ts';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import type { Scope } from '../../policy/cel/scope.ts';
import { unknownFor } from '../../policy/cel/truth.ts';
import type { Truth } from '../../policy/cel/truth.ts';
import { memberOf } from './fact-types.ts';

/** Values one evaluation may look at. The longest lists real machines have, installed software, stay far below. */
export const COST_LIMIT = 50_000;

/** Ends an evaluation that would take too long. */
export class CostExceeded extends Error {}

const UNSEEN_BECAUSE: Readonly<Record<string, readonly string[]>> = {
  roles: ['roles'],
  devices: ['devices[].type'],
};

/** The same objects each time: what was found out of one is remembered by it. */
const HIDDEN_DEVICES = DEVICE_TYPES.map((type) => ({ type }));

/** One scope serves one rule, workload after workload. */
export class FactScope implements Scope {
  readonly #keys = new Map<string, readonly string[]>();
  #facts: WorkloadFacts = {};
  #open: Workload['open'];
  #asOf = '';
  #left = 0;

  /** Looks at the next workload, with the budget full again. */
  look(facts: WorkloadFacts, asOf: string, open: Workload['open']): this {
    this.#facts = facts;
    this.#asOf = asOf;
    this.#open = open;
    this.#left = COST_LIMIT;
    return this;
  }

  read(path: string): unknown {
    if (path === 'asOf') return this.#asOf;
    let keys = this.#keys.get(path);
    if (keys === undefined) {
      const member = memberOf(path);
      keys = member === undefined ? path.split('.') : [member.map, member.key];
      this.#keys.set(path, keys);
    }
    let value: unknown = this.#facts;
    for (const key of keys) {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
      value = (value as Readonly<Record<string, unknown>>)[key];
    }
    return value;
  }

  /** Roles and device types that the source would not have told keep their lists open. */
  openBecause(path: string): readonly string[] | undefined {
    const stated = this.#open?.[path as keyof WorkloadFacts];
    if (stated !== undefined) return stated.length > 0 ? stated : [path];
    const unseen = this.#unseen(path);
    return unseen === undefined || unseen.length === 0 ? undefined : UNSEEN_BECAUSE[path];
  }

  mayAlsoHold(path: string): readonly unknown[] | undefined {
    if (this.#open?.[path as keyof WorkloadFacts] !== undefined) return undefined;
    return this.#unseen(path);
  }

  holds(path: string): Truth {
    const map = memberOf(path)?.map;
    if (map !== undefined && this.read(map) === undefined) return unknownFor([map]);
    return this.read(path) !== undefined;
  }

  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new CostExceeded();
  }

  #unseen(path: string): readonly unknown[] | undefined {
    const { rolesSeen, deviceTypesSeen } = this.#facts;
    // A person or a source that knows all roles states no list of those it looked for.
    if (path === 'roles') return rolesSeen && WORKLOAD_ROLES.filter((role) => !rolesSeen.includes(role));
    if (path !== 'devices') return undefined;
    if (deviceTypesSeen === undefined) return HIDDEN_DEVICES;
    return HIDDEN_DEVICES.filter(({ type }) => !deviceTypesSeen.includes(type));
  }
}
