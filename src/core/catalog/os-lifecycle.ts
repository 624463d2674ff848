/** Shape of catalog/os-lifecycle.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const osLifecycleSchema = z.looseObject({
  ...fileHeader,
  os: z.array(z.looseObject({ ...provenance })),
});
export type OsLifecycle = z.infer<typeof osLifecycleSchema>;
