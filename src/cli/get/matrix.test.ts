/** What `get matrix` prints, against a canned answer. */

import { describe, expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';

const verdict = { readiness: 'conditional', blockers: 0, warnings: 2, unknowns: 1, openAside: 0, fixHours: 4 };
const counts = { ready: 0, conditional: 1, 'not-ready': 0, unknown: 0 };
const MATRIX = {
  resultId: 'res-1',
  generation: 1,
  total: 1,
  targets: ['kvm', 'aks-container'].map((id) => ({ id, title: id, moves: true, counts })),
  items: [
    {
      workloadId: 'wl-1',
      name: 'sap-01',
      kind: 'vm',
      platform: 'vsphere',
      complexity: 30,
      bestTarget: null,
      equallyGood: [],
      targets: { kvm: verdict },
    },
  ],
};
const answers = { 'GET /api/v1/assessments/latest/matrix': json(MATRIX) };

describe('isthmus get matrix', () => {
  it('shows people the class with what it rests on, and a dash for what does not apply', async () => {
    const { out } = await cli(['get', 'matrix'], answers);
    expect(out).toMatch(/sap-01 +conditional 2 +- +- +30/);
  });

  it('gives spreadsheets class and counts apart, and an empty cell for what is missing', async () => {
    const { out } = await cli(['get', 'matrix', '-o', 'csv'], answers);
    const [names = '', row] = out.split('\r\n');
    expect(names.split(',').slice(3, 11)).toEqual([
      'kvm',
      'kvm_blockers',
      'kvm_warnings',
      'kvm_unknowns',
      'kvm_open_aside',
      'kvm_fix_hours',
      'aks-container',
      'aks-container_blockers',
    ]);
    expect(row).toBe('sap-01,wl-1,vsphere,conditional,0,2,1,0,4,,,,,,,,,30');
  });
});
