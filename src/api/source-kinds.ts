/** Kinds of sources: what can be imported and connected, and what to take to the platform. */

import { z } from 'zod';
import { problemSchema } from './common.ts';
import { defineRoute } from './route.ts';

const settingFieldSchema = z.object({
  name: z.string(),
  title: z.string(),
  help: z.string(),
  type: z.enum(['text', 'integer', 'boolean', 'choice', 'list']),
  required: z.boolean().optional(),
  choices: z.array(z.string()).optional(),
  example: z.string().optional(),
  multiline: z.boolean().optional(),
  /** When it changes, the source's secrets must be given again. */
  decidesTrust: z.boolean().optional(),
});

const secretFieldSchema = z.object({
  name: z.string(),
  title: z.string(),
  help: z.string(),
  required: z.boolean().optional(),
  multiline: z.boolean().optional(),
});

export const sourceKindSchema = z
  .object({
    kind: z.string(),
    title: z.string(),
    platform: z.string().nullable(),
    precedence: z.number(),
    /** What connections and files of this kind offer; what is not in the list is not offered. */
    facets: z.array(z.string()),
    /** Package it comes from; null: built in. */
    package: z.string().nullable(),
    file: z.object({ accepts: z.string(), extensions: z.array(z.string()) }).nullable(),
    live: z
      .object({
        settings: z.array(settingFieldSchema),
        secrets: z.array(secretFieldSchema),
        guide: z.string().nullable(),
        intervalSeconds: z.number(),
      })
      .nullable(),
    kit: z.array(z.object({ name: z.string(), title: z.string(), fileName: z.string() })),
  })
  .meta({ id: 'SourceKind' });

export type SourceKind = z.infer<typeof sourceKindSchema>;

export const sourceKindRoutes = {
  listSourceKinds: defineRoute({
    method: 'GET',
    path: '/api/v1/source-kinds',
    summary: 'Kinds of sources, with their settings, secrets and facets',
    tag: 'Sources',
    action: 'inventory:read',
    response: z.object({
      items: z.array(sourceKindSchema),
      total: z.number().int(),
      /** Packages that were named and cannot be used. */
      refused: z.array(z.object({ package: z.string(), problem: problemSchema })),
    }),
    status: 200,
  }),
  getKitFile: defineRoute({
    method: 'GET',
    path: '/api/v1/source-kinds/:kind/kit/:name',
    summary: 'A text to take to the platform: a collector script, a role',
    tag: 'Sources',
    action: 'inventory:read',
    params: z.object({ kind: z.string().max(100), name: z.string().max(100) }),
    response: z.string(),
    produces: 'text/plain',
    status: 200,
  }),
} as const;
