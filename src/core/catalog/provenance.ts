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

export interface Provenance {
  readonly source: string | readonly string[];
  readonly asOf: string;
  readonly conf: Confidence;
}

export const fileHeader = { schema: z.string(), asOf: z.string(), sources: sourceMapSchema };

/** Day, and nothing else: "2026-11-22". */
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD');

/** Source map that allows only what a source has: strict, so that a misspelt key is found. */
export const strictSources = z.record(
  z.string(),
  z.strictObject({ ref: z.string(), date: z.string(), policy: z.string().optional() }),
);

export const strictHeader = { schema: z.string(), asOf: daySchema, sources: strictSources };

/** Where a record comes from, for people: "rh-4234591, 2026-09-02" and a word of doubt where there is doubt. */
export function cite(record: Provenance): string {
  const sources = typeof record.source === 'string' ? record.source : record.source.join(' + ');
  const doubt: Readonly<Record<Confidence, string>> = {
    verified: '',
    partly: ', partly verified',
    secondary: ', second-hand',
    derived: ', derived',
    own: ', unverified',
  };
  return `${sources}, ${record.asOf}${doubt[record.conf]}`;
}

/** Source keys that records use and the file's source map does not have. */
export function unknownSources(records: readonly Provenance[], sources: SourceMap): readonly string[] {
  const used = records.flatMap(({ source }) => source);
  return [...new Set(used)].filter((key) => !(key in sources)).sort();
}
