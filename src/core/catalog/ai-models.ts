/** Shape of catalog/ai-models.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const aiModelsSchema = z.looseObject({
  ...fileHeader,
  models: z.array(z.looseObject({ ...provenance })),
});
export type AiModels = z.infer<typeof aiModelsSchema>;
