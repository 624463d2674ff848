/** Shape of catalog/host-costs.yaml: what owning hardware costs, per host generation. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

const amount = z.number().nonnegative();

export const hostCostsSchema = z.strictObject({
  ...fileHeader,
  settings: z.strictObject({
    ...provenance,
    pue: z.number().min(1),
    usdPerKwh: amount,
    usdPerRackUnitMonth: amount,
    usdPerStaffHour: amount,
    /** Share of a host's cost carried by its memory; the rest is carried by its cores. */
    memoryShareOfHost: z.number().min(0).max(1),
    /** Mean draw as a share of powerWatts. */
    averageLoad: z.number().min(0).max(1),
    windowsLicenceYears: z.number().positive(),
  }),
  generations: z.array(
    z.strictObject({
      ...provenance,
      id: z.string(),
      name: z.string(),
      boughtYear: z.number().int().optional(),
      /** Parts of a processor's name by which a host is taken for one of this generation. */
      cpuModels: z.array(z.string()).optional(),
      /** Physical cores of each occupied socket. */
      sockets: z.array(z.number().int().positive()).min(1),
      memoryGiB: z.number().positive(),
      capexUsd: amount,
      lifeYears: z.number().positive(),
      powerWatts: amount,
      rackUnits: amount,
      staffHoursPerMonth: amount,
      supportUsdPerYear: amount,
      note: z.string().optional(),
    }),
  ),
  defaultGeneration: z.string(),
  storage: z.strictObject({ ...provenance, usdPerGiBMonth: amount, note: z.string().optional() }),
  gpu: z.strictObject({ ...provenance, capexUsd: amount, lifeYears: z.number().positive(), powerWatts: amount }),
  platforms: z.array(
    z.strictObject({ ...provenance, platform: z.string(), usdPerCoreMonth: amount, note: z.string().optional() }),
  ),
});
export type HostCosts = z.infer<typeof hostCostsSchema>;
export type HostGeneration = HostCosts['generations'][number];
