/** Certificates of a site with what is left of their validity: expired ones count no more, soon expiring ones are said. */

import type { Site } from './site.ts';

export interface SiteCertificate {
  readonly id: string;
  readonly scope?: string;
  readonly level?: string;
  readonly validTo?: string;
  /** undated: held, and nobody said until when. */
  readonly state: 'valid' | 'expires-soon' | 'expired' | 'undated';
  /** Days until it ends; negative when it has ended. Null: undated. */
  readonly daysLeft: number | null;
}

/** Within so many days an end is soon: time to ask the operator for the next report. */
export const SOON_DAYS = 90;
const DAY_MS = 86_400_000;

/** `held` are the ids that count, those of the catalogue included; by id, then by end. */
export function certificatesOf(site: Site, held: readonly string[], asOf: string): SiteCertificate[] {
  const day = asOf.slice(0, 10);
  const detailed = (site.attributes.certificates ?? []).map(({ id, scope, level, validTo }): SiteCertificate => {
    const daysLeft = validTo === undefined ? null : Math.round((Date.parse(validTo) - Date.parse(day)) / DAY_MS);
    return {
      id,
      ...(scope === undefined ? {} : { scope }),
      ...(level === undefined ? {} : { level }),
      ...(validTo === undefined ? {} : { validTo }),
      state:
        daysLeft === null ? 'undated' : daysLeft < 0 ? 'expired' : daysLeft <= SOON_DAYS ? 'expires-soon' : 'valid',
      daysLeft,
    };
  });
  const known = new Set(detailed.map(({ id }) => id));
  const plain = held
    .filter((id) => !known.has(id))
    .map((id): SiteCertificate => ({ id, state: 'undated', daysLeft: null }));
  return [...detailed, ...plain].sort((a, b) =>
    a.id === b.id ? ((a.validTo ?? '') < (b.validTo ?? '') ? -1 : 1) : a.id < b.id ? -1 : 1,
  );
}
