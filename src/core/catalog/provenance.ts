/** Every catalogue record says where it comes from, for which date, and how sure it is. */

import { z } from 'zod';

/** verified, partly, secondary, derived, or own: own is shown to people as unverified. */
export const confidenceSchema = z.enum(['verified', 'partly', 'secondary', 'derived', 'own']);
export type Confidence = z.infer<typeof confidenceSchema>;

export const sourceMapSchema = z.record(z.string(), z.looseObject({ ref: z.string(), date: z.string() }));
export type SourceMap = z.infer<typeof sourceMapSchema>;

export const provenance = {
  source: z.union([z.string(), z.array(z.string())]),
  asOf: z.string(),
  conf: confidenceSchema,
};

export const fileHeader = { schema: z.string(), asOf: z.string(), sources: sourceMapSchema };
