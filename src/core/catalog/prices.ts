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
      z.strictObject({
        ...provenance,
        class: z.string(),
        tier: z.string(),
        sizeGiB: usd,
        usdPerMonth: usd,
        /** Without bursts. MB are 10^6 bytes. */
        iops: usd,
        mbPerSecond: usd,
      }),
    ),
    provisionedDisks: z.array(
      z.strictObject({
        ...provenance,
        class: z.string(),
        usdPerGiBMonth: usd,
        usdPerIopsMonth: usd,
        usdPerMbPerSecondMonth: usd,
        freeIops: z.number().nonnegative(),
        freeMbPerSecond: z.number().nonnegative(),
        iopsPerGiB: usd,
        mostIops: usd,
        /** Throughput that may be set for each operation that is set. */
        mbPerSecondPerIops: usd,
        mostMbPerSecond: usd,
        mostGiB: usd,
      }),
    ),
    /** Committed prices of single sizes and regions. Reservations are paid for the whole term. */
    committed: z.array(
      z.strictObject({
        ...provenance,
        size: z.string(),
        region: z.string(),
        reserved1yUsd: usd.optional(),
        reserved3yUsd: usd.optional(),
        savingsPlan1yUsdPerHour: usd.optional(),
        savingsPlan3yUsdPerHour: usd.optional(),
      }),
    ),
    network: z.strictObject({
      egressZones: z.array(
        z.strictObject({
          ...provenance,
          zone: z.string(),
          regions: z.array(z.string()).min(1),
          /** [from GiB a month, USD per GiB], ascending. */
          tiers: z.array(z.tuple([z.number().nonnegative(), z.number().nonnegative()])).min(1),
          otherRegionUsdPerGiB: z.number().nonnegative(),
        }),
      ),
      publicIp: z.strictObject({ ...provenance, usdPerHour: usd }),
      snapshot: z.strictObject({ ...provenance, usdPerGiBMonth: usd }),
    }),
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
