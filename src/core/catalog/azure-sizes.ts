/** Shape of catalog/azure-sizes.yaml: limits of sizes that no price list carries. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

/** Most data disks, most network interfaces, and for burstable sizes the base CPU performance in percent. */
const limits = z.tuple([z.number().int().nonnegative(), z.number().int().positive()], z.number().min(1).max(100));

export const azureSizesSchema = z.strictObject({
  ...fileHeader,
  series: z.array(z.strictObject({ ...provenance, series: z.string(), limits: z.record(z.string(), limits) })),
});
