import { expect, it } from 'vitest';
import { applicationLines } from './application.ts';

const member = { id: 'wl-1', name: 'erp-app' };
const database = { id: 'wl-2', name: 'erp-db' };
const edge = { id: 'd', confidencePct: 90, evidence: 'flows', sourceId: 's' };

it('an application is shown with its members, calls in every direction, outside ends and what was said by hand', () => {
  const lines = applicationLines({
    generation: 3,
    id: 'app-1',
    name: 'erp',
    origin: 'hand',
    evidence: 'people',
    members: [member, database],
    inside: [{ ...edge, from: member, to: database, port: 5432, protocol: 'tcp', service: 'postgresql' }],
    outgoing: [],
    incoming: [{ ...edge, from: { id: 'wl-3', name: 'portal' }, to: member }],
    noise: [{ ...edge, from: member, to: database, noise: 'dns' }],
    more: 0,
    external: {
      outgoing: 1,
      incoming: 0,
      ends: [{ workload: member, direction: 'out', peer: '203.0.113.7', why: 'unlisted', zone: 'public', port: 443 }],
    },
    byHand: { actor: 'ada', at: '2026-11-22', reason: 'CMDB', whole: true, added: ['erp-app'], removed: [] },
  });
  expect(lines).toEqual([
    'erp  (app-1, gen/3)',
    '  known by hand: people',
    '  by hand: ada, 2026-11-22: CMDB',
    '    these and no others: erp-app',
    '',
    'Members (2)',
    '  erp-app  wl-1',
    '  erp-db  wl-2',
    '',
    'Calls among its members (1)',
    '  erp-app → erp-db  5432/tcp  postgresql  90% sure',
    '',
    'Is called by (1)',
    '  portal → erp-app  90% sure',
    '',
    'Outside the estate: 1 called, 0 calling (1)',
    '  erp-app → 203.0.113.7  443/tcp  public',
    '',
    '1 dependency is background traffic',
  ]);
});
