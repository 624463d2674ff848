/** How checks are written: short forms, and a guard that turns whatever fails into a check. */

import type { DoctorCheck } from './doctor.ts';
import { problemOf } from './problem.ts';

type About = Pick<DoctorCheck, 'id' | 'title'>;

export const ok = (about: About, detail: string): DoctorCheck => ({ ...about, state: 'ok', detail, fix: '' });
export const warn = (about: About, detail: string, fix: string): DoctorCheck => ({
  ...about,
  state: 'warn',
  detail,
  fix,
});
export const fail = (about: About, detail: string, fix: string): DoctorCheck => ({
  ...about,
  state: 'fail',
  detail,
  fix,
});

/** A check that cannot be made has failed, with the reason and what to do. */
export async function guarded(about: About, check: () => Promise<DoctorCheck>): Promise<DoctorCheck> {
  try {
    return await check();
  } catch (error) {
    const { code, detail, hint } = problemOf(error);
    return fail(about, `${code}: ${detail}`, hint);
  }
}

/** "3 days", "5 minutes", "12 seconds". */
export function ageText(seconds: number): string {
  const steps = [
    { unit: 'day', seconds: 86_400 },
    { unit: 'hour', seconds: 3_600 },
    { unit: 'minute', seconds: 60 },
    { unit: 'second', seconds: 1 },
  ] as const;
  const step = steps.find((each) => seconds >= 2 * each.seconds) ?? steps[3];
  const count = Math.floor(seconds / step.seconds);
  return `${count} ${step.unit}${count === 1 ? '' : 's'}`;
}
