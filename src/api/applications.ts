/** Applications, what they rest on, and who calls whom (D10). */

import { z } from 'zod';
import { idParams, listOf, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';

const reason = z.string().trim().min(1).max(1000);
const workloads = z.array(z.string().max(200)).min(1).max(10_000);
const NOISE = ['scanner', 'monitoring', 'dns', 'directory', 'time', 'backup', 'management', 'broadcast'] as const;

const madeSchema = z
  .looseObject({ generation: z.number().int(), changed: z.boolean() })
  .meta({ id: 'ApplicationChange' });
export type ApplicationChangeDocument = z.infer<typeof madeSchema>;

const memberSchema = z.looseObject({ id: z.string(), name: z.string().nullable() });

export const dependencyEdgeSchema = z
  .looseObject({
    id: z.string(),
    from: memberSchema,
    to: memberSchema,
    port: z.number().nullable(),
    protocol: z.string().nullable(),
    service: z.string().nullable(),
    connections: z.number().nullable(),
    noise: z.string().nullable(),
    confidencePct: z.number(),
    evidence: z.string(),
  })
  .meta({ id: 'Dependency' });
export type DependencyDocument = z.infer<typeof dependencyEdgeSchema>;

export const applicationSchema = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    origin: z.enum(['tag', 'hand', 'flow', 'name']),
    evidence: z.string(),
    workloads: z.array(memberSchema),
  })
  .meta({ id: 'ApplicationDetails' });
export type ApplicationDocument = z.infer<typeof applicationSchema>;

export const proposalSchema = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    score: z.number(),
    evidence: z.array(z.string()),
    workloads: z.array(memberSchema),
  })
  .meta({ id: 'ApplicationProposal' });
export type ProposalDocument = z.infer<typeof proposalSchema>;

export const applicationRoutes = {
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
    response: madeSchema,
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
    response: madeSchema,
    status: 200,
  }),
  deleteApplicationFixes: defineRoute({
    method: 'DELETE',
    path: '/api/v1/applications/:id/fixes',
    summary: 'Take back what was said of an application by hand',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    response: madeSchema,
    status: 200,
  }),
  listApplicationProposals: defineRoute({
    method: 'GET',
    path: '/api/v1/application-proposals',
    summary: 'Applications that traffic and names suggest',
    tag: 'Applications',
    action: 'inventory:read',
    response: listOf(proposalSchema),
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
    response: madeSchema,
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
      /** Absent: all; true: background traffic only; false: without it. */
      noise: z.stringbool().optional(),
    }),
    response: listOf(dependencyEdgeSchema),
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
    response: madeSchema,
    status: 201,
  }),
  markDependency: defineRoute({
    method: 'POST',
    path: '/api/v1/dependencies/:id/mark',
    summary: 'Say whether traffic is background or of an application',
    tag: 'Applications',
    action: 'inventory:correct',
    params: idParams,
    body: z.object({ noise: z.enum(NOISE).nullable(), reason }),
    response: madeSchema,
    status: 200,
  }),
} as const;
