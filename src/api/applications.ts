/** Applications, what they rest on, and who calls whom (D10). */

import { z } from 'zod';
import { idParams, listOf, pageQuery } from './common.ts';
import { generationQuery } from './inventory.ts';
import { defineRoute } from './route.ts';

const reason = z.string().trim().min(1).max(1000);
const workloads = z.array(z.string().max(200)).min(1).max(10_000);
const noiseSchema = z.enum(['scanner', 'monitoring', 'dns', 'directory', 'time', 'backup', 'management', 'broadcast']);
const originSchema = z.enum(['tag', 'hand', 'flow', 'name']);
const namedSchema = z.object({ id: z.string(), name: z.string() });

/** What a word of a person made of the estate. */
const changeSchema = z
  .object({
    /** Of the application or dependency. */
    id: z.string(),
    name: z.string(),
    generation: z.number().int(),
    /** False: the estate was so already. */
    changed: z.boolean(),
    /** Workloads that were in another application and are not any more. Absent: none. */
    moved: z.array(namedSchema.extend({ from: namedSchema })).optional(),
  })
  .meta({ id: 'ApplicationChange' });
export type ApplicationChangeDocument = z.infer<typeof changeSchema>;

export const dependencySchema = z
  .looseObject({
    id: z.string(),
    from: namedSchema,
    to: namedSchema,
    port: z.number().optional(),
    protocol: z.enum(['tcp', 'udp']).optional(),
    service: z.string().optional(),
    connections: z.number().optional(),
    lastSeenAt: z.string().optional(),
    /** Set: background traffic, which joins nothing. */
    noise: noiseSchema.optional(),
    confidencePct: z.number(),
    evidence: z.string(),
    sourceId: z.string(),
  })
  .meta({ id: 'Dependency' });
export type DependencyDocument = z.infer<typeof dependencySchema>;

const externalEndSchema = z.looseObject({
  workload: namedSchema,
  direction: z.enum(['out', 'in']),
  peer: z.string(),
  why: z.enum(['unlisted', 'ambiguous']),
  zone: z.enum(['public', 'private', 'special', 'name']),
  port: z.number().optional(),
  service: z.string().optional(),
  connections: z.number().optional(),
});

export const applicationItemSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    origin: originSchema,
    evidence: z.string(),
    workloads: z.number().int(),
    /** Whether people changed it. */
    fixed: z.boolean(),
  })
  .meta({ id: 'Application' });

export const applicationSchema = z
  .object({
    generation: z.number().int(),
    id: z.string(),
    name: z.string(),
    origin: originSchema,
    evidence: z.string(),
    members: z.array(namedSchema),
    inside: z.array(dependencySchema),
    outgoing: z.array(dependencySchema),
    incoming: z.array(dependencySchema),
    noise: z.array(dependencySchema),
    /** Dependencies beyond these lists. */
    more: z.number().int(),
    external: z.object({
      outgoing: z.number().int(),
      incoming: z.number().int(),
      ends: z.array(externalEndSchema),
    }),
    byHand: z
      .object({
        actor: z.string(),
        at: z.string(),
        reason: z.string(),
        whole: z.boolean(),
        added: z.array(z.string()),
        removed: z.array(z.string()),
      })
      .optional(),
  })
  .meta({ id: 'ApplicationDetails' });
export type ApplicationDocument = z.infer<typeof applicationSchema>;

export const proposalSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    /** 0 to 100. */
    score: z.number(),
    evidence: z.array(z.string()),
    extends: namedSchema.optional(),
    workloads: z.array(namedSchema.extend({ added: z.boolean() })),
    uses: z.array(namedSchema),
  })
  .meta({ id: 'ApplicationProposal' });
export type ProposalDocument = z.infer<typeof proposalSchema>;

