/** Shape of catalog/sovereignty.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const sovereigntySchema = z.looseObject({
  ...fileHeader,
  regimes: z.array(z.looseObject({ ...provenance })),
});
export type Sovereignty = z.infer<typeof sovereigntySchema>;
