/** Does the estate survive a loss? Pure. */

export interface DrillFigures {
  readonly unplaced: number;
  readonly totalUsdPerMonth: number;
}

export interface Verdict {
  /** Null: what was struck is not known any more, so that nobody knows who had a place before. */
  readonly survives: boolean | null;
  /** Workloads that had a place and have none now. */
  readonly homeless: number;
  readonly usdPerMonth: number | null;
}

/** @param struck the placement that the drill strikes. What had no place before is not counted against the loss. */
export function verdictOf(drill: DrillFigures, struck: DrillFigures | undefined): Verdict {
  if (struck === undefined) {
    return { survives: drill.unplaced === 0 ? true : null, homeless: drill.unplaced, usdPerMonth: null };
  }
  const homeless = Math.max(0, drill.unplaced - struck.unplaced);
  return { survives: homeless === 0, homeless, usdPerMonth: drill.totalUsdPerMonth - struck.totalUsdPerMonth };
}
