import { describe, expect, it } from 'vitest';
import { diffPlans, renderPlanDiff } from './diff-plans.ts';
import { assignment, PINS, planningInput, workload } from './plan.fixture.ts';
import { planWaves } from './waves.ts';

const input = planningInput({ workloads: [workload('a'), workload('b'), workload('c')] });
const before = planWaves(input);
const options = { color: false, width: 200, all: false };

describe('diffPlans', () => {
  it('finds nothing between a plan and itself', () => {
    const diff = diffPlans(before, before);
    expect(diff).toEqual({ same: true, added: [], removed: [], changed: [], pins: [] });
    expect(renderPlanDiff(diff, options)).toBe('No difference: the plans are the same.\n');
  });

  it('says what left, what came and what changed, removals first', () => {
    const placement = {
      ...input.placement,
      assignments: [assignment('b', { siteId: 'azure-we', target: 'azure-vm' }), assignment('c'), assignment('d')],
    };
    const after = planWaves({
      ...input,
      placement,
      pins: { ...PINS, placementId: 'pl-2', placementDigest: 'sha256:other' },
    });
    const diff = diffPlans(before, after);
    expect(diff.removed).toEqual([{ workloadId: 'a', workloadName: 'a', wave: 1 }]);
    expect(diff.added.map((move) => move.workloadId)).toEqual(['d']);
    expect(diff.changed).toEqual([
      {
        workloadId: 'b',
        workloadName: 'b',
        changes: [
          'site: fra-ocp → azure-we',
          'target: openshift-virtualization → azure-vm',
          'networks: VLAN120→prod/vlan120 → VLAN120→snet-prod',
          'storage: ds-gold→fast → ds-gold→Premium_LRS',
        ],
      },
    ]);
    const lines = renderPlanDiff(diff, options).trimEnd().split('\n');
    expect(lines[0]).toBe('- no longer moves  a (was in wave 1)');
    expect(lines.at(-1)).toBe('Difference: 1 no longer move, 1 move now, 1 change.');
    expect(lines).toContain('  made from  placement: pl-1 when planned, pl-2 differs');
  });
});
