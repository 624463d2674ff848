/** Shape of catalog/migration-concerns.yaml: well-known obstacles, how they weigh on two targets, and what to do. */

import { z } from 'zod';
import { provenance, strictHeader } from './provenance.ts';

const weightSchema = z.enum([
  'blocker',
  'blocker-for-warm',
  'blocker-for-tool',
  'blocker-unless-copy-offload',
  'blocker-if-used',
  'warning',
  'info',
  'none',
]);

export const migrationConcernsSchema = z.strictObject({
  ...strictHeader,
  severities: z.record(weightSchema, z.string()),
  concerns: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      /** Pseudo code over inventory fields, for readers; the rules in src/core/assess/rules are what runs. */
      detect: z.string(),
      kubevirt: weightSchema,
      azure: weightSchema,
      remediation: z.string(),
      forkliftId: z.string().optional(),
      forkliftCategory: z.enum(['critical', 'warning', 'information']).optional(),
      note: z.string().optional(),
      ...provenance,
    }),
  ),
});
