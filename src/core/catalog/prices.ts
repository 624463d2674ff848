/** Shape of catalog/azure-prices.yaml: the small built-in example list. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

const usd = z.number().positive();

export const azurePricesSchema = z
  .strictObject({
    ...fileHeader,
    list: z.strictObject({ ...provenance, id: z.string(), name: z.string(), currency: z.literal('USD') }),
    regions: z.array(z.string()).min(1),
    sizes: z.array(
      z.strictObject({
        size: z.string(),
        vcpu: z.number().positive(),
        memoryGiB: z.number().positive(),
        gpu: z.string().optional(),
        gpuCount: z.number().positive().optional(),
        gen2Only: z.boolean().optional(),
        /** One figure per region, in the order of `regions`; null: not offered there. */
        usdPerHour: z.array(usd.nullable()),
      }),
    ),
    windowsServer: z.strictObject({ ...provenance, usdPerVcpuHour: usd }),
    disks: z.array(
      z.strictObject({ ...provenance, class: z.string(), tier: z.string(), sizeGiB: usd, usdPerMonth: usd }),
    ),
  })
  .check((context) => {
    for (const [index, row] of context.value.sizes.entries()) {
      if (row.usdPerHour.length === context.value.regions.length) continue;
      context.issues.push({
        code: 'custom',
        path: ['sizes', index, 'usdPerHour'],
        message: `${row.size} has ${row.usdPerHour.length} prices for ${context.value.regions.length} regions`,
        input: row,
      });
    }
  });
