/**
 * A site: any place a workload can run. Attribute names follow catalog/sovereignty.yaml; what is absent is unknown.
 * This schema is what `sites.yaml` must satisfy.
 */

import { z } from 'zod';
import { licencesSchema, MOST_USD, tcoSchema } from '../cost/settings.ts';
import { COMMITMENTS } from '../cost/commitment.ts';
import { migrationSettingsSchema } from '../forecast/settings.ts';
import { isDay } from '../model/day.ts';
import { WORKLOAD_ROLES } from '../model/workload.ts';
import { sizingSettingsSchema } from '../sizing/settings.ts';
import { concentrationSchema } from './concentration/settings.ts';
import { inheritanceSchema } from './inherit/settings.ts';
import { pathsSchema } from './paths/settings.ts';
import { waiverSettingsSchema } from './waivers/settings.ts';
import { country, csfObjective, siteAttributesSchema } from './site-attributes.ts';

export const targetIdSchema = z.enum([
  'stay',
  'openshift-virtualization',
  'azure-vm',
  'kvm',
  'hyperv',
  'azure-local',
  'openshift-container',
  'aks-container',
]);

export const capacitySchema = z.union([
  z.strictObject({ elastic: z.literal(true) }),
  z.strictObject({
    /** Physical cores times vcpuPerCore gives what vCPUs may be placed. */
    cpuCores: z.number().nonnegative(),
    memoryGiB: z.number().nonnegative(),
    diskGiB: z.number().nonnegative(),
    gpus: z.number().int().nonnegative().default(0),
    /** Addresses free for workloads, and what the storage can do. Absent: not limited by it. */
    ipAddresses: z.number().int().nonnegative().optional(),
    iops: z.number().nonnegative().optional(),
    vcpuPerCore: z.number().positive().default(4),
    memoryOvercommit: z.number().positive().default(1),
    /** Share kept free for failover and growth. */
    reservePct: z.number().min(0).max(90).default(20),
  }),
]);

/** Costs of a site that owns its hardware; every figure with its source and date. */
export const siteCostSchema = z.strictObject({
  /** Elastic sites: the price list to use and the region in it. */
  priceList: z.string().optional(),
  priceRegion: z.string().optional(),
  /** Fixed sites: cost per hour of one physical core, one GiB of memory and one GiB of disk; see catalog/host-costs.yaml. */
  hostGeneration: z.string().optional(),
  usdPerCoreMonth: z.number().nonnegative().max(MOST_USD).optional(),
  usdPerMemoryGiBMonth: z.number().nonnegative().max(MOST_USD).optional(),
  usdPerDiskGiBMonth: z.number().nonnegative().max(MOST_USD).optional(),
  usdPerGpuMonth: z.number().nonnegative().max(MOST_USD).optional(),
  /** Virtualisation or platform subscription per physical core. */
  platformUsdPerCoreMonth: z.number().nonnegative().max(MOST_USD).optional(),
  windowsServer: z.enum(['included', 'datacenter', 'standard', 'hybrid-benefit', 'pay-as-you-go']).optional(),
  /** How compute is bought at a site that sells by size. Absent: pay-as-you-go. A size without such a price falls back to it. */
  commitment: z.enum(COMMITMENTS).optional(),
  /** Off the price of compute, whichever commitment it is: negotiated, or reservations the list does not carry. */
  discountPct: z.number().min(0).max(100).optional(),
  /** Data classes whose workloads get a confidential size here, besides those that have one already. */
  confidentialDataClasses: z.array(z.string()).optional(),
  /** Leaves the site in a month, all workloads together, and where to. Absent: not known, and asked for. */
  egressGiBPerMonth: z.number().nonnegative().optional(),
  egressTo: z.enum(['internet', 'other-region']).optional(),
  publicIpAddresses: z.number().int().nonnegative().optional(),
  snapshotGiB: z.number().nonnegative().optional(),
  /** 'hybrid-benefit': subscriptions that are owned already are brought along. Absent: rented with the machine. */
  linuxSubscription: z.enum(['pay-as-you-go', 'hybrid-benefit']).optional(),
  /** Subscription of one commercial Linux guest (RHEL, SLES) here; absent: not priced, and said so. */
  linuxSubscriptionUsdPerVmMonth: z.number().nonnegative().max(MOST_USD).optional(),
  /** Multiplies what running here costs, hardware and platform, not guest licences. Absent means 1. */
  priceFactor: z.number().nonnegative().max(1000).optional(),
  source: z.string().optional(),
  asOf: z.string().refine(isDay, 'a day of the calendar as YYYY-MM-DD').optional(),
});

