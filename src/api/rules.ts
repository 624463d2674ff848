/** Readiness rules: those that ship and the user's own. */

import { z } from 'zod';
import { listOf } from './common.ts';
import { defineRoute } from './route.ts';

/** Something to correct in a rule's text. Line and column count from 1. */
export const ruleProblemSchema = z
  .object({
    ruleId: z.string(),
    line: z.number().int(),
    column: z.number().int(),
    /** "rules[0].fails"; empty for the whole file. */
    path: z.string(),
    message: z.string(),
  })
  .meta({ id: 'RuleProblem' });

const testResultSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  expected: z.string(),
  got: z.string(),
  /** In words; empty when it is as expected. */
  differences: z.array(z.string()),
});

const ruleFields = {
  id: z.string(),
  label: z.string(),
  description: z.string(),
  remedy: z.string(),
  /** By target; a target that is missing is not concerned. */
  severity: z.record(z.string(), z.enum(['blocker', 'warning', 'info'])),
  /** Null: every platform. */
  platforms: z.array(z.string()).nullable(),
  kinds: z.array(z.string()),
  /** Facts it reads. */
  facts: z.array(z.string()),
  fixHours: z.number(),
  source: z.object({ ref: z.string(), date: z.string(), confidence: z.string().nullable() }),
  /** Rules of other products that it covers. */
  covers: z.array(z.string()),
  /** shipped with the product · folder: a file of the rules folder · applied through the API. */
  origin: z.enum(['shipped', 'folder', 'applied']),
  /** The file of a rule of the folder. */
  file: z.string().nullable(),
  /** False: it cannot be read, and answers unknown on every workload it is meant for. */
  sound: z.boolean(),
  problems: z.array(ruleProblemSchema),
  /** In the newest assessment; null when that was made with other rules and does not know this one. */
  counts: z.object({ fail: z.number().int(), unknown: z.number().int() }).nullable(),
};

export const ruleSchema = z.object(ruleFields).meta({ id: 'Rule' });
export type RuleDocument = z.infer<typeof ruleSchema>;

export const ruleDetailsSchema = z
  .object({
    ...ruleFields,
    /** The text of an own rule as it was written. */
    text: z.string().nullable(),
    tests: z.array(testResultSchema),
    /** Versions of an applied rule, the newest first. */
    history: z.array(
      z.object({
        version: z.number().int(),
        digest: z.string(),
        actor: z.string(),
        at: z.string(),
        deleted: z.boolean(),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'RuleDetails' });
export type RuleDetailsDocument = z.infer<typeof ruleDetailsSchema>;

export const ruleCheckSchema = z
  .object({
    rules: z.array(
      z.object({ id: z.string(), label: z.string(), sound: z.boolean(), tests: z.array(testResultSchema) }),
    ),
    problems: z.array(ruleProblemSchema),
  })
  .meta({ id: 'RuleCheck' });
export type RuleCheckDocument = z.infer<typeof ruleCheckSchema>;

const exampleSchema = z.object({
  workloadId: z.string(),
  name: z.string().nullable(),
  /** Evidence of a failure, or why it cannot be told. */
  says: z.string().nullable(),
});

export const ruleTrySchema = z
  .object({
    generation: z.number().int(),
    rules: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        counts: z.object({
          pass: z.number().int(),
          fail: z.number().int(),
          unknown: z.number().int(),
          /** Workloads it is not meant for. */
          notAsked: z.number().int(),
          /** Templates and placeholders, which no rule judges. The five numbers add up to the estate. */
          notJudged: z.number().int(),
        }),
        /** Three of each at most. */
        examples: z.object({
          pass: z.array(exampleSchema),
          fail: z.array(exampleSchema),
          unknown: z.array(exampleSchema),
        }),
        /** Facts that would settle the unknown ones, most workloads first. */
        missing: z.array(z.object({ fact: z.string(), workloads: z.number().int() })),
      }),
    ),
  })
  .meta({ id: 'RuleTry' });
export type RuleTryDocument = z.infer<typeof ruleTrySchema>;

const id = z.object({ id: z.string().min(1).max(200) });
const text = z.string().min(1).max(1_000_000);

export const ruleRoutes = {
  listRules: defineRoute({
    method: 'GET',
    path: '/api/v1/rules',
    summary: 'Readiness rules in force: shipped ones and your own',
    tag: 'Assess',
    action: 'assessment:read',
    response: listOf(ruleSchema),
    status: 200,
  }),
  getRule: defineRoute({
    method: 'GET',
    path: '/api/v1/rules/:id',
    summary: 'One readiness rule, with its text and versions when it is your own',
    tag: 'Assess',
    action: 'assessment:read',
    params: id,
    response: ruleDetailsSchema,
    status: 200,
  }),
  checkRules: defineRoute({
    method: 'POST',
    path: '/api/v1/rules/check',
    summary: 'Validate rules and run the tests inside them, without applying anything',
    tag: 'Assess',
    action: 'assessment:read',
    body: z.object({ text }),
    response: ruleCheckSchema,
    status: 200,
  }),
  tryRules: defineRoute({
    method: 'POST',
    path: '/api/v1/rules/try',
    summary: 'Ask rules about every workload, without applying anything',
    tag: 'Assess',
    action: 'assessment:run',
    body: z.object({ text }),
    response: ruleTrySchema,
    status: 200,
  }),
  applyRules: defineRoute({
    method: 'PUT',
    path: '/api/v1/rules',
    summary: 'Put rules of your own in force: those in the text are added or replaced, others stay',
    tag: 'Assess',
    action: 'policy:write',
    body: z.object({ text }),
    response: listOf(z.object({ id: z.string(), version: z.number().int(), digest: z.string(), changed: z.boolean() })),
    status: 200,
  }),
  deleteRule: defineRoute({
    method: 'DELETE',
    path: '/api/v1/rules/:id',
    summary: 'Take an applied rule out of force; its versions are kept',
    tag: 'Assess',
    action: 'policy:write',
    params: id,
    response: z.object({ id: z.string(), version: z.number().int() }),
    status: 200,
  }),
} as const;
