/** Extended security updates of a path, by the year after the end of support. */

import { benefitCores } from '../licences/azure-benefit.ts';
import { updatesAreFree, updateYear, updateYearPct } from '../licences/security-updates.ts';
import type { ModelBuilder } from './builder.ts';
import { dayOfMonth, entryAt } from './case.ts';
import type { TcoCase } from './case.ts';
import { divide, multiply } from './expression.ts';
import { priceInput } from './licence-lines.ts';
import type { Presence } from './presence.ts';

/** Extended security updates by year after the end of support, where they are not free. */
export function updateLines(build: ModelBuilder, of: TcoCase, pathId: string, presence: Presence, from: string): void {
  /** Per month over all sites: who moves is one machine, not one at each end. */
  const unsold = Array.from({ length: of.months }, () => 0);
  for (const site of of.sites.sites) {
    if (updatesAreFree(site.target)) continue;
    let there: readonly number[] = [];
    const perMonth = Array.from({ length: of.months }, (_, at) => {
      if (presence.changes.includes(at + 1)) there = presence.licensedAt(at + 1).get(site.id) ?? [];
      const day = dayOfMonth(from, at + 1);
      let cores = 0;
      for (const index of there) {
        const entry = of.workloads[index];
        if (entry === undefined) continue;
        const { guest } = entryAt(entry, site.id);
        if (guest.supportEnd === null) continue;
        const year = updateYear(guest.supportEnd, day, of.book.terms);
        if (year === null) unsold[at] = (unsold[at] ?? 0) + 1;
        else if (year > 0)
          cores += (benefitCores(guest.vcpus ?? 0, of.book.terms) * updateYearPct(year, of.book.terms)) / 100;
      }
      return cores;
    });
    const count = build.months(
      `${pathId} ${site.id} updates`,
      `${site.id}: cores past support, weighted by year`,
      'cores at licence price',
      perMonth,
      'os-lifecycle.yaml; licensing.yaml esu-length, esu-price',
    );
    build.line({
      pathId,
      siteId: site.id,
      what: 'updates',
      title: 'Extended security updates for Windows Server',
      group: 'guest-licence',
      expression: multiply(count, divide(priceInput(build, of, 'windows-server-updates'), 12)),
      assumptions: ['75, 100 and 125 % of the licence price in years 1, 2 and 3; at least 8 cores per machine'],
    });
  }
  const most = Math.max(0, ...unsold);
  if (most > 0)
    build.warnings.add(
      `Path ${pathId}: for ${most} Windows machines no security updates are sold any more within the months; nothing is counted for them.`,
    );
}
