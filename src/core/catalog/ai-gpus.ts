/** Shape of catalog/ai-gpus.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const aiGpusSchema = z.looseObject({
  ...fileHeader,
  gpus: z.array(z.looseObject({ ...provenance })),
});
export type AiGpus = z.infer<typeof aiGpusSchema>;
