/** Shape of catalog/ai-models.yaml: what an open model needs to be served. */

import { z } from 'zod';
import { provenance, strictHeader } from './provenance.ts';

const model = z.strictObject({
  id: z.string(),
  family: z.string(),
  paramsB: z.number().positive(),
  activeB: z.number().positive(),
  layers: z.number().int().positive(),
  hidden: z.number().int().positive(),
  attnHeads: z.number().int().positive(),
  kvHeads: z.number().int().positive(),
  headDim: z.number().int().positive(),
  attention: z.string(),
  fullAttnLayers: z.number().int().nonnegative(),
  windowLayers: z.number().int().positive().optional(),
  windowTokens: z.number().int().positive().optional(),
  mlaLatentDim: z.number().int().positive().optional(),
  kvElemsPerToken: z.number().int().positive(),
  kvBytesPerTokenBf16: z.number().int().positive(),
  kvWindowBytesMaxPerSeqBf16: z.number().int().positive().optional(),
  contextMax: z.number().int().positive(),
  nativeDtype: z.string(),
  weightGiBNative: z.number().positive(),
  modality: z.string(),
  license: z.string(),
  paramsFromShapesB: z.number().positive().optional(),
  activeFromShapesB: z.number().positive().optional(),
  note: z.string().optional(),
  ...provenance,
});

export const aiModelsSchema = z.strictObject({
  ...strictHeader,
  fields: z.record(z.string(), z.string()),
  formulas: z.array(
    z.strictObject({
      id: z.string(),
      expr: z.string(),
      params: z.record(z.string(), z.number()).optional(),
      bytesPerParam: z.record(z.string(), z.number().positive()).optional(),
      note: z.string().optional(),
      ...provenance,
    }),
  ),
  models: z.array(model),
});
