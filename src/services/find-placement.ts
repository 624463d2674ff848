/** Finds a placement by what people call it: its id, the id of its scenario, or "latest". */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import { failure } from '../core/errors/registry.ts';
import { newestAbout } from '../store/results.ts';
import type { ServiceContext } from './context.ts';
import { findResult, listResults, requireResult } from './results.ts';
import type { ResultKind, ResultRecord } from './results.ts';

export const PLACEMENT_KINDS = ['place', 'scenario', 'drill'] as const satisfies readonly ResultKind[];

const isPlacement = (record: ResultRecord): boolean => (PLACEMENT_KINDS as readonly string[]).includes(record.kind);

/** Throws IST-2108 when there is no placement at all, IST-5006 naming those there are when none is called so. */
export async function findPlacement(context: ServiceContext, name = 'latest'): Promise<ResultRecord> {
  if (name === 'latest') return requireResult(context, 'place');
  const byId = await findResult(context, name);
  if (byId !== undefined && isPlacement(byId)) return byId;
  const byScenario = await newestAbout(context.store, ['scenario'], name);
  if (byScenario !== undefined) return byScenario;
  const some = (await Promise.all(PLACEMENT_KINDS.map((kind) => listResults(context, kind, 5)))).flat();
  throw failure('IST-5006', `there is no placement "${name}"`, {
    causes: some.map((record) => ({
      message: `${record.id}  ${record.kind}${record.subject === null ? '' : ` ${record.subject}`}, ${record.createdAt.toISOString()}`,
    })),
  });
}

/** The summary as it was stored, with what was added to the contract since at its default. */
export function summaryOf(record: ResultRecord): PlacementSummaryDocument {
  return {
    ...DEFAULTS,
    ...(record.summary as Omit<PlacementSummaryDocument, 'id' | 'createdAt'>),
    id: record.id,
    createdAt: record.createdAt.toISOString(),
  };
}

const DEFAULTS = {
  kind: 'place',
  scenario: null,
  lost: [] as string[],
  basedOn: null,
  drill: null,
  resultDigest: null,
  stale: [] as string[],
  stoppedEarly: false,
  seconds: null,
  diagnoses: [],
  soft: {},
  brokenRules: [],
  bindingRules: [],
} satisfies Partial<PlacementSummaryDocument>;
