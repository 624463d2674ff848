import { describe, expect, it } from 'vitest';
import { verdictLines } from './verdict-lines.ts';
import type { DescribedRule } from './verdict-lines.ts';

const rule: DescribedRule = {
  ruleId: 'azure.disk.shared',
  label: 'Shared disk',
  outcome: 'fail',
  evidence: 'Hard disk 2.',
  remedy: 'Replace it.',
  missing: [],
  severity: { kvm: 'warning', 'azure-vm': 'blocker', 'azure-local': 'blocker', stay: 'info' },
};
const targets = ['stay', 'azure-vm', 'kvm', 'azure-local'];

describe('a verdict of one workload', () => {
  it('that fails says which targets it weighs on and how, in the order of targets', () => {
    expect(verdictLines(rule, targets)).toEqual([
      '  ✗ azure.disk.shared  Shared disk: Hard disk 2.',
      '      blocks azure-vm, azure-local; warns on kvm; to know on stay',
      '      fix: Replace it.',
    ]);
  });

  it('names no target the workload is not judged for', () => {
    expect(verdictLines(rule, ['kvm'])[1]).toBe('      warns on kvm');
    expect(verdictLines(rule, ['hyperv'])).toEqual([
      '  ✗ azure.disk.shared  Shared disk: Hard disk 2.',
      '      fix: Replace it.',
    ]);
  });

  it('that is open says what it could do, and what would settle it', () => {
    const open = { ...rule, outcome: 'unknown' as const, evidence: null };
    const needs = {
      ...open,
      missing: [
        { fact: 'disks[].shared', from: ['vsphere', 'rvtools'] },
        { fact: 'x', from: [] },
      ],
    };
    expect(verdictLines(needs, targets)).toEqual([
      '  ? azure.disk.shared  Shared disk: needs disks[].shared (vsphere or rvtools), x (no source tells it)',
      '      could block azure-vm, azure-local; could warn on kvm; to know on stay',
    ]);
    expect(verdictLines(open, [])).toEqual(['  ? azure.disk.shared  Shared disk: cannot be told']);
  });
});
