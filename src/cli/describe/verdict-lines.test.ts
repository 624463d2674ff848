import { describe, expect, it } from 'vitest';
import { verdictLines } from './verdict-lines.ts';
import type { DescribedRule, WeighedTarget } from './verdict-lines.ts';

const rule: DescribedRule = {
  ruleId: 'azure.disk.shared',
  label: 'Shared disk',
  outcome: 'fail',
  evidence: 'Hard disk 2.',
  remedy: 'Replace it.',
  missing: [],
  severity: { kvm: 'warning', 'azure-vm': 'blocker', 'azure-local': 'blocker', stay: 'info' },
};
const NONE = { blockers: [], warnings: [], unknowns: [], openAside: [] };
const kvm: WeighedTarget = { ...NONE, id: 'kvm', warnings: [rule.ruleId] };
const targets: readonly WeighedTarget[] = [
  { ...NONE, id: 'stay' },
  { ...NONE, id: 'azure-vm', blockers: [rule.ruleId] },
  kvm,
  { ...NONE, id: 'azure-local', blockers: [rule.ruleId] },
];
const open: readonly WeighedTarget[] = [
  { ...NONE, id: 'stay' },
  { ...NONE, id: 'azure-vm', unknowns: [rule.ruleId] },
  { ...NONE, id: 'kvm', openAside: [rule.ruleId] },
];

describe('a verdict of one workload', () => {
  it('that fails says which targets it weighs on and how, in the order of targets', () => {
    expect(verdictLines(rule, targets)).toEqual([
      '  ✗ azure.disk.shared  Shared disk: Hard disk 2.',
      '      blocks azure-vm, azure-local; warns on kvm; to know on stay',
      '      fix: Replace it.',
    ]);
  });

  it('names no target the workload is not judged for', () => {
    expect(verdictLines(rule, [kvm])[1]).toBe('      warns on kvm');
    expect(verdictLines(rule, [{ ...NONE, id: 'hyperv' }])).toEqual([
      '  ✗ azure.disk.shared  Shared disk: Hard disk 2.',
      '      fix: Replace it.',
    ]);
  });

  it('names no target on which it is settled', () => {
    const settled = targets.map((target) => (target.id === 'azure-vm' ? { ...NONE, id: target.id } : target));
    expect(verdictLines(rule, settled)[1]).toBe('      blocks azure-local; warns on kvm; to know on stay');
  });

  it('that is open says what it could do, and what would settle it', () => {
    const asked = { ...rule, outcome: 'unknown' as const, evidence: null };
    const needs = {
      ...asked,
      missing: [
        { fact: 'disks[].shared', from: ['vsphere', 'rvtools'] },
        { fact: 'x', from: [] },
      ],
    };
    expect(verdictLines(needs, open)).toEqual([
      '  ? azure.disk.shared  Shared disk: needs disks[].shared (vsphere or rvtools), x (no source tells it)',
      '      could block azure-vm; could warn on kvm; to know on stay',
    ]);
    expect(verdictLines(asked, [])).toEqual(['  ? azure.disk.shared  Shared disk: cannot be told']);
  });
});