export const applicationRoutes = {
  listApplications: defineRoute({
    method: 'GET',
    path: '/api/v1/applications',
    summary: 'Applications, by name',
    tag: 'Applications',
    action: 'inventory:read',
    query: pageQuery.extend({
      /** A part of the name, in any letter case. */
      filter: z.string().max(200).optional(),
      ...generationQuery.shape,
    }),
    response: listOf(applicationItemSchema).extend({ generation: z.number().int() }),
    status: 200,
  }),
  getApplication: defineRoute({
    method: 'GET',
    path: '/api/v1/applications/:id',
    summary: 'One application by id or name: members, what it calls and who calls it',
    tag: 'Applications',
    action: 'inventory:read',
    params: idParams,
    response: applicationSchema,
    status: 200,
  }),
  putApplication: defineRoute({
    method: 'POST',
    path: '/api/v1/applications',
    summary: 'Make an application by hand, with all its workloads',
    tag: 'Applications',
    action: 'inventory:correct',
    body: z.object({ name: z.string().trim().min(1).max(200), workloads, reason: reason.optional() }),
    response: changeSchema,
    status: 201,
  }),
  changeMembers: defineRoute({
    method: 'POST',
    path: '/api/v1/applications/:id/members',
    summary: 'Put workloads into an application or take them out, by hand',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    body: z.object({ add: workloads.optional(), remove: workloads.optional(), reason: reason.optional() }),
    response: changeSchema,
    status: 200,
  }),
  deleteApplicationFixes: defineRoute({
    method: 'DELETE',
    path: '/api/v1/applications/:id/fixes',
    summary: 'Take back what was said of an application by hand',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    response: changeSchema,
    status: 200,
  }),
  listApplicationProposals: defineRoute({
    method: 'GET',
    path: '/api/v1/application-proposals',
    summary: 'Applications that traffic and names suggest, the best first',
    tag: 'Applications',
    action: 'inventory:read',
    response: listOf(proposalSchema).extend({
      generation: z.number().int(),
      /** Machines that serve several groups, and so join none. */
      shared: z.array(namedSchema.extend({ callers: z.number().int(), groups: z.number().int() })),
    }),
    status: 200,
  }),
  acceptProposal: defineRoute({
    method: 'POST',
    path: '/api/v1/application-proposals/:id/accept',
    summary: 'Make an application of a proposal',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    body: z.object({ name: z.string().trim().min(1).max(200).optional() }).default({}),
    response: changeSchema,
    status: 201,
  }),
  rejectProposal: defineRoute({
    method: 'POST',
    path: '/api/v1/application-proposals/:id/reject',
    summary: 'Say that a proposal is no application',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    body: z.object({ reason }),
    response: z.object({ rejected: z.literal(true) }),
    status: 200,
  }),
  listDependencies: defineRoute({
    method: 'GET',
    path: '/api/v1/dependencies',
    summary: 'Who calls whom, with what it rests on; background traffic apart',
    tag: 'Applications',
    action: 'inventory:read',
    query: pageQuery.extend({
      workload: z.string().max(200).optional(),
      application: z.string().max(200).optional(),
      /** Absent: all; true: background traffic only; false: none of it. */
      noise: z.stringbool().optional(),
    }),
    response: listOf(dependencySchema).extend({ generation: z.number().int() }),
    status: 200,
  }),
  putDependency: defineRoute({
    method: 'POST',
    path: '/api/v1/dependencies',
    summary: 'Say by hand that one workload calls another',
    tag: 'Applications',
    action: 'inventory:correct',
    body: z.object({
      from: z.string().max(200),
      to: z.string().max(200),
      port: z.number().int().min(1).max(65_535).optional(),
      protocol: z.enum(['tcp', 'udp']).optional(),
      service: z.string().max(100).optional(),
      reason,
    }),
    response: changeSchema,
    status: 201,
  }),
  removeDependency: defineRoute({
    method: 'POST',
    path: '/api/v1/dependencies/:id/remove',
    summary: 'Say by hand that one workload does not call another',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    body: z.object({ reason }),
    response: changeSchema,
    status: 200,
  }),
  markDependency: defineRoute({
    method: 'POST',
    path: '/api/v1/dependencies/:id/mark',
    summary: 'Say whether traffic is background or of an application',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    body: z.object({ noise: noiseSchema.nullable(), reason }),
    response: changeSchema,
    status: 200,
  }),
} as const;
