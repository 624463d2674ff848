/** How evidence is told on the command line. */

interface Tally {
  readonly feed: string;
  readonly evidence: number;
  readonly states: { readonly violated: number; readonly satisfied: number };
  readonly stale: number;
}

/** "openscap 41✗ 30✓ of 78, 2 old": failures and passes of all that was said. */
export const feedWords = (feeds: readonly Tally[]): string | null =>
  feeds
    .map(({ feed, evidence, states, stale }) => {
      const said = [
        ...(states.violated > 0 ? [`${states.violated}✗`] : []),
        ...(states.satisfied > 0 ? [`${states.satisfied}✓`] : []),
      ];
      return `${feed} ${said.join(' ')}${said.length > 0 ? ' of ' : ''}${evidence}${stale > 0 ? `, ${stale} old` : ''}`;
    })
    .join(' · ') || null;