export const siteSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes'),
  name: z.string().optional(),
  /** Platform that runs here, as sources name it. */
  platform: z.string(),
  /** What a workload coming from elsewhere is judged for. Workloads already here are judged for "stay". */
  target: targetIdSchema,
  /** Which clusters, datacenters, hosts or regions of the estate are this site. Absent: a site nothing runs on yet. */
  matches: z
    .strictObject({
      clusters: z.array(z.string()).optional(),
      datacenters: z.array(z.string()).optional(),
      hosts: z.array(z.string()).optional(),
      regions: z.array(z.string()).optional(),
      sources: z.array(z.string()).optional(),
    })
    .optional(),
  region: z.string().optional(),
  /** Failure domain that sites may share: sites of one zone fail together. Absent: each site is its own. */
  zone: z.string().optional(),
  /** Round trip to other sites; either direction will do, what neither states is unknown. */
  latencyMs: z.record(z.string(), z.number().nonnegative()).default({}),
  /** False: nothing new may be placed here (an exit). */
  acceptsWorkloads: z.boolean().default(true),
  attributes: siteAttributesSchema.default({}),
  capacity: capacitySchema.default({ elastic: true }),
  cost: siteCostSchema.default({}),
  /** Source network name to target network, for generated artefacts. "*" is the fallback. */
  networks: z.record(z.string(), z.string()).default({}),
  /** Source datastore name to storage class or disk type. "*" is the fallback. */
  storage: z.record(z.string(), z.string()).default({}),
  /** Names the generated artefacts need: namespace, resourceGroup, vnet, subnet … */
  settings: z.record(z.string(), z.string()).default({}),
});
export type Site = z.infer<typeof siteSchema>;

/** Gives facts to the workloads a filter matches: data classes, application, criticality, owner … */
export const classificationSchema = z.strictObject({
  match: z.string(),
  set: z.strictObject({
    application: z.string().optional(),
    environment: z.string().optional(),
    criticality: z.enum(['low', 'medium', 'high', 'mission-critical']).optional(),
    dataClasses: z.array(z.string()).optional(),
    owner: z.string().optional(),
    /** [] says that there is none: an inventory without guest agents cannot know. */
    roles: z.array(z.enum(WORKLOAD_ROLES)).optional(),
  }),
});
export type Classification = z.infer<typeof classificationSchema>;

/** What no inventory knows of the workloads a filter matches: `{"contract.dpa": true}` or nested. */
export const declarationSchema = z.strictObject({ match: z.string(), attributes: z.record(z.string(), z.unknown()) });
export type Declaration = z.infer<typeof declarationSchema>;

export const pinSchema = z.strictObject({
  match: z.string(),
  /** Only these sites may hold what matches. */
  sites: z.array(z.string()).min(1).optional(),
  /** These sites may not. */
  notSites: z.array(z.string()).min(1).optional(),
  reason: z.string(),
});

const over = z.enum(['site', 'zone', 'operator', 'country']);
/** Absent: the rule is hard. Given: breaking it costs this much instead. */
const soft = { usdPerMonth: z.number().positive().optional() };
const ruleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes');

