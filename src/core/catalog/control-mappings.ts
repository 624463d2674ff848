/** Shape of catalog/control-mappings.yaml: technical checks and the controls they speak to. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

const controls = z.array(z.string());

const check = z.strictObject({
  id: z.string(),
  title: z.string(),
  test: z.string(),
  nist80053r5: controls,
  iso27001_2022: controls,
  c5_2020: controls,
  c5_2026: controls.optional(),
  gdpr: controls,
  dora: controls,
  nis2_art21_2: controls,
  note: z.string().optional(),
  ...provenance,
});

export const controlMappingsSchema = z.strictObject({
  ...fileHeader,
  notation: z.record(z.string(), z.string()),
  checks: z.array(check),
});
