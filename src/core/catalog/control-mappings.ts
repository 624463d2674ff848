/** Shape of catalog/control-mappings.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const controlMappingsSchema = z.looseObject({
  ...fileHeader,
  checks: z.array(z.looseObject({ ...provenance })),
});
export type ControlMappings = z.infer<typeof controlMappingsSchema>;
