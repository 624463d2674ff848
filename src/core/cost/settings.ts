/** What sites.yaml says about licences and about the total cost: prices, what is owned already, and how it is counted. */

import { z } from 'zod';
import { isDay } from '../model/day.ts';
import { OPENSHIFT_EDITIONS } from './licences/openshift.ts';
import { LICENCE_PRODUCT_IDS } from './licences/products.ts';
import { SQL_EDITIONS } from './licences/sql-server.ts';

const day = z.string().refine(isDay, 'a day of the calendar as YYYY-MM-DD');
const productId = z.enum(LICENCE_PRODUCT_IDS as readonly [string, ...string[]]);
const count = z.number().int().nonnegative();
/** What one unit can cost at most, or one unit and month: beyond it a figure is a slip of the pen, and sums lose their sense. */
export const MOST_USD = 1_000_000;
/** What a whole item can cost at most. */
const MOST_USD_AT_ONCE = 1_000_000_000;
const usd = z.number().nonnegative().max(MOST_USD);
const usdAtOnce = z.number().nonnegative().max(MOST_USD_AT_ONCE);
const said = { source: z.string().optional(), asOf: day.optional() };

interface Spanned {
  readonly usd: number;
  readonly lowUsd?: number | undefined;
  readonly highUsd?: number | undefined;
}

/** A range that is the wrong way round would turn every sum it is in. */
function inOrder({ usd: likely, lowUsd, highUsd }: Spanned, context: z.RefinementCtx): void {
  if (lowUsd !== undefined && lowUsd > likely)
    context.addIssue({ code: 'custom', path: ['lowUsd'], message: `lowUsd ${lowUsd} is above usd ${likely}` });
  if (highUsd !== undefined && highUsd < likely)
    context.addIssue({ code: 'custom', path: ['highUsd'], message: `highUsd ${highUsd} is below usd ${likely}` });
}

export const licencesSchema = z.strictObject({
  /** What one unit costs you; see docs/reference/licences.md for products and units. */
  prices: z
    .array(
      z
        .strictObject({ product: productId, usd, lowUsd: usd.optional(), highUsd: usd.optional(), ...said })
        .superRefine(inOrder),
    )
    .default([]),
  /** What you hold already. Absent: nobody said, and what has to be bought is unknown. */
  owned: z
    .array(
      z.strictObject({
        product: productId,
        units: z.number().nonnegative(),
        softwareAssurance: z.boolean().optional(),
        until: day.optional(),
        ...said,
      }),
    )
    .optional(),
  /** People and devices that use Windows Servers; people with Windows 10 or 11 machines. */
  windowsUsers: count.optional(),
  windowsDevices: count.optional(),
  windowsClientUsers: count.optional(),
  /** SQL Server edition by filter, later ones win: inventories rarely know it. */
  sqlEditions: z.array(z.strictObject({ match: z.string(), edition: z.enum(SQL_EDITIONS) })).default([]),
  /** Absent: Virtualization Engine where machines run alone, Container Platform where containers run too. */
  openshiftEdition: z.enum(OPENSHIFT_EDITIONS).optional(),
  /** Day the VMware subscription is paid until, and the months it is renewed for. */
  vmwareUntil: day.optional(),
  vmwareTermMonths: z.number().int().positive().default(12),
});
export type LicenceSettings = z.infer<typeof licencesSchema>;

const pct = z.number().min(0).max(1000);

export const tcoSchema = z.strictObject({
  months: z.number().int().min(1).max(120).default(36),
  /** Yearly rate at which later money counts less. */
  discountRatePct: z.number().min(0).max(100).default(8),
  /** Months a workload is paid for at both ends after it has moved. */
  doubleRunMonths: z.number().int().min(0).max(24).default(1),
  /** Working hours a month on one workload, by where it runs: patching, tickets, backup. Absent: not counted, and asked for. */
  hoursPerWorkloadMonth: z
    .strictObject({ owned: z.number().nonnegative().optional(), cloud: z.number().nonnegative().optional() })
    .default({}),
  /** Plus and minus on figures by how sure their source is; `given` is for what this file gives. */
  uncertaintyPct: z
    .strictObject({
      verified: pct.default(0),
      partly: pct.default(5),
      secondary: pct.default(10),
      derived: pct.default(15),
      own: pct.default(25),
      given: pct.default(0),
      migrationHours: pct.default(30),
    })
    .prefault({}),
  /** Costs nobody can compute for you: training, consultants, a line, a penalty. `site` absent: every path but staying. */
  more: z
    .array(
      z
        .strictObject({
          id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'lower-case letters, digits and dashes'),
          title: z.string().max(120),
          usd: usdAtOnce,
          lowUsd: usdAtOnce.optional(),
          highUsd: usdAtOnce.optional(),
          period: z.enum(['month', 'one-off']),
          month: z.number().int().min(1).max(120).default(1),
          paths: z.array(z.string()).optional(),
          ...said,
        })
        .superRefine(inOrder),
    )
    .default([]),
});
export type TcoSettings = z.infer<typeof tcoSchema>;

const NO_LICENCES = licencesSchema.parse({});
const NO_TCO = tcoSchema.parse({});

export const licenceSettings = (file: { readonly licences?: LicenceSettings | undefined }): LicenceSettings =>
  file.licences ?? NO_LICENCES;
export const tcoSettings = (file: { readonly tco?: TcoSettings | undefined }): TcoSettings => file.tco ?? NO_TCO;