/** How workloads must lie to each other. `match` absent: all workloads; `each`: one rule per value of that field. */
export const placementRuleSchema = z.discriminatedUnion('kind', [
  /** All members at one site. */
  z.strictObject({
    kind: z.literal('together'),
    id: ruleId,
    match: z.string().optional(),
    each: z.enum(['application', 'cluster']).optional(),
    reason: z.string(),
  }),
  /** At most so many members in one site, zone, operator or country. */
  z.strictObject({
    kind: z.literal('apart'),
    id: ruleId,
    match: z.string().optional(),
    each: z.enum(['application', 'cluster']).optional(),
    over: over.default('site'),
    atMost: z.number().int().positive().default(1),
    reason: z.string(),
    ...soft,
  }),
  /** Members spread over at least so many: no one of them holds more than its even share, rounded up. */
  z.strictObject({
    kind: z.literal('spread'),
    id: ruleId,
    match: z.string().optional(),
    each: z.enum(['application', 'cluster']).optional(),
    over: over.default('zone'),
    atLeast: z.number().int().min(2),
    reason: z.string(),
    ...soft,
  }),
  /** At most a share of the members' total at one operator, country, zone or site; `of` names it, absent: each of them. */
  z.strictObject({
    kind: z.literal('share'),
    id: ruleId,
    match: z.string().optional(),
    over: over.default('operator'),
    of: z.array(z.string()).min(1).optional(),
    measure: z.enum(['workloads', 'vcpu', 'memoryMiB', 'diskGiB']).default('workloads'),
    atMostPct: z.number().min(0).max(100),
    reason: z.string(),
    ...soft,
  }),
  /** Workloads that depend on each other stay within a latency. Needs `latencyMs` of the sites. */
  z.strictObject({
    kind: z.literal('latency'),
    id: ruleId,
    match: z.string().optional(),
    atMostMs: z.number().positive(),
    reason: z.string(),
    ...soft,
  }),
  /** The first site before the second, and so on: each step down costs. Sites that are not named come last. */
  z.strictObject({
    kind: z.literal('prefer'),
    id: ruleId,
    match: z.string().optional(),
    sites: z.array(z.string()).min(1),
    usdPerMonth: z.number().positive(),
    reason: z.string(),
  }),
]);
export type PlacementRule = z.infer<typeof placementRuleSchema>;

