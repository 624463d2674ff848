/** Software Assurance for licences that are brought to a provider, beyond what is held with it already. */

import type { SiteNeed } from '../licences/effect.ts';
import { productOf } from '../licences/products.ts';
import type { LicenceProductId } from '../licences/products.ts';
import type { ModelBuilder } from './builder.ts';
import type { TcoCase } from './case.ts';
import { divide, multiply } from './expression.ts';
import { groupOf, priceInput, rulesText } from './licence-lines.ts';

/** Rules by which a licence goes along to a provider. */
const BROUGHT: ReadonlySet<string> = new Set(['ahb-vm', 'ahb-azure-local', 'sql-ahb']);

const PRODUCTS: readonly (readonly [LicenceProductId, LicenceProductId])[] = [
  ['windows-server-standard', 'windows-server-standard-assurance'],
  ['windows-server-datacenter', 'windows-server-datacenter-assurance'],
  ['sql-server-standard', 'sql-server-standard-assurance'],
  ['sql-server-enterprise', 'sql-server-enterprise-assurance'],
];

/** What is paid for other cores today is the same in every path and not counted. */
export function assuranceLines(
  build: ModelBuilder,
  of: TcoCase,
  pathId: string,
  needs: readonly (readonly SiteNeed[])[],
): void {
  for (const [product, assured] of PRODUCTS) {
    const isBrought = (need: SiteNeed): boolean =>
      need.product === product && need.rules.some((rule) => BROUGHT.has(rule));
    const held = (of.book.settings.owned ?? [])
      .filter((entry) => entry.product === product && entry.softwareAssurance === true)
      .filter(({ until }) => (until ?? '9999') >= of.book.asOf)
      .reduce((sum, { units }) => sum + units, 0);
    const rules = [
      ...new Set(
        needs
          .flat()
          .filter(isBrought)
          .flatMap((need) => need.rules),
      ),
    ].sort();
    const count = build.months(
      `${pathId} ${assured}`,
      `${productOf(assured).title}: cores brought along`,
      'core licence',
      needs.map((month) =>
        Math.max(0, month.filter(isBrought).reduce((sum, { units }) => sum + (units ?? 0), 0) - held),
      ),
      `${rulesText(rules)}; held with it: ${held}, sites.yaml licences.owned`,
    );
    build.line({
      pathId,
      siteId: null,
      what: assured,
      title: productOf(assured).title,
      group: groupOf(product),
      expression: multiply(count, divide(priceInput(build, of, assured), 12)),
      assumptions: [
        'for cores brought to a provider beyond those held with it; what you pay for others today is the same in every path',
      ],
    });
  }
  const unknown = needs.map((month) =>
    month
      .filter(({ product, rules }) => product === 'sql-server-unknown' && rules.includes('sql-ahb'))
      .reduce((sum, { units }) => sum + (units ?? 0), 0),
  );
  build.line({
    pathId,
    siteId: null,
    what: 'sql-server-unknown-assurance',
    title: 'Software Assurance for SQL Server, edition not known',
    group: 'database-licence',
    expression: multiply(
      build.months(
        `${pathId} sql-server-unknown-assurance`,
        'SQL Server of unknown edition: cores brought along',
        'core licence',
        unknown,
        rulesText(['sql-ahb']),
      ),
      build.missing(
        'price sql-server-unknown-assurance',
        { title: 'Software Assurance for SQL Server, edition not known', unit: 'USD per core licence and month' },
        'SQL Server edition: sites.yaml licences.sqlEditions',
      ),
    ),
  });
}
