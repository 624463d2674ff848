/** The section `waivers` of sites.yaml: how long findings may be accepted, and when their end is announced. */

import { z } from 'zod';

export const waiverSettingsSchema = z.strictObject({
  /** Days from the request to the last day of a waiver, at most. */
  atMostDays: z.number().int().min(1).max(1826).default(365),
  /** Checks warn of waivers that end within so many days. */
  warnDays: z.number().int().min(0).max(366).default(30),
});
export type WaiverSettings = z.infer<typeof waiverSettingsSchema>;

export const waiverSettings = (section: WaiverSettings | undefined): WaiverSettings =>
  section ?? waiverSettingsSchema.parse({});
