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

/** Where a condition is answered: rules that find it, and what else answers it, or would, where no rule can. */
const answered = {
  rules: z.array(z.string()),
  elsewhere: z.string().optional(),
};

const condition = z
  .strictObject({ id: z.string(), title: z.string(), ...answered, ...provenance })
  .refine(({ rules, elsewhere }) => rules.length > 0 || elsewhere !== undefined, 'no rule and no reason');

export const migrationConcernsSchema = z.strictObject({
  ...strictHeader,
  severities: z.record(weightSchema, z.string()),
  /** Readiness reasons of Azure Migrate. */
  azureReadiness: z.array(condition),
  /** Conditions no other tool ships. */
  beyond: z.array(condition),
  concerns: z.array(
    z
      .strictObject({
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
        ...answered,
        ...provenance,
      })
      .refine(({ rules, elsewhere }) => rules.length > 0 || elsewhere !== undefined, 'no rule and no reason'),
  ),
});
