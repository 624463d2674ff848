/** Containers: which machines are candidates, whether clusters may have Windows nodes, and the files to build one anew. */

import { z } from 'zod';
import { readinessSchema } from './common.ts';
import { defineRoute } from './route.ts';

export const CANDIDATE_ANSWERS = ['yes', 'no', 'unknown'] as const;
const containerTarget = z.enum(['openshift-container', 'aks-container']);
const outcome = z.enum(['pass', 'fail', 'unknown']);

const candidatePartSchema = z.object({
  kind: z.string(),
  name: z.string(),
  /** Containers it can become. */
  systems: z.array(z.enum(['windows', 'linux'])),
  reason: z.string(),
  stateful: z.boolean(),
});

const missingSchema = z.array(z.object({ fact: z.string(), from: z.array(z.string()) }));

export const candidateSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    platform: z.string().nullable(),
    os: z.string().nullable(),
    /** yes: something that could run in a container was found; no: all was looked at, nothing was found. */
    candidate: z.enum(CANDIDATE_ANSWERS),
    parts: z.array(candidatePartSchema),
    /** Facts that would settle an unknown, or could add parts, with where they can come from. */
    missing: missingSchema,
    /** Labels of the rules that stand against it, per target. */
    targets: z.array(
      z.object({
        id: containerTarget,
        readiness: readinessSchema,
        blockers: z.array(z.string()),
        warnings: z.array(z.string()),
        hours: z.number(),
      }),
    ),
  })
  .meta({ id: 'ContainerCandidate' });

export const candidateListSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    /** Virtual machines by answer, whatever is listed. */
    counts: z.record(z.enum(CANDIDATE_ANSWERS), z.number().int()),
    /** What would settle the unknown ones, most machines first. */
    unknowns: z.array(z.object({ fact: z.string(), from: z.array(z.string()), workloads: z.number().int() })),
    items: z.array(candidateSchema),
    total: z.number().int(),
    continue: z.string().optional(),
  })
  .meta({ id: 'ContainerCandidates' });
export type CandidateListDocument = z.infer<typeof candidateListSchema>;

const checkSchema = z.object({
  id: z.string(),
  outcome,
  text: z.string(),
  asks: z.array(z.string()),
  source: z.string(),
});

export const containerCheckSchema = z
  .object({
    generation: z.number().int(),
    asOf: z.string(),
    clusters: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['openshift', 'aks', 'kubernetes']),
        version: z.string().nullable(),
        site: z.string().nullable(),
        windowsNodes: z.number().int(),
        checks: z.array(checkSchema),
      }),
    ),
    /** Node releases against image bases: what starts, by which isolation. */
    matrix: z.array(
      z.object({
        node: z.string(),
        image: z.string(),
        process: z.boolean(),
        hyperv: z.boolean(),
        source: z.string(),
      }),
    ),
    pools: z.array(checkSchema.extend({ osSku: z.string(), bases: z.array(z.string()) })),
  })
  .meta({ id: 'ContainerCheck' });
export type ContainerCheckDocument = z.infer<typeof containerCheckSchema>;

export const containerFilesSchema = z
  .object({
    workloadId: z.string(),
    workload: z.string(),
    target: containerTarget,
    items: z.array(z.object({ path: z.string(), content: z.string(), describes: z.string() })),
    gaps: z.array(z.object({ effect: z.enum(['blocks', 'fill', 'note']), what: z.string(), remedy: z.string() })),
  })
  .meta({ id: 'ContainerFiles' });
export type ContainerFilesDocument = z.infer<typeof containerFilesSchema>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const windowsContainerRoutes = {
  containerCandidates: defineRoute({
    method: 'GET',
    path: '/api/v1/containers/candidates',
    summary: 'Virtual machines that could be built anew as containers, with the reason',
    tag: 'Assess',
    action: 'assessment:read',
    query: z.object({
      /** Only these; absent: candidates first, then unknown, then the rest. */
      candidate: z.enum(CANDIDATE_ANSWERS).optional(),
      filter: z.string().max(10_000).optional(),
      asOf: day.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(50),
      continue: z.string().max(2000).optional(),
    }),
    response: candidateListSchema,
    status: 200,
  }),
  containerCheck: defineRoute({
    method: 'GET',
    path: '/api/v1/containers/check',
    summary: 'Whether clusters may have Windows nodes, and whether images find nodes of their build',
    tag: 'Assess',
    action: 'assessment:read',
    query: z.object({ cluster: z.string().max(300).optional(), asOf: day.optional() }),
    response: containerCheckSchema,
    status: 200,
  }),
  containerFiles: defineRoute({
    method: 'POST',
    path: '/api/v1/containers/files',
    summary: 'Files to build one workload anew as containers',
    tag: 'Plan',
    action: 'plan:read',
    body: z.object({
      /** Id or name. */
      workload: z.string().min(1).max(300),
      target: containerTarget,
      /** Site of sites.yaml whose settings are used; absent: the only site of that target, if there is one. */
      site: z.string().max(200).optional(),
      /** What parts that run on both are built as; absent: linux. */
      system: z.enum(['windows', 'linux']).optional(),
      asOf: day.optional(),
    }),
    response: containerFilesSchema,
    status: 200,
  }),
} as const;
