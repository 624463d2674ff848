/** Tests inside a pack: what is known of a site, a workload and the organisation, and what the rules then answer. */

import { z } from 'zod';
import { isDay } from '../../model/day.ts';

const state = z.enum(['satisfied', 'violated', 'unknown', 'not-applicable']);
const attributes = z.record(z.string(), z.unknown());
const level = z.number().int().min(0);

export const packTestSchema = z.strictObject({
  name: z.string().min(1),
  /** Name of an earlier test: what is given here is merged over what it gives; null takes something away. */
  from: z.string().optional(),
  /** Attributes as in sites.yaml; the catalogue completes them when `region` names one of its regions. */
  site: attributes.optional(),
  region: z.string().optional(),
  /** Classification and declared attributes of the workload, as "workload.…" without that word. */
  workload: attributes.optional(),
  organisation: attributes.optional(),
  /** The pack is listed under `regimes`. */
  selected: z.boolean().optional(),
  /** Day of the check; absent: the pack's own `asOf`. */
  asOf: z.string().refine(isDay, 'a day of the calendar as YYYY-MM-DD').optional(),
  /** By id of the requirement. */
  expect: z
    .record(z.string(), z.union([state, z.strictObject({ state, missing: z.array(z.string()).optional() })]))
    .default({}),
  /** By id of the ladder: the level, or the lowest and highest it can be. */
  levels: z.record(z.string(), z.union([level, z.tuple([level, level])])).optional(),
});
export type PackTest = z.infer<typeof packTestSchema>;
export type PackState = z.infer<typeof state>;
