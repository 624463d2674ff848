/** Where each wave stands on a line of all hours of copying, one wave after the other. Pure. */

interface Hours {
  readonly hoursHigh: number;
}

export interface WaveSpan {
  readonly startPct: number;
  readonly widthPct: number;
}

/** By the longer estimate, so that the line is not shorter than what may come. Empty waves take no room. */
export function waveSpans(waves: readonly Hours[]): readonly WaveSpan[] {
  const total = waves.reduce((sum, wave) => sum + wave.hoursHigh, 0);
  let start = 0;
  return waves.map(({ hoursHigh }) => {
    const span =
      total === 0
        ? { startPct: 0, widthPct: 0 }
        : { startPct: (100 * start) / total, widthPct: (100 * hoursHigh) / total };
    start += hoursHigh;
    return span;
  });
}
