import { expect, it } from 'vitest';
import type { AssignmentDocument } from '../../api/placements.ts';
import { consideredRows } from './considered-rows.ts';

type Candidate = AssignmentDocument['candidates'][number];

const cost = (totalUsdPerMonth: number): NonNullable<Candidate['cost']> => ({
  runUsdPerMonth: totalUsdPerMonth,
  licenceUsdPerMonth: 0,
  migrationUsdOneOff: 0,
  riskUsdPerMonth: 0,
  totalUsdPerMonth,
  basis: [],
});
const candidate = (siteId: string, more: Partial<Candidate>): Candidate => ({
  siteId,
  target: 'kvm',
  readiness: 'ready',
  feasible: true,
  reasons: [],
  ...more,
});
const assignment = (candidates: Candidate[], siteId: string | null): AssignmentDocument => ({
  workloadId: 'w',
  workloadName: 'w',
  fromSiteId: 'old',
  siteId,
  target: null,
  moves: true,
  cost: null,
  why: '',
  candidates,
});

it('puts the chosen first, then the cheapest to force, then what cannot be', () => {
  const rows = consideredRows(
    assignment(
      [
        candidate('closed', { feasible: false, reasons: [{ kind: 'closed' }] }),
        candidate('dear', { extraUsdPerMonth: 90, cost: cost(100) }),
        candidate('old', { extraUsdPerMonth: 20, cost: cost(140), reasons: [{ kind: 'capacity', resource: 'vcpu' }] }),
        candidate('here', { cost: cost(10) }),
      ],
      'here',
    ),
  );
  expect(rows.map((row) => [row.candidate.siteId, row.binding])).toEqual([
    ['here', null],
    ['old', 'CPU full'],
    ['dear', null],
    ['closed', 'takes no new workloads'],
  ]);
  expect(rows.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false, false]);
});

it('names a reason of a newer server by its kind, and keeps those that come after the first', () => {
  const reasons = [{ kind: 'moon-phase' }, { kind: 'no-sku' }];
  const [row] = consideredRows(assignment([candidate('a', { feasible: false, reasons })], null));
  expect(row).toMatchObject({ binding: 'moon-phase', further: ['no size on offer fits'] });
});
