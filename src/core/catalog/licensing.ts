/** Shape of catalog/licensing.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const licensingSchema = z.looseObject({
  ...fileHeader,
  rules: z.array(z.looseObject({ ...provenance })),
});
export type Licensing = z.infer<typeof licensingSchema>;
