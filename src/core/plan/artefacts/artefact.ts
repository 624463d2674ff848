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
  readonly wave: string;
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

/** Collects gaps, one per cause, with the workloads it concerns. */
export class GapList {
  private readonly byKey = new Map<string, { gap: Omit<ArtefactGap, 'workloads'>; workloads: Set<string> }>();

  add(gap: Omit<ArtefactGap, 'workloads'>, workloadName: string): void {
    const key = JSON.stringify([gap.wave, gap.what]);
    const known = this.byKey.get(key);
    if (known) known.workloads.add(workloadName);
    else this.byKey.set(key, { gap, workloads: new Set([workloadName]) });
  }

  list(): ArtefactGap[] {
    return [...this.byKey.values()].map(({ gap, workloads }) => ({ ...gap, workloads: [...workloads].sort() }));
  }
}
