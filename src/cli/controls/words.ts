/** How evidence is told on the command line. */

import type { ControlMatrixDocument } from '../../api/controls.ts';

interface Tally {
  readonly feed: string;
  readonly evidence: number;
  readonly states: { readonly violated: number; readonly satisfied: number };
  readonly stated: number;
  readonly stale: number;
}

/** "satisfied, stated only": nothing looked; "partly": not everywhere. */
export const stateWords = (state: string, basis: string | null): string =>
  basis === 'stated' ? `${state}, stated only` : basis === 'partly' ? `${state}, partly stated` : state;

/** "openscap 41✗ 30✓ of 78, 2 old": failures and passes of all that was said. */
export const feedWords = (feeds: readonly Tally[]): string | null =>
  feeds
    .map(({ feed, evidence, states, stated, stale }) => {
      const said = [
        ...(states.violated > 0 ? [`${states.violated}✗`] : []),
        ...(states.satisfied > 0
          ? [
              `${states.satisfied}✓${stated === 0 ? '' : stated === states.satisfied ? ' stated' : ` (${stated} stated)`}`,
            ]
          : []),
      ];
      return `${feed} ${said.join(' ')}${said.length > 0 ? ' of ' : ''}${evidence}${stale > 0 ? `, ${stale} old` : ''}`;
    })
    .join(' · ') || null;

/** "1 of 2: least-privilege; open: mfa-admin" */
export function checkWords(checks: ControlMatrixDocument['items'][number]['checks']): string {
  if (checks.length === 0) return 'named by a feed';
  const names = (wanted: boolean): string =>
    checks
      .filter(({ answered }) => answered === wanted)
      .map(({ id }) => id)
      .join(', ');
  const [answered, open] = [names(true), names(false)];
  const count = `${checks.filter((check) => check.answered).length} of ${checks.length}`;
  return [`${count}${answered === '' ? '' : `: ${answered}`}`, ...(open === '' ? [] : [`open: ${open}`])].join('; ');
}
