/** The sites file. */

import { z } from 'zod';
import { idParams } from './common.ts';
import { defineRoute } from './route.ts';

export const sitesDocumentSchema = z
  .object({
    /** The text of sites.yaml as it was given, comments kept. */
    text: z.string(),
    digest: z.string(),
    updatedAt: z.string(),
    sites: z.array(z.looseObject({ id: z.string(), platform: z.string(), target: z.string() })),
    warnings: z.array(z.string()),
    /** Foreign laws that reach each site through who runs it, and what would have to be known to complete the list. */
    exposure: z
      .array(z.object({ siteId: z.string(), laws: z.array(z.string()), missing: z.array(z.string()) }))
      .optional(),
  })
  .meta({ id: 'SitesDocument' });

export type SitesDocument = z.infer<typeof sitesDocumentSchema>;

export const siteRoutes = {
  getSites: defineRoute({
    method: 'GET',
    path: '/api/v1/sites',
    summary: 'The sites file in force',
    tag: 'Sites',
    action: 'policy:read',
    response: sitesDocumentSchema,
    status: 200,
  }),
  putSites: defineRoute({
    method: 'PUT',
    path: '/api/v1/sites',
    summary: 'Replace the sites file',
    tag: 'Sites',
    action: 'policy:write',
    body: z.object({ text: z.string().max(4_000_000) }),
    response: sitesDocumentSchema,
    status: 200,
  }),
  changeSite: defineRoute({
    method: 'POST',
    path: '/api/v1/sites/:id',
    summary: 'Say what is known of one site, or add it; the rest of the file stays as it was written',
    tag: 'Sites',
    action: 'policy:write',
    params: idParams,
    body: z.object({
      /** Values by path below the site ("attributes.country"); null takes one away: it is unknown again. */
      changes: z.record(
        z.string().regex(/^(name|region|acceptsWorkloads|attributes\.[A-Za-z][\w]*(\.[A-Za-z][\w]*){0,3})$/),
        z.union([z.string().max(1000), z.number(), z.boolean(), z.array(z.string().max(200)).max(500), z.null()]),
      ),
      /** Makes the site when it is not there. */
      made: z.object({ platform: z.string().min(1).max(60), target: z.string().min(1).max(60) }).optional(),
      /** Of the file that was looked at: refused when it is another by now. */
      digest: z.string().max(100).optional(),
    }),
    response: sitesDocumentSchema,
    status: 200,
  }),
  sitesTemplate: defineRoute({
    method: 'GET',
    path: '/api/v1/sites/template',
    summary: 'A commented sites.yaml with the clusters found',
    tag: 'Sites',
    action: 'policy:read',
    response: z.object({ text: z.string() }),
    status: 200,
  }),
} as const;
