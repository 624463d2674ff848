/** Shape of catalog/guest-support.yaml. */

import { z } from 'zod';
import { fileHeader, provenance } from './provenance.ts';

export const guestSupportSchema = z.looseObject({
  ...fileHeader,
  guestIdMap: z.array(z.looseObject({ ...provenance })),
});
export type GuestSupport = z.infer<typeof guestSupportSchema>;
