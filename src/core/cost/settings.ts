/** What sites.yaml says about licences and about the total cost: prices, what is owned already, and how it is counted. */

import { z } from 'zod';
import { OPENSHIFT_EDITIONS } from './licences/openshift.ts';
import { LICENCE_PRODUCT_IDS } from './licences/products.ts';
import { SQL_EDITIONS } from './licences/sql-server.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD');
const productId = z.enum(LICENCE_PRODUCT_IDS as readonly [string, ...string[]]);
const count = z.number().int().nonnegative();
const usd = z.number().nonnegative();
const said = { source: z.string().optional(), asOf: z.string().optional() };

export const licencesSchema = z.strictObject({
  /** What one unit costs you; see docs/reference/licences.md for products and units. */
  prices: z
    .array(z.strictObject({ product: productId, usd, lowUsd: usd.optional(), highUsd: usd.optional(), ...said }))
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
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'lower-case letters, digits and dashes'),
        title: z.string().max(120),
        usd,
        lowUsd: usd.optional(),
        highUsd: usd.optional(),
        period: z.enum(['month', 'one-off']),
        month: z.number().int().min(1).max(120).default(1),
        paths: z.array(z.string()).optional(),
        ...said,
      }),
    )
    .default([]),
});
export type TcoSettings = z.infer<typeof tcoSchema>;

const NO_LICENCES = licencesSchema.parse({});
const NO_TCO = tcoSchema.parse({});

export const licenceSettings = (file: { readonly licences?: LicenceSettings | undefined }): LicenceSettings =>
  file.licences ?? NO_LICENCES;
export const tcoSettings = (file: { readonly tco?: TcoSettings | undefined }): TcoSettings => file.tco ?? NO_TCO;
