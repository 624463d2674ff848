/** Shape of catalog/azure-regions.yaml: clouds, the regions in them, where those are and what they pair with. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

const country = z.string().regex(/^[A-Z]{2}$/);

const cloud = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['public', 'sovereign', 'partner', 'customer-site']),
  operator: z.string(),
  /** Two letters, or "customer" where the customer runs it. Absent: not published. */
  operatorParentCountry: z.union([country, z.literal('customer')]).optional(),
  technologyVendorCountry: country,
  arm: z.string().optional(),
  login: z.string().optional(),
  dnsSuffix: z.string().optional(),
  /** True, or in words when it is not plain. */
  usCloudActExposed: z.union([z.boolean(), z.string()]).optional(),
  authorisations: z.array(z.string()).optional(),
  secNumCloud: z.string().optional(),
  controlPlane: z.string().optional(),
  airGapCapable: z.boolean().optional(),
  note: z.string().optional(),
  ...provenance,
});
export type AzureCloud = z.infer<typeof cloud>;

const region = z.strictObject({
  name: z.string(),
  displayName: z.string(),
  cloud: z.string(),
  geography: z.string(),
  country,
  location: z.string().optional(),
  /** 0: none offered. Absent: unknown. */
  zones: z.number().int().nonnegative().optional(),
  pair: z.string().optional(),
  pairCountry: country.optional(),
  pairLeavesCountry: z.boolean().optional(),
  euDataBoundary: z.boolean(),
  restricted: z.boolean().optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  note: z.string().optional(),
  ...provenance,
});
export type AzureRegion = z.infer<typeof region>;

const gatedRegion = z.strictObject({
  name: z.string(),
  country,
  euDataBoundary: z.boolean(),
  pair: z.string().optional(),
  status: z.string(),
  ...provenance,
});

export const azureRegionsSchema = z.strictObject({
  ...fileHeader,
  eu27: z.array(country),
  efta: z.array(country),
  rules: z.array(z.strictObject({ id: z.string(), expr: z.string(), note: z.string().optional(), ...provenance })),
  clouds: z.array(cloud),
  regions: z.array(region),
  sovereignRegions: z.array(region),
  gatedOrUpcoming: z.array(gatedRegion),
});
