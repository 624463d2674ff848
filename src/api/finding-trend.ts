/** How findings come and go from check to check, and one finding whole. */

import { z } from 'zod';
import { FINDING_CHANGES } from '../core/policy/trends/change.ts';
import { findingSchema } from './checks.ts';
import { listOf, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';
import { waiverSchema } from './waivers.ts';

const level = z.enum(['must', 'should', 'warn']);
const state = z.enum(['violated', 'unknown', 'waived']);
const change = z.enum(FINDING_CHANGES);
const count = z.number().int();
const totals = z.object({ violated: count, unknown: count, waived: count });
const changes = z.object({ new: count, open: count, reopened: count, waived: count, resolved: count });
const point = z.object({ generation: z.number().int(), at: z.string() });

export const trendPointSchema = z
  .object({
    checkId: z.string(),
    generation: z.number().int(),
    at: z.string(),
    /** Null: every pack in force; otherwise those the check was limited to. */
    packs: z.array(z.string()).nullable(),
    /** Findings of rules that must hold, and of all rules. */
    must: totals,
    all: totals,
    groups: z.array(z.object({ pack: z.string(), level, state, count })),
    /** Since the check before. */
    changes,
  })
  .meta({ id: 'FindingTrendPoint' });

export const findingChangesSchema = z
  .object({
    from: point,
    to: point,
    counts: changes,
    items: z.array(
      z.object({
        change,
        ruleId: z.string(),
        packId: z.string(),
        /** Null: the rule is in no pack any more, or asks whether one applies. */
        title: z.string().nullable(),
        level,
        siteId: z.string(),
        workloadId: z.string().nullable(),
        workloadName: z.string().nullable(),
        was: state.nullable(),
        now: state.nullable(),
        waiverId: z.string().nullable(),
        /** The check that saw it first, without a gap since. */
        since: point,
      }),
    ),
    total: z.number().int(),
    continue: z.string().optional(),
  })
  .meta({ id: 'FindingChanges' });

export const findingDetailsSchema = z
  .object({
    generation: z.number().int(),
    checkedAt: z.string(),
    workloadName: z.string().nullable(),
    /** Of the newest check: none when it is resolved, two when some of a site break it and others are undecided. */
    findings: z.array(findingSchema),
    rule: z
      .object({
        ruleId: z.string(),
        packId: z.string(),
        packName: z.string(),
        packVersion: z.string(),
        reference: z.string(),
        title: z.string(),
        level,
        remedy: z.string().nullable(),
        note: z.string().nullable(),
        confidence: z.string(),
        /** Conditions in CEL. */
        appliesWhen: z.string(),
        when: z.string().nullable(),
        test: z.string().nullable(),
        sources: z.array(z.string()),
      })
      .nullable(),
    /** Stretches of checks in which it was in one state, the oldest first. */
    history: z.array(z.object({ state, waiverId: z.string().nullable(), from: point, to: point.nullable() })),
    /** Every waiver that was ever asked for it, the newest first. */
    waivers: z.array(waiverSchema),
  })
  .meta({ id: 'FindingDetails' });

export const findingTrendRoutes = {
  findingTrend: defineRoute({
    method: 'GET',
    path: '/api/v1/findings/trend',
    summary: 'Findings of each check in numbers, the oldest first',
    tag: 'Check',
    action: 'policy:read',
    query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
    response: listOf(trendPointSchema),
    status: 200,
  }),
  findingChanges: defineRoute({
    method: 'GET',
    path: '/api/v1/findings/changes',
    summary: 'What became of findings since a generation',
    tag: 'Check',
    action: 'policy:read',
    query: pageQuery.extend({ since: z.coerce.number().int().min(1), change: change.optional() }),
    response: findingChangesSchema,
    status: 200,
  }),
  findingDetails: defineRoute({
    method: 'GET',
    path: '/api/v1/findings/details',
    summary: 'One finding with its rule, history and waivers',
    tag: 'Check',
    action: 'policy:read',
    query: z.object({
      rule: z.string().min(1),
      /** "*" for what is asked of the organisation. */
      site: z.string().min(1),
      /** Id; absent for what is said of a whole site. */
      workload: z.string().optional(),
    }),
    response: findingDetailsSchema,
    status: 200,
  }),
} as const;
