/** `paths` of sites.yaml: where on their way data is, as far as the catalogue does not say. What is absent is unknown. */

import { z } from 'zod';
import { hopHoldsSchema, hopRoleSchema, hopStaysSchema } from '../../catalog/migration-hops.ts';
import { country, siteAttributesSchema } from '../site-attributes.ts';

const hopStatementSchema = z.strictObject({
  role: hopRoleSchema,
  /** Ways of moving, sites it starts from and goes to that this is about; absent: all. */
  methods: z.array(z.string()).min(1).optional(),
  from: z.array(z.string()).min(1).optional(),
  to: z.array(z.string()).min(1).optional(),
  /** It is at this site. */
  at: z.string().optional(),
  /** It is in all of these countries; with `oneOf`, in one of them. */
  countries: z.array(country).min(1).optional(),
  oneOf: z.boolean().optional(),
  /** It is somewhere in this geography of catalog/migration-hops.yaml. */
  geography: z.string().optional(),
  /** There is none: said with a reason. */
  used: z.literal(false).optional(),
  reason: z.string().optional(),
  /** What else is known of the place, under the names of a site's attributes: operator, encryption, admin … */
  attributes: siteAttributesSchema.optional(),
  /** Absent: as the catalogue has it, else content that is there for a while. */
  holds: hopHoldsSchema.optional(),
  stays: hopStaysSchema.optional(),
});
export type HopStatement = z.infer<typeof hopStatementSchema>;

export const pathsSchema = z.strictObject({
  /** Of several that fit one hop the later one counts. */
  hops: z.array(hopStatementSchema).default([]),
});
export type PathSettings = z.infer<typeof pathsSchema>;
