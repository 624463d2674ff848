import { describe, expect, it } from 'vitest';
import { assignment, planningInput, workload } from './plan.fixture.ts';
import { hoursText, renderPlan, usdText } from './render.ts';
import { planWaves } from './waves.ts';

const ids = Array.from({ length: 30 }, (_, i) => `vm-${String(i).padStart(2, '0')}`);
const plan = planWaves(
  planningInput({
    workloads: ids.map((id) =>
      workload(id, { cpuCount: 4, memoryMiB: 8192, ...(id === 'vm-07' ? { provisionedMiB: undefined } : {}) }),
    ),
    assignments: [
      ...ids.map((id) => assignment(id)),
      assignment('stays', { moves: false }),
      assignment('lost', { siteId: null, target: null, moves: false, why: 'no site has room' }),
    ],
    waves: { startDate: '2027-01-11' },
  }),
);
const wide = { color: false, width: 120, all: false };

describe('renderPlan', () => {
  it('says what is shut down first and last', () => {
    const lines = renderPlan(plan, wide).trimEnd().split('\n');
    expect(lines[1]).toBe('- SHUT DOWN  30 source machines, each at the cutover of its wave; kept, not deleted');
    expect(lines.at(-1)).toMatch(/^- SHUT DOWN {2}vm-00, vm-01, .* and 20 more$/);
  });

  it('folds repeats with their count and names every move on request', () => {
    const folded = renderPlan(plan, wide);
    expect(folded).toContain('  ~ move  22 more like this (use --all)');
    expect(folded.split('\n').length).toBeLessThan(40);
    const all = renderPlan(plan, { ...wide, all: true });
    for (const id of ids) expect(all).toContain(`~ move  ${id}  4 vCPU 8 GiB disk `);
  });

  it('shows what does not hold, what has nowhere to go and the totals', () => {
    const text = renderPlan(plan, wide);
    expect(text).toContain('  ! NOT MET  disk sizes are known: vm-07');
    expect(text).toContain('  ✗ unplaced  lost: no site has room');
    expect(text).toContain(
      'Plan: 30 to move in 2 waves, 30 to SHUT DOWN, 0 to delete, 1 unchanged, 1 unplaced; 1 condition not met',
    );
    expect(text).toContain('−$100 a month, $1,700 once');
    expect(text).toContain('wave-01-pilot  2027-01-11 · 5 moves');
  });

  it('needs no colour to be understood, and colours only when asked', () => {
    expect(renderPlan(plan, wide)).not.toContain('\u001b');
    const coloured = renderPlan(plan, { ...wide, color: true });
    expect(coloured.replaceAll(/\u001b\[[0-9;]*m/g, '')).toBe(renderPlan(plan, wide));
  });

  it.each([40, 80, 200])('keeps lines within %i columns', (width) => {
    for (const line of renderPlan(plan, { ...wide, width }).split('\n'))
      expect([...line].length).toBeLessThanOrEqual(width);
  });

  it('lets no name forge lines or recolour the terminal', () => {
    const name = 'evil\u001b[2K\r\nPlan: 0 to move\u202e';
    const forged = planWaves(
      planningInput({ workloads: [workload('e')], assignments: [assignment('e', { workloadName: name })] }),
    );
    for (const all of [true, false]) {
      const text = renderPlan(forged, { ...wide, all });
      expect(text).not.toMatch(/[\u001b\r\u202e]/);
      expect(text.split('\n').filter((line) => line.startsWith('Plan:'))).toEqual([
        expect.stringContaining('1 to move'),
      ]);
    }
  });

  it('says that there is nothing to do', () => {
    const nothing = planWaves(planningInput({ workloads: [], assignments: [assignment('a', { moves: false })] }));
    expect(renderPlan(nothing, wide)).toBe('Plan "exit"\nNothing to move: 1 workload unchanged, 0 unplaced.\n');
  });
});

describe('units in words', () => {
  it.each([
    [0.5, 0.5, '30m'],
    [1.25, 3.5, '1h15m–3h30m'],
    [26, 26, '26h00m'],
  ])('hours %d to %d are %s', (low, high, words) => expect(hoursText(low, high)).toBe(words));
  it.each([
    [1234567, '$1,234,567'],
    [-99.6, '−$100'],
    [0, '$0'],
  ])('%d dollars are %s', (value, words) => expect(usdText(value)).toBe(words));
});
