import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { Host } from '../model/estate.ts';
import { planningInput, workload } from './plan.fixture.ts';
import { planWaves } from './waves.ts';

const CHECK = 'certificates of source hosts are valid on the day of the wave';

const host = (name: string, certificateExpiresAt?: string): Host => ({
  id: name,
  name,
  platform: 'vsphere',
  ...(certificateExpiresAt === undefined ? {} : { certificateExpiresAt }),
  observedBy: { sourceId: 's', nativeId: name, observedAt: '2026-11-22T00:00:00Z' },
});

function checkOf(hosts: readonly Host[]) {
  const input = planningInput({
    workloads: [workload('a', { host: 'ESX01' }), workload('b', { host: 'esx02' })],
    waves: { startDate: '2027-02-01' },
  });
  const { waves } = planWaves({ ...input, support: { catalog, asOf: '2026-11-22', hosts } });
  return waves.flatMap(({ checks }) => checks).find(({ check }) => check === CHECK);
}

describe('certificates of hosts on the day of the wave', () => {
  it('finds one that ends before it', () => {
    const found = checkOf([host('esx01', '2027-01-05T12:00:00Z'), host('esx02', '2028-01-01T00:00:00Z')]);
    expect(found).toEqual({ check: CHECK, ok: false, detail: 'esx01 (until 2027-01-05)' });
  });

  it('says how many hosts tell theirs', () => {
    const found = checkOf([host('esx01'), host('esx02', '2028-01-01T00:00:00Z')]);
    expect(found).toEqual({ check: CHECK, ok: true, detail: '1 of 2 hosts are known' });
  });

  it('looks at hosts of the wave only, and at none that tells nothing', () => {
    expect(checkOf([host('esx09', '2020-01-01T00:00:00Z'), host('esx01')])).toBeUndefined();
  });
});
