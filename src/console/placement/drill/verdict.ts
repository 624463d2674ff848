/** Does the estate survive a loss? Pure. */

export interface DrillFigures {
  readonly unplaced: number;
  readonly drill: {
    readonly survives: boolean;
    /** Absent in drills of former releases, which proved nothing. */
    readonly proved?: boolean | undefined;
    readonly stranded: number;
    readonly rescued: number;
    readonly addedUsdPerMonth: number;
  } | null;
}

/** "survives", "14 lose their place" where that is proved, "no plan found for 14; not proved". */
export function verdictText({ drill }: Pick<DrillFigures, 'drill'>): string {
  if (drill === null) return 'not known';
  if (drill.survives) return 'survives';
  if (drill.proved !== true) return `no plan found for ${drill.stranded}; not proved`;
  return drill.stranded === 1 ? '1 loses its place' : `${drill.stranded} lose their place`;
}

/** How many had no place even before the loss. */
export const homelessBefore = ({ unplaced, drill }: DrillFigures): number =>
  drill === null ? 0 : Math.max(0, unplaced - drill.stranded);
