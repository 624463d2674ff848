/** Shape of catalog/migration-hops.yaml: what a move's data touches on its way, per way of moving. */

import { z } from 'zod';
import { provenance, strictHeader } from './provenance.ts';

export const HOP_ROLES = [
  'source',
  'appliance',
  'staging',
  'conversion',
  'metadata',
  'disks',
  'backup',
  'dr',
  'logs',
  'administration',
  'support',
  'subprocessors',
] as const;
export type HopRole = (typeof HOP_ROLES)[number];

export const hopRoleSchema = z.enum(HOP_ROLES);

/** content: disks; metadata: names, sizes, addresses; logs; access: people who may see content. */
export const hopHoldsSchema = z.enum(['content', 'metadata', 'logs', 'access']);
export const hopStaysSchema = z.enum(['transient', 'persistent']);

const hop = z.strictObject({
  role: hopRoleSchema,
  title: z.string(),
  /** stated: only who runs it knows; unknown until sites.yaml says. */
  at: z.enum(['source', 'destination', 'stated']),
  /** Who operates it, where that is not who operates the place. */
  by: z.enum(['source', 'destination']).optional(),
  /** Attribute of workload or site that lists the countries: "backup.countries". */
  from: z.string().optional(),
  holds: hopHoldsSchema,
  stays: hopStaysSchema,
  encryption: z.strictObject({ atRest: z.boolean().optional(), inTransit: z.boolean().optional() }).optional(),
  note: z.string().optional(),
  ...provenance,
});
export type HopFact = z.infer<typeof hop>;

const geography = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Data is in one of them; which one is not known. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  note: z.string().optional(),
  ...provenance,
});

export const migrationHopsSchema = z.strictObject({
  ...strictHeader,
  everywhere: z.array(hop),
  geographies: z.array(geography),
  /** One per method of migration-throughput.yaml. */
  methods: z.array(z.strictObject({ method: z.string(), hops: z.array(hop) })),
});
export type MigrationHops = z.infer<typeof migrationHopsSchema>;
