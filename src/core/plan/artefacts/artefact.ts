/** What a generator of vendor artefacts is given and gives back. Pure: files are data, writing them is the caller's. */

import type { Workload } from '../../model/workload.ts';
import type { SitesFile } from '../../policy/site.ts';
import type { Plan } from '../plan.ts';

export interface ArtefactInput {
  readonly plan: Plan;
  /** The sites the plan was made with; the caller has compared their digest. */
  readonly sites: SitesFile;
  /** Workloads of the plan's generation, by id: firmware, disks and adapters are read from them. */
  readonly workloads: ReadonlyMap<string, Workload>;
}

export interface ArtefactFile {
  /** Relative, with forward slashes, safe on every file system. */
  readonly path: string;
  readonly content: string;
  /** One sentence for the list that the command prints. */
  readonly describes: string;
}

/** Something the files could not say, and what to do about it. */
export interface ArtefactGap {
  /** The wave it concerns, or the first and how many more. */
  readonly wave: string;
  /** Sorted by name. */
  readonly workloads: readonly string[];
  /** What is missing or not expressible, stable words. */
  readonly what: string;
  readonly remedy: string;
  /** 'blocks' when the vendor's tool will refuse or the workload is left out; 'fill' when a value is asked for. */
  readonly effect: 'blocks' | 'fill' | 'note';
}

export interface ArtefactResult {
  readonly files: readonly ArtefactFile[];
  readonly gaps: readonly ArtefactGap[];
  /** Moves of the plan that this format is not for. */
  readonly otherMoves: number;
}

export interface ArtefactTool {
  readonly id: string;
  readonly title: string;
  generate(input: ArtefactInput): ArtefactResult;
}

/** One cause as it is met; `wave` is that of the workload. */
export type GapCause = Omit<ArtefactGap, 'workloads'>;

const EFFECTS = ['blocks', 'fill', 'note'] as const;

/** Collects gaps, one per cause, with the waves and workloads it concerns. */
export class GapList {
  private readonly byKey = new Map<string, { cause: GapCause; waves: Set<string>; workloads: Set<string> }>();

  add(cause: GapCause, workloadName: string): void {
    const key = `${cause.effect} ${cause.what}`;
    const known = this.byKey.get(key) ?? { cause, waves: new Set<string>(), workloads: new Set<string>() };
    known.waves.add(cause.wave);
    known.workloads.add(workloadName);
    this.byKey.set(key, known);
  }

  /** What blocks comes first. */
  list(): ArtefactGap[] {
    const gaps = [...this.byKey.values()].map(({ cause, waves, workloads }) => ({
      ...cause,
      wave: waves.size > 1 ? `${cause.wave} and ${waves.size - 1} more` : cause.wave,
      workloads: [...workloads].sort(),
    }));
    return gaps.sort((a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect));
  }
}
