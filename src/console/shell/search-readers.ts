/** Reads what the address of a page with many choices holds. */

import { READINESS_CLASSES } from '../shared/readiness.ts';
import type { AssessmentSearch, PlacementSearch, SizingSearch } from './search.ts';
import { amount, oneOf, text, whole } from './search-values.ts';

type Given = Readonly<Record<string, unknown>>;

export const sizingSearch = ({ tab, q, basis, factor, site, verdict, sort, mbps, checkers }: Given): SizingSearch => ({
  tab: oneOf(tab, ['time']),
  q: text(q),
  basis: oneOf(basis, ['avg', 'p95', 'max']),
  factor: amount(factor),
  site: text(site),
  verdict: oneOf(verdict, ['smaller', 'larger', 'mixed', 'fits', 'no-data']),
  sort: oneOf(sort, ['name', 'vcpu', 'memory', 'confidence']),
  mbps: amount(mbps),
  checkers: whole(checkers),
});

export const placementSearch = ({ of, show, site, from, workload: id }: Given): PlacementSearch => ({
  of: text(of),
  show: show === 'moves' || show === 'stays' || show === 'unplaced' ? show : undefined,
  site: text(site),
  from: text(from),
  workload: text(id),
});

export const assessmentSearch = ({ tab, q, sort, target, readiness, best, fixes }: Given): AssessmentSearch => ({
  tab: text(tab),
  q: text(q),
  sort: text(sort),
  target: text(target),
  readiness: READINESS_CLASSES.find(({ id }) => id === readiness)?.id,
  best: text(best),
  fixes: text(fixes),
});
