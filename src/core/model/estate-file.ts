/**
 * The estate as a file that another installation reads: what the sources said, one JSON object a line. The first line
 * says what it is and names the sources.
 */

import { z } from 'zod';

export const ESTATE_FILE_VERSION = 1;

export const estateFileHeaderSchema = z.strictObject({
  isthmus: z.literal('estate'),
  version: z.literal(ESTATE_FILE_VERSION),
  /** True when names, addresses and sites were replaced. */
  pseudonymised: z.boolean(),
  /** Which key replaced them: the start of its digest, which tells nothing of the key. */
  keyId: z.string().optional(),
  generation: z.number().int(),
  exportedAt: z.iso.datetime(),
  sources: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        name: z.string().min(1).max(200),
        providerKind: z.string().regex(/^[a-z][a-z0-9-]*$/),
        precedence: z.number(),
        observedAt: z.iso.datetime({ offset: true }),
      }),
    )
    .max(10_000),
});

export type EstateFileHeader = z.infer<typeof estateFileHeaderSchema>;
