/** Shape of catalog/migration-concerns.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const migrationConcernsSchema = z.looseObject({
  ...fileHeader,
  concerns: z.array(z.looseObject({ ...provenance })),
});
export type MigrationConcerns = z.infer<typeof migrationConcernsSchema>;
