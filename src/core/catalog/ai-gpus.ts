/** Shape of catalog/ai-gpus.yaml: GPU types, and the Azure sizes that carry them. */

import { z } from 'zod';
import { provenance, strictHeader } from './provenance.ts';

const gpu = z.strictObject({
  id: z.string(),
  name: z.string(),
  vendor: z.enum(['nvidia', 'amd', 'intel']),
  arch: z.string(),
  computeCap: z.string().optional(),
  memGiB: z.number().positive(),
  memBwGBs: z.number().positive(),
  /** Rates are dense, without sparsity. */
  fp16Tflops: z.number().positive().optional(),
  bf16Tflops: z.number().positive().optional(),
  fp8Tflops: z.number().positive().optional(),
  fp4Tflops: z.number().positive().optional(),
  int8Tops: z.number().positive().optional(),
  link: z.string(),
  linkGBsBidir: z.number().positive().optional(),
  pcieGBsOneWay: z.number().positive(),
  tdpW: z.number().positive(),
  /** Instances per GPU, by MIG profile. */
  migProfiles: z.record(z.string(), z.number().int().positive()).optional(),
  note: z.string().optional(),
  ...provenance,
});

const azureSize = z.strictObject({
  size: z.string(),
  vcpu: z.number().int().positive(),
  memGiB: z.number().positive().optional(),
  gpu: z.string(),
  /** A fraction where the size holds a slice of a GPU. */
  gpuCount: z.number().positive(),
  gpuMemTotalGB: z.number().positive().optional(),
  maxNics: z.number().int().positive().optional(),
  maxDataDisks: z.number().int().positive().optional(),
  /** "1,2" or "2": Hyper-V generations the size boots. */
  generation: z.enum(['1,2', '2']),
  liveMigration: z.boolean(),
  note: z.string().optional(),
  ...provenance,
});

export const aiGpusSchema = z.strictObject({
  ...strictHeader,
  rules: z.array(z.strictObject({ id: z.string(), text: z.string(), ...provenance })),
  gpus: z.array(gpu),
  azureSizes: z.array(azureSize),
  notOnAzure: z.array(z.strictObject({ gpu: z.string(), azure: z.string(), ...provenance })),
});
