/** What `containers candidates` gives a spreadsheet, against a canned answer. */

import { expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';

const LIST = {
  generation: 1,
  asOf: '2026-11-23',
  counts: { yes: 1, no: 0, unknown: 0 },
  unknowns: [],
  total: 1,
  items: [
    {
      id: 'wl-1',
      name: 'shop-01',
      platform: 'vsphere',
      os: 'rhel-9',
      candidate: 'yes',
      parts: [{ kind: 'web', name: 'nginx', systems: ['linux'], reason: 'nginx, stateless.', stateful: false }],
      missing: [{ fact: 'software', from: [] }],
      targets: [
        { id: 'openshift-container', readiness: 'conditional', blockers: [], warnings: ['x'], hours: 6.5 },
        { id: 'aks-container', readiness: 'not-ready', blockers: ['gpu', 'usb'], warnings: [], hours: 0 },
      ],
    },
  ],
};

it('gives spreadsheets one row a machine, with plain numbers', async () => {
  const answers = { 'GET /api/v1/containers/candidates': json(LIST) };
  const { out } = await cli(['containers', 'candidates', '-o', 'csv'], answers);
  expect(out.trimEnd().split('\r\n')).toEqual([
    'workload,id,platform,os,candidate,linux_parts,windows_parts,openshift,openshift_hours,openshift_against,aks,aks_hours,aks_against,reason,missing',
    'shop-01,wl-1,vsphere,rhel-9,yes,1,0,conditional,6.5,,not-ready,0,gpu; usb,"nginx, stateless.",software',
  ]);
  const named = await cli(['containers', 'candidates', '-o', 'name'], answers);
  expect(named.out).toBe('workload/wl-1\n');
});
