/** Waivers: findings that somebody accepts for a while. */

import { z } from 'zod';
import { WAIVER_STATES } from '../core/policy/waivers/waiver.ts';
import { waiverRequestSchema } from '../core/policy/waivers/waiver-request.ts';
import { idParams, listOf } from './common.ts';
import { defineRoute } from './route.ts';

const state = z.enum(WAIVER_STATES);

const waiverFields = {
  id: z.string(),
  name: z.string().nullable(),
  state,
  owner: z.string(),
  reason: z.string(),
  /** A rule or a pack, at sites, of workloads; or one finding. */
  scope: z.object({
    rule: z.string().nullable(),
    pack: z.string().nullable(),
    sites: z.array(z.string()).nullable(),
    workloads: z.string().nullable(),
    finding: z.object({ ruleId: z.string(), siteId: z.string(), workloadId: z.string().nullable() }).nullable(),
  }),
  /** Also covers what cannot be told. */
  acceptUnknown: z.boolean(),
  /** The last day it counts. */
  expiresOn: z.string(),
  /** Negative when it is over. */
  daysLeft: z.number().int(),
  /** How many findings were looked at when it was asked for. */
  findings: z.number().int(),
  digest: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
};

export const waiverSchema = z.object(waiverFields).meta({ id: 'Waiver' });
export type WaiverDocument = z.infer<typeof waiverSchema>;

const waiverDetailsSchema = z
  .object({
    ...waiverFields,
    /** What was waived: the values that were looked at, alike findings once. */
    pins: z.array(
      z.object({
        ruleId: z.string(),
        packVersion: z.string(),
        siteId: z.string(),
        state: z.enum(['violated', 'unknown']),
        evidence: z.record(z.string(), z.unknown()),
        missing: z.array(z.string()),
        findings: z.number().int(),
      }),
    ),
    /** The oldest first. */
    events: z.array(z.object({ state, at: z.string(), actor: z.string(), note: z.string() })),
  })
  .meta({ id: 'WaiverDetails' });
export type WaiverDetailsDocument = z.infer<typeof waiverDetailsSchema>;

const noteBody = z.object({ note: z.string().trim().max(4000).default('') });
/** Of the waiver that was looked at; needed where a name stands in the place of the id. */
const approvalBody = noteBody.extend({ digest: z.string().max(200).optional() });
/** Who asked is told why not. */
const reasonBody = z.object({ note: z.string().trim().min(1).max(4000) });
const MOST_CHARACTERS = 1_000_000;

export const waiverRoutes = {
  listWaivers: defineRoute({
    method: 'GET',
    path: '/api/v1/waivers',
    summary: 'Waivers, the newest first',
    tag: 'Waivers',
    action: 'policy:read',
    query: z.object({ state: state.optional() }),
    response: listOf(waiverSchema),
    status: 200,
  }),
  getWaiver: defineRoute({
    method: 'GET',
    path: '/api/v1/waivers/:id',
    summary: 'A waiver with what was waived and what happened to it',
    tag: 'Waivers',
    action: 'policy:read',
    params: idParams,
    response: waiverDetailsSchema,
    status: 200,
  }),
  requestWaiver: defineRoute({
    method: 'POST',
    path: '/api/v1/waivers',
    summary: 'Ask for a waiver',
    tag: 'Waivers',
    action: 'waiver:request',
    body: waiverRequestSchema,
    response: waiverSchema,
    status: 201,
  }),
  requestWaivers: defineRoute({
    method: 'POST',
    path: '/api/v1/waivers/apply',
    summary: 'Ask for the waivers of a waivers.yaml that are not asked for yet',
    tag: 'Waivers',
    action: 'waiver:request',
    body: z.object({ text: z.string().max(MOST_CHARACTERS) }),
    response: listOf(z.object({ name: z.string(), id: z.string(), state, changed: z.boolean() })),
    status: 200,
  }),
  approveWaiver: defineRoute({
    method: 'POST',
    path: '/api/v1/waivers/:id/approve',
    summary: 'Approve a waiver that somebody else asked for',
    tag: 'Waivers',
    action: 'waiver:approve',
    params: idParams,
    body: approvalBody,
    response: waiverSchema,
    status: 200,
  }),
  rejectWaiver: defineRoute({
    method: 'POST',
    path: '/api/v1/waivers/:id/reject',
    summary: 'Reject a waiver that waits for approval',
    tag: 'Waivers',
    action: 'waiver:approve',
    params: idParams,
    body: reasonBody,
    response: waiverSchema,
    status: 200,
  }),
  withdrawWaiver: defineRoute({
    method: 'POST',
    path: '/api/v1/waivers/:id/withdraw',
    summary: 'Withdraw a request, or end a waiver before its time',
    tag: 'Waivers',
    action: 'waiver:request',
    params: idParams,
    body: noteBody,
    response: waiverSchema,
    status: 200,
  }),
} as const;
