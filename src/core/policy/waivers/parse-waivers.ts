/** Reads waivers.yaml: the text in, requests out, or one error that names every place to correct. */

import { z } from 'zod';
import { failure } from '../../errors/registry.ts';
import type { ErrorCause } from '../../errors/errors.ts';
import { causesOf, SourceDocument } from '../yaml-issues.ts';
import type { WaiverSettings } from './settings.ts';
import { requestProblems, waiverRequestSchema } from './waiver-request.ts';
import type { WaiverRequest } from './waiver-request.ts';

const MOST_WAIVERS = 1000;

const fileSchema = z.strictObject({
  apiVersion: z.literal('isthmus/v1').default('isthmus/v1'),
  kind: z.literal('Waivers').default('Waivers'),
  waivers: z.array(waiverRequestSchema.extend({ name: waiverRequestSchema.shape.name.unwrap() })).max(MOST_WAIVERS),
});

export type NamedRequest = WaiverRequest & { readonly name: string };

export interface ParsedWaivers {
  readonly requests: readonly NamedRequest[];
  /** "waivers[2].rule (line 14)", for what only shows later. */
  readonly where: (index: number, field?: string) => string;
}

/**
 * `today` is YYYY-MM-DD.
 * @throws IST-4051 not YAML · IST-4052 wrong shape, or a request that cannot be made; each cause names path, line, value
 *   and fix.
 */
export function parseWaivers(text: string, today: string, settings: WaiverSettings): ParsedWaivers {
  const document = new SourceDocument(text, 'IST-4051', 'waivers.yaml');
  const result = fileSchema.safeParse(document.value ?? {});
  if (!result.success) {
    throw failure('IST-4052', 'waivers.yaml does not have the expected shape', {
      causes: causesOf(result.error.issues, document, keysAt),
    });
  }
  const { waivers } = result.data;
  const causes: ErrorCause[] = [];
  const first = new Map<string, number>();
  waivers.forEach((request, index) => {
    const earlier = first.get(request.name);
    if (earlier === undefined) first.set(request.name, index);
    else {
      const message = `"${request.name}" is the name of waivers[${earlier}] already; names must be unique`;
      causes.push({ where: document.where(['waivers', index, 'name']), message });
    }
    for (const { field, message } of requestProblems(request, today, settings)) {
      causes.push({ where: document.where(['waivers', index, field]), message });
    }
  });
  if (causes.length > 0) throw failure('IST-4052', 'waivers.yaml asks for what cannot be', { causes });
  return {
    requests: waivers,
    where: (index, field) => document.where(['waivers', index, ...(field === undefined ? [] : [field])]),
  };
}

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(fileSchema.shape);
  if (path.at(-1) === 'finding') return ['rule', 'site', 'workload'];
  return Object.keys(waiverRequestSchema.shape);
}
