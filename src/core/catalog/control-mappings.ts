/** Shape of catalog/control-mappings.yaml: technical checks, the controls they speak to, and who answers them. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

const controls = z.array(z.string());

/** Columns of a check: one per framework, under the framework's id. */
const frameworkIds = ['nist80053r5', 'iso27001_2022', 'c5_2020', 'c5_2026', 'gdpr', 'dora', 'nis2_art21_2'] as const;

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

const framework = z.strictObject({
  id: z.enum(frameworkIds),
  name: z.string(),
  /** What one of its ids is called: "control", "article". */
  unit: z.string(),
  note: z.string().optional(),
  ...provenance,
});

/** Rules of a feed that answer a check: their ids, in which "*" stands for any text. */
const answer = z.strictObject({
  check: z.string(),
  feeds: z.array(z.string()).min(1),
  rules: z.array(z.string()).min(1),
  note: z.string().optional(),
  ...provenance,
});

export const controlMappingsSchema = z.strictObject({
  ...fileHeader,
  notation: z.record(z.string(), z.string()),
  frameworks: z.array(framework).min(1),
  checks: z.array(check),
  answers: z.array(answer),
});
export type ControlMappings = z.infer<typeof controlMappingsSchema>;
export type ControlFramework = ControlMappings['frameworks'][number];
export type TechnicalCheck = ControlMappings['checks'][number];
