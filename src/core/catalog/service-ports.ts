/** Shape of catalog/service-ports.yaml: what ports and processes stand for, and when traffic is background noise. */

import { z } from 'zod';
import { provenance, strictHeader } from './provenance.ts';

/** What a service is for. `windows` serves files and remote calls: directory traffic when a domain controller is called. */
export const servicePurposeSchema = z.enum([
  'application',
  'database',
  'dns',
  'directory',
  'time',
  'monitoring',
  'backup',
  'management',
  'agent',
  'windows',
  'broadcast',
]);
export type ServicePurpose = z.infer<typeof servicePurposeSchema>;

export const NOISE_THRESHOLDS = [
  'scanner-destinations',
  'scanner-ports',
  'scanner-connections',
  'scanner-ports-of-one',
  'management-targets',
  'monitoring-targets',
  'backup-targets',
  'directory-callers',
] as const;
export type NoiseThreshold = (typeof NOISE_THRESHOLDS)[number];

export const servicePortsSchema = z.strictObject({
  ...strictHeader,
  ports: z.array(
    z.strictObject({
      port: z.number().int().min(1).max(65_535),
      protocols: z.array(z.enum(['tcp', 'udp'])).min(1),
      /** Short name that edges carry: IANA's where that is what people say. */
      name: z.string(),
      /** IANA's name where the port is known by another. */
      iana: z.string().optional(),
      title: z.string(),
      purpose: servicePurposeSchema,
      ...provenance,
    }),
  ),
  processes: z.array(
    z.strictObject({
      /** Lower case, without path and ".exe". */
      process: z.string(),
      name: z.string(),
      purpose: servicePurposeSchema,
      ...provenance,
    }),
  ),
  thresholds: z
    .array(
      z.strictObject({ id: z.enum(NOISE_THRESHOLDS), value: z.number().positive(), text: z.string(), ...provenance }),
    )
    .length(NOISE_THRESHOLDS.length),
});
export type ServicePorts = z.infer<typeof servicePortsSchema>;
