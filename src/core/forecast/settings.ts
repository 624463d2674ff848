/** `migration` of sites.yaml: what moves go over and how many may run at a time. What is absent follows the catalogue. */

import { z } from 'zod';

export const migrationSettingsSchema = z.strictObject({
  /** Lines between two sites, either way; between others `waves.linkMbps` is one line that all share. */
  links: z.array(z.strictObject({ from: z.string(), to: z.string(), mbps: z.number().positive() })).optional(),
  /** Tool by target instead of the one the catalogue names first: { azure-vm: azure-migrate-agent }. */
  methods: z.record(z.string(), z.string()).optional(),
  /** Moves that one tool runs at a time, and that may read from one source host at a time. */
  concurrency: z.number().int().positive().optional(),
  perHost: z.number().int().positive().optional(),
  /** People who look at machines after their move, and how long each takes for one. */
  checkers: z.number().int().positive().optional(),
  checkMinutes: z.number().nonnegative().optional(),
  /** Share of its used space a machine without a measured write rate rewrites in a day. */
  changePctPerDay: z.number().min(0).max(100).optional(),
});
export type MigrationSettings = z.infer<typeof migrationSettingsSchema>;