/** A what-if: what differs from the sites as they stand. Everything absent stays. */
export const scenarioSchema = z.strictObject({
  id: ruleId,
  name: z.string(),
  /** Merged into the site of that id, field by field; null removes a field. */
  change: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  add: z.array(siteSchema).default([]),
  /** Sites that no longer exist. */
  remove: z.array(z.string()).default([]),
  /** Regimes in force instead. */
  regimes: z.array(z.string()).optional(),
  addPins: z.array(pinSchema).default([]),
  /** Reasons of pins that no longer hold. */
  removePins: z.array(z.string()).default([]),
  addRules: z.array(placementRuleSchema).default([]),
  removeRules: z.array(z.string()).default([]),
  /** Multiplies what running at a site costs (`cost.priceFactor`): { fra-vsphere: 2.5 }. */
  priceFactors: z.record(z.string(), z.number().nonnegative()).default({}),
  /** Merged into `placement`. */
  placement: z.record(z.string(), z.unknown()).default({}),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/**
 * Facts about the organisation that regimes ask for. Answers that no inventory holds (incident clocks, risk
 * policy …) go here too, under the names of catalog/sovereignty.yaml.
 */
export const organisationSchema = z
  .strictObject({
    country: country.optional(),
    sector: z.string().optional(),
    class: z.string().optional(),
    /** Lowest SEAL level accepted per objective of the EU Cloud Sovereignty Framework: { SOV1: 2 }. */
    minimumSeal: z.partialRecord(csfObjective, z.number().int().min(0).max(4)).optional(),
    /** What counts as a site's level in that framework: its lowest objective (absent), or the weighted score. */
    csfReading: z.enum(['lowest', 'weighted']).optional(),
    /** Criticality values that count as supporting a critical or important function. */
    criticalFunctionCriticalities: z.array(z.enum(['low', 'medium', 'high', 'mission-critical'])).optional(),
  })
  .loose();
export type Organisation = z.infer<typeof organisationSchema>;

/** Names of the tags that carry a classification, when they are not the common ones (DataClass, Criticality, Owner …). */
export const tagKeysSchema = z.strictObject({
  application: z.array(z.string()).optional(),
  environment: z.array(z.string()).optional(),
  criticality: z.array(z.string()).optional(),
  dataClasses: z.array(z.string()).optional(),
  owner: z.array(z.string()).optional(),
});
export type TagKeys = z.infer<typeof tagKeysSchema>;

export const sitesFileSchema = z.strictObject({
  apiVersion: z.literal('isthmus/v1').default('isthmus/v1'),
  /** Facts about the organisation that regimes ask for: country, sector, NIS2 class. */
  organisation: organisationSchema.default({}),
  /** Regime packs that apply; absent means those whose own condition says so. */
  regimes: z.array(z.string()).optional(),
  sites: z.array(siteSchema).min(1),
  classify: z.array(classificationSchema).default([]),
  tagKeys: tagKeysSchema.optional(),
  /** How far data classes go along dependencies. Absent: wherever data are read. */
  inheritance: inheritanceSchema.optional(),
  /** How long findings may be accepted. Absent: a year at most, and checks warn 30 days before. */
  waivers: waiverSettingsSchema.optional(),
  pins: z.array(pinSchema).default([]),
  /** Attributes of workloads that no inventory knows (contracts, transfer tools, key custody), by filter; later ones win. */
  declarations: z.array(declarationSchema).default([]),
  placement: z
    .strictObject({
      /** Months over which one-off migration cost is spread. */
      horizonMonths: z.number().int().positive().default(36),
      usdPerMigrationHour: z.number().nonnegative().max(MOST_USD).default(85),
      /** What a conditional readiness adds to a month's cost, as a share of the workload's run cost. */
      riskPct: z.number().nonnegative().default(5),
      allowUnknownReadiness: z.boolean().default(true),
      /** False: a site whose policy verdict is unknown is not a candidate. Absent means true. */
      allowUnknownPolicy: z.boolean().optional(),
      /** Soft cost of each further site an application is spread over. Absent means 25. */
      applicationSplitUsdPerMonth: z.number().nonnegative().max(MOST_USD).optional(),
      /** False: a link whose latency is unknown counts as too long. Absent means true, with a warning. */
      allowUnknownLatency: z.boolean().optional(),
      rules: z.array(placementRuleSchema).default([]),
      /** Demand by what is configured or by what was measured. Absent means as-is. */
      sizing: sizingSettingsSchema.optional(),
    })
    .prefault({}),
  /** Prices of licences, what is owned, and what inventories do not know of them. */
  licences: licencesSchema.optional(),
  /** How the total cost is counted. */
  tco: tcoSchema.optional(),
  scenarios: z.array(scenarioSchema).default([]),
  waves: z
    .strictObject({
      maxWorkloadsPerWave: z.number().int().positive().default(50),
      maxDiskGiBPerWave: z.number().positive().default(20_000),
      pilotSize: z.number().int().positive().default(5),
      startDate: z.string().optional(),
      daysBetweenWaves: z.number().int().positive().default(7),
      linkMbps: z.number().positive().default(1000),
      blackouts: z.array(z.strictObject({ from: z.string(), to: z.string(), reason: z.string() })).default([]),
    })
    .prefault({}),
  migration: migrationSettingsSchema.optional(),
  /** Where data is on its way, as far as the catalogue does not say. */
  paths: pathsSchema.optional(),
  /** How much may rest on one operator, jurisdiction, country, technology or site. */
  concentration: concentrationSchema.optional(),
});
export type SitesFile = z.infer<typeof sitesFileSchema>;
