/** What is said of a placement as a whole: counts, money, bound, flows, what would have to give way. */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import type { AssignmentTally } from './assignment-tally.ts';
import type { PlacementToKeep } from './keep-placement.ts';

export type Described = Omit<PlacementSummaryDocument, 'id' | 'createdAt' | 'stale'>;

export function describePlacement(
  { kind, basis, search, end, about = {}, warnings = [] }: PlacementToKeep,
  tally: AssignmentTally,
  resultDigest: string,
): Described {
  const { seconds, stopped } = end;
  const result = end.found.whole;
  const apart = basis.estate.workloads.length - tally.workloads;
  return {
    kind,
    scenario: null,
    lost: [],
    basedOn: null,
    drill: null,
    ...about,
    generation: result.generation,
    sitesDigest: basis.sites.digest,
    resultDigest,
    stoppedEarly: stopped !== 'no',
    seconds: Math.round(seconds * 100) / 100,
    diagnoses: result.diagnoses.map(({ examples, relax, ...rest }) => ({
      ...rest,
      examples: [...examples],
      relax: relax.map(({ what, constraint }) => ({ what, constraint: { ...constraint } })),
    })),
    placed: tally.workloads - result.unplaced,
    moves: tally.moves,
    stays: tally.stays,
    unplaced: result.unplaced,
    totalUsdPerMonth: result.totalUsdPerMonth,
    currentUsdPerMonth: result.currentUsdPerMonth,
    migrationUsdOneOff: result.migrationUsdOneOff,
    boundUsdPerMonth: result.boundUsdPerMonth,
    gapPct: result.gapPct,
    method: result.method,
    soft: { ...result.soft },
    brokenRules: result.brokenRules.map((rule) => ({ ...rule, examples: [...rule.examples] })),
    bindingRules: result.bindingRules.map((rule) => ({ ...rule })),
    warnings: [
      ...STOPPED[stopped](stopped === 'by time' ? (search.seconds ?? seconds) : seconds),
      ...basis.changed,
      ...warnings,
      ...result.warnings,
      ...(apart === 0 ? [] : [`${apart} templates and placeholders are not placed.`]),
    ],
    sites: result.sites.map((site) => ({
      ...site,
      resources: { ...site.resources },
      priceUsdPerUnit: { ...site.priceUsdPerUnit },
      binds: [...site.binds],
    })),
    flows: tally.flows(),
    basis: tally.basis(),
  };
}

const STOPPED: Readonly<Record<PlacementToKeep['end']['stopped'], (seconds: number) => readonly string[]>> = {
  no: () => [],
  'by a person': (seconds) => [
    `Stopped after ${Math.round(seconds)} s: the best plan until then. Another run may differ.`,
  ],
  'by time': (seconds) => [
    `Limited to ${seconds} s: the best plan until then. Another run or machine may find another.`,
  ],
};
