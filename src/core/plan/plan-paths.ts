/** The paths of a plan: each kept once, named by what it says, so that moves refer to it. */

import { digestOf } from '../evidence/digest.ts';
import type { Workload } from '../model/workload.ts';
import type { PathChoice } from '../policy/paths/hop.ts';
import type { PathJudge } from '../policy/paths/judge-path.ts';
import { compareText } from './order.ts';
import type { PlanPath } from './plan.ts';

const ID_LENGTH = 12;

export class PlanPaths {
  readonly #judge: Pick<PathJudge, 'choose'> | undefined;
  readonly #ids = new Map<PathChoice, Map<string, string>>();
  readonly byId = new Map<string, PlanPath>();

  /** Without a judge there are no paths. */
  constructor(judge: Pick<PathJudge, 'choose'> | undefined) {
    this.#judge = judge;
  }

  idOf(workload: Workload | undefined, fromSiteId: string | null, toSiteId: string): string | undefined {
    if (this.#judge === undefined || workload === undefined) return undefined;
    const choice = this.#judge.choose(workload, fromSiteId, toSiteId);
    const between = `${fromSiteId ?? ''}|${toSiteId}`;
    // A choice that is the same object need not be digested again.
    const known = this.#ids.get(choice) ?? new Map<string, string>();
    this.#ids.set(choice, known);
    let id = known.get(between);
    if (id === undefined) {
      const path = JSON.parse(JSON.stringify({ fromSiteId, toSiteId, ...choice })) as Omit<PlanPath, 'id'>;
      id = `path-${digestOf(path).slice('sha256:'.length, 'sha256:'.length + ID_LENGTH)}`;
      known.set(between, id);
      this.byId.set(id, { id, ...path });
    }
    return id;
  }

  all(): PlanPath[] {
    return [...this.byId.values()].sort((a, b) => compareText(a.id, b.id));
  }
}
