/** Shape of catalog/azure-regions.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const azureRegionsSchema = z.looseObject({
  ...fileHeader,
  regions: z.array(z.looseObject({ ...provenance })),
});
export type AzureRegions = z.infer<typeof azureRegionsSchema>;
