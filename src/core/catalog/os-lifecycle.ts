/** Shape of catalog/os-lifecycle.yaml: until when releases of systems and platforms get fixes. */

import { z } from 'zod';
import { targetIdSchema } from './target-id.ts';
import { daySchema, provenance, strictHeader } from './provenance.ts';

const release = {
  id: z.string(),
  name: z.string(),
  family: z.string(),
  ga: daySchema.optional(),
  mainstreamEnd: daySchema.optional(),
  /** Last day of fixes that are free or included. Absent: the source gives no date. */
  supportEnd: daySchema.optional(),
  /** Last day of fixes under `extendedProgram`, which is bought unless a target includes it. */
  extendedEnd: daySchema.optional(),
  extendedEndOnAzure: daySchema.optional(),
  extendedProgram: z.string().optional(),
  edition: z.string().optional(),
  build: z.string().optional(),
  note: z.string().optional(),
  ...provenance,
};

export const osLifecycleSchema = z.strictObject({
  ...strictHeader,
  fields: z.record(z.string(), z.string()),
  rules: z.array(z.strictObject({ id: z.string(), expr: z.string(), note: z.string().optional(), ...provenance })),
  os: z.array(z.strictObject(release)),
  entitlements: z.array(
    z.strictObject({
      program: z.string(),
      targets: z.array(targetIdSchema),
      note: z.string().optional(),
      ...provenance,
    }),
  ),
  platforms: z.array(z.strictObject(release)),
});
export type OsLifecycle = z.infer<typeof osLifecycleSchema>;
export type OsRelease = OsLifecycle['os'][number];
