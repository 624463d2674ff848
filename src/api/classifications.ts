/** What workloads and applications hold and mean, said by hand. */

import { z } from 'zod';
import { defineRoute } from './route.ts';

const text = z.string().trim().min(1).max(200);
const dataClass = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower-case letters, digits and dashes');

export const classificationChangeSchema = z
  .object({
    generation: z.number().int(),
    /** False: the estate was so already. */
    changed: z.boolean(),
    /** Workloads it is about now. */
    workloads: z.number().int(),
    /** What is probably not meant: data classes that no rule speaks of. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ClassificationChange' });

export const classificationRoutes = {
  classify: defineRoute({
    method: 'POST',
    path: '/api/v1/classifications',
    summary: 'Say by hand what workloads, or all of an application, hold and mean; null takes back what was said',
    tag: 'Workloads',
    action: 'inventory:correct',
    body: z.object({
      /** Ids or unique names; or `application`. */
      workloads: z.array(z.string().max(200)).min(1).max(10_000).optional(),
      /** Id or name: holds for whatever is in it, now and later. */
      application: z.string().max(200).optional(),
      set: z.strictObject({
        /** These and no others; what is inherited from what it reads comes on top. */
        dataClasses: z.array(dataClass).max(50).nullable().optional(),
        criticality: z.enum(['low', 'medium', 'high', 'mission-critical']).nullable().optional(),
        environment: text.nullable().optional(),
        owner: text.nullable().optional(),
      }),
      reason: z.string().trim().min(1).max(500),
    }),
    response: classificationChangeSchema,
    status: 200,
  }),
} as const;
