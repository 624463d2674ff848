/** Shape of catalog/guest-support.yaml: which guests are supported where, and what vSphere's guest ids mean. */

import { z } from 'zod';
import { daySchema, provenance, strictHeader } from './provenance.ts';
import { targetIdSchema } from './target-id.ts';

const guestVerdictSchema = z.enum([
  'certified',
  'vendor-supported',
  'deprecated',
  'runs-uncertified',
  'not-listed',
  'marketplace',
  'custom-image',
  'migratable',
  'conditional',
  'unsupported',
  'listed',
  'converted',
  'not-converted',
  'gen2',
  'gen1-only',
  'gen2-only',
  'supported',
  'easy',
  'hard',
]);

const architectureSchema = z.enum(['x86', 'x86_64', 'arm64', 'other']);

/** One row of a support table. `os` is an id or the start of one; `from` and `to` bound the release below it. */
const guestRecord = z.strictObject({
  os: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  architecture: architectureSchema.optional(),
  verdict: guestVerdictSchema,
  /** On Hyper-V: CPUs the guest takes, as a machine of either generation. */
  maxVcpuGen1: z.number().int().optional(),
  maxVcpuGen2: z.number().int().optional(),
  /** On Hyper-V: whether the guest has the integration services, or gets them by updates or an upgrade. */
  integrationServices: z.enum(['built-in', 'install-updates', 'upgrade']).optional(),
  note: z.string().optional(),
  ...provenance,
});
export type GuestRecord = z.infer<typeof guestRecord>;

const preference = z.strictObject({
  os: z.string(),
  preference: z.string(),
  minVcpu: z.number().int().positive(),
  /** Kubernetes quantity: "512Mi", "1.5Gi". */
  minMemory: z.string().regex(/^\d+(\.\d+)?(Mi|Gi)$/),
  efi: z.union([z.boolean(), z.enum(['with-secureboot', 'persisted'])]),
  tpm: z.boolean(),
  secureBoot: z.boolean(),
  ...provenance,
});

const containerPair = z.strictObject({
  host: z.string(),
  image: z.string(),
  hypervIsolation: z.boolean(),
  processIsolation: z.boolean(),
  note: z.string().optional(),
  ...provenance,
});

const containerRule = z.strictObject({
  id: z.string(),
  expr: z.string().optional(),
  map: z.record(z.string(), z.number().int()).optional(),
  ...provenance,
});

const aksPool = z.strictObject({
  osSku: z.string(),
  status: z.enum(['supported', 'retired']),
  retired: daySchema.optional(),
  retires: daySchema.optional(),
  imagesRemoved: daySchema.optional(),
  newPools: z.string().optional(),
  kubernetes: z.string().optional(),
  /** Kubernetes releases that take such pools: from minKubernetes on, and before belowKubernetes. */
  minKubernetes: z.string().optional(),
  belowKubernetes: z.string().optional(),
  /** True: nodes are built with FIPS switched on, and cannot be without. */
  fips: z.boolean().optional(),
  note: z.string().optional(),
  ...provenance,
});

const wmcoPlatform = z.strictObject({
  platform: z.string(),
  os: z.array(z.string()),
  minOpenShift: z.string(),
  minWmco: z.string(),
  ws2022MinBuild: z.string(),
  network: z.string(),
  ...provenance,
});

export type AksPool = z.infer<typeof aksPool>;
export type WmcoPlatform = z.infer<typeof wmcoPlatform>;

const platformLimit = z.strictObject({
  id: z.string(),
  target: targetIdSchema,
  /** What is limited; the unit is in the name. */
  limit: z.string(),
  /** maximum and minimum are hard; tested is what the vendor tried; tool is the migration tool's own limit. */
  kind: z.enum(['maximum', 'minimum', 'tested', 'tool', 'default']),
  value: z.number().positive(),
  note: z.string().optional(),
  ...provenance,
});
export type PlatformLimit = z.infer<typeof platformLimit>;

const guestId = z.strictObject({
  guestId: z.string(),
  vmwareName: z.string(),
  /** Several when the id covers several releases. */
  os: z.union([z.string(), z.array(z.string()).min(2)]),
  arch: architectureSchema,
  match: z.enum(['exact', 'ambiguous', 'family-only', 'unmapped']),
  /** True for ids that read "or later" in the client. */
  orLater: z.boolean().optional(),
  kubevirtPreference: z.string().optional(),
  forkliftOs: z.string().optional(),
  note: z.string().optional(),
  ...provenance,
});
export type GuestIdRecord = z.infer<typeof guestId>;

/** Tables of guests that say whether a guest is supported, by the name they have in this file. */
const SUPPORT_TABLES = [
  'openshiftVirtualization',
  'forkliftGuests',
  'forkliftOpenStackGuests',
  'forkliftOvirtGuests',
  'plannerComplexity',
  'azureVm',
  'hyperVGuests',
  'virtV2vGuests',
  'suseKvmGuests',
  'redHatKvmGuests',
] as const;

/** Who says whether guests are supported on which targets. */
const osTable = z.strictObject({
  id: z.string(),
  title: z.string(),
  targets: z.array(targetIdSchema),
  table: z.enum(SUPPORT_TABLES),
  /** Only rows that rest on this source. */
  only: z.string().optional(),
  /** Only guests of this family are its subject. */
  family: z.enum(['windows', 'linux']).optional(),
  /** What it means that no row names a guest. */
  absent: z.enum(['no', 'yes', 'silent']),
  note: z.string().optional(),
  ...provenance,
});
export type OsTable = z.infer<typeof osTable>;

const statedRule = z.strictObject({ rule: z.string(), ...provenance });

export const guestSupportSchema = z.strictObject({
  ...strictHeader,
  verdicts: z.record(guestVerdictSchema, z.string()),
  openshiftVirtualization: z.array(guestRecord),
  forkliftGuests: z.array(guestRecord),
  forkliftOpenStackGuests: z.array(guestRecord),
  forkliftOvirtGuests: z.array(guestRecord),
  plannerComplexity: z.array(guestRecord),
  virtV2vGuests: z.array(guestRecord),
  suseKvmGuests: z.array(guestRecord),
  redHatKvmGuests: z.array(guestRecord),
  azureGeneration2: z.array(guestRecord),
  kubevirtPreferences: z.array(preference),
  azureVm: z.array(guestRecord),
  hyperVGuests: z.array(guestRecord),
  hyperVGeneration2: z.array(guestRecord),
  windowsContainerMatrix: z.array(containerPair),
  windowsContainerRules: z.array(containerRule),
  aksWindowsPools: z.array(aksPool),
  wmcoPlatforms: z.array(wmcoPlatform),
  wmcoRules: z.array(statedRule),
  osTables: z.array(osTable),
  platformLimits: z.array(platformLimit),
  guestIdRules: z.array(statedRule),
  guestIdMap: z.array(guestId),
});
