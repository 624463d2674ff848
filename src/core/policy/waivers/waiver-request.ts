/** What somebody writes to have findings accepted: one shape for the API, the command line and waivers.yaml. */

import { z } from 'zod';
import { isDay } from '../../model/day.ts';
import { fieldsOf } from '../../model/filter/fields-of.ts';
import { tryParseFilter } from '../../model/filter/filter.ts';
import { findField } from '../../model/fields.ts';
import type { WaiverSettings } from './settings.ts';

const text = z
  .string()
  .trim()
  .min(1)
  .refine((said) => !said.includes('\0'), 'holds the character U+0000, which no text may have');

export const waiverRequestSchema = z.strictObject({
  /** Under which waivers.yaml finds it again. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower-case letters, digits, dots and dashes')
    .optional(),
  /** "gdpr-ch5/g-44" */
  rule: text.optional(),
  pack: text.optional(),
  /** Exactly one; site "*" for what is asked of the organisation, no workload for what is said of a whole site. */
  finding: z.strictObject({ rule: text, site: text, workload: text.optional() }).optional(),
  sites: z.array(text).min(1).optional(),
  /** In the filter language. */
  workloads: text.optional(),
  /** Who answers for it. */
  owner: text.max(200),
  reason: text.max(4000),
  /** The last day it counts. */
  expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD'),
  /** True: also what cannot be told, as an unknown risk that is accepted. */
  acceptUnknown: z.boolean().default(false),
});
export type WaiverRequest = z.infer<typeof waiverRequestSchema>;

export interface RequestProblem {
  readonly field: keyof WaiverRequest;
  readonly message: string;
}

/** What its shape does not say. `today` is YYYY-MM-DD. Empty: it can be asked for. */
export function requestProblems(
  request: WaiverRequest,
  today: string,
  { atMostDays }: Pick<WaiverSettings, 'atMostDays'>,
): readonly RequestProblem[] {
  const problems: RequestProblem[] = [];
  const { finding, rule, pack, sites, workloads, expires } = request;
  const named = (['rule', 'pack', 'finding'] as const).filter((field) => request[field] !== undefined);
  const [first, second] = named;
  if (first === undefined) {
    problems.push({ field: 'rule', message: 'say what is to be waived: one of rule, pack and finding' });
  } else if (second !== undefined) {
    problems.push({ field: second, message: `${first} is given already: one of rule, pack and finding` });
  }
  if (finding !== undefined && (sites !== undefined || workloads !== undefined)) {
    const field = sites === undefined ? 'workloads' : 'sites';
    problems.push({ field, message: `one finding has its own place: leave ${field} out, or name a rule or a pack` });
  }
  if (workloads !== undefined && (rule !== undefined || pack !== undefined)) {
    const message = filterProblem(workloads);
    if (message !== undefined) problems.push({ field: 'workloads', message });
  }
  const message = endProblem(expires, today, atMostDays);
  if (message !== undefined) problems.push({ field: 'expires', message });
  return problems;
}

function filterProblem(filter: string): string | undefined {
  const parsed = tryParseFilter(filter);
  if ('problem' in parsed) return parsed.problem.message;
  const results = fieldsOf(parsed.ast).filter((path) => findField(path)?.group === 'result');
  if (results.length === 0) return undefined;
  return `${results.join(', ')} is a result of Isthmus itself; a waiver holds for what sources and people say`;
}

const DAY_MS = 86_400_000;

/** Why a waiver cannot end that day; undefined when it can. */
export function endProblem(expires: string, today: string, atMostDays: number): string | undefined {
  if (!isDay(expires)) return `${expires} is no day of the calendar`;
  if (expires < today) return `${expires} is over (today is ${today})`;
  const last = new Date(Date.parse(today) + atMostDays * DAY_MS).toISOString().slice(0, 10);
  if (expires <= last) return undefined;
  return `${expires} is too far away: a waiver lasts at most ${atMostDays} days, to ${last} (waivers.atMostDays in sites.yaml)`;
}

/** Days from one day to another; negative when it is over. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
