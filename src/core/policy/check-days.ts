/** Prices of a day that is still to come: nobody can have read them. */

import type { SitesFile } from './site.ts';
import type { Report } from './yaml-issues.ts';

type Dated = { readonly asOf?: string | undefined };

/** `today` as YYYY-MM-DD. */
export function checkDaysToCome(file: SitesFile, today: string, report: Report): void {
  const check = (path: readonly PropertyKey[], { asOf }: Dated): void => {
    if (asOf !== undefined && asOf > today)
      report([...path, 'asOf'], `${asOf} is in the future (today is ${today}); give the day the figure was read`);
  };
  file.sites.forEach(({ cost }, index) => check(['sites', index, 'cost'], cost));
  file.licences?.prices.forEach((entry, index) => check(['licences', 'prices', index], entry));
  file.licences?.owned?.forEach((entry, index) => check(['licences', 'owned', index], entry));
  file.tco?.more.forEach((entry, index) => check(['tco', 'more', index], entry));
}
