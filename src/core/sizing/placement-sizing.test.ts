import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { inputsWith, machine, ownSite } from '../placement/place.fixture.ts';
import { place } from '../placement/place.ts';
import { demandSizing } from './placement-sizing.ts';
import type { SizingChoice } from './settings.ts';

const inputOf = inputsWith(catalog);
const idle = { cpuCount: 16, memoryMiB: 65_536, utilisation: { cpuP95Pct: 5, memoryP95Pct: 10, windowDays: 30 } };

function placed(sizing: SizingChoice | undefined) {
  const sites = [ownSite('here', 400), ownSite('there', 400)];
  const made = demandSizing(sizing, catalog);
  const workloads = [machine(1, idle), machine(2, { cpuCount: 16, memoryMiB: 65_536 })];
  const input = inputOf(workloads, sites, {
    file: { placement: { sizing } },
    currentSiteOf: () => 'here',
    ...(made !== undefined && { sizing: made }),
  });
  return place(input);
}

describe('a placement by recommended sizes', () => {
  it('takes and prices what is recommended, and says how it came to it; present cost stays as it is', () => {
    const [asIs, sized] = [placed(undefined), placed('right-sized')];
    const vcpu = (result: typeof asIs): number =>
      result.sites.reduce((sum, { resources }) => sum + (resources['vcpu']?.used ?? 0), 0);
    // 16 × 5 % × 1.3 = 1.04, so 2; the other one was not measured and keeps its 16.
    expect([vcpu(asIs), vcpu(sized)]).toEqual([32, 18]);
    expect(sized.totalUsdPerMonth).toBeLessThan(asIs.totalUsdPerMonth);
    expect(sized.currentUsdPerMonth).toBe(asIs.currentUsdPerMonth);
    const basis = sized.assignments[0]?.cost?.basis.join('\n');
    expect(basis).toContain('sized: 16 vCPU × 5 % (95th percentile over 30 days) × 1.3 = 1.04, rounded up to 2 vCPU');
    expect(sized.assignments[1]?.cost?.basis.join('\n')).toContain(
      'no data: utilisation.cpuP95Pct is unknown; size kept',
    );
    expect(sized.warnings.join('\n')).toContain('1 of 2 workloads differ from what they have');
    expect(asIs.warnings.join('\n')).not.toContain('placement.sizing');
  });

  it('is as it is when the mode says so, whatever figures stand beside it', () => {
    expect(demandSizing({ mode: 'as-is', factor: 2 }, catalog)).toBeUndefined();
    expect(placed({ mode: 'as-is', factor: 2 })).toEqual(placed(undefined));
  });
});
