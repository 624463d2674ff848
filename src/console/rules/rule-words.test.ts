import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../api/rules.ts';
import { fits, originText, severityText } from './rule-words.ts';

const rule: RuleDocument = {
  id: 'user.big-disk',
  label: 'Very large disk',
  description: '',
  remedy: '',
  severity: { stay: 'info', kvm: 'blocker', hyperv: 'blocker' },
  platforms: null,
  kinds: ['vm'],
  facts: ['disks'],
  fixHours: 1,
  source: { ref: 'Handbook 5', date: '2026-11-01', confidence: null },
  covers: ['vmware.disk.size'],
  origin: 'folder',
  file: 'disks.yaml',
  sound: true,
  problems: [],
  counts: null,
};

describe('a search for rules', () => {
  it.each([
    { search: {}, found: true, reason: 'nothing asked' },
    { search: { q: 'LARGE handbook' }, found: true, reason: 'words in any place and case' },
    { search: { q: 'large cpu' }, found: false, reason: 'one word is nowhere' },
    { search: { q: 'vmware.disk.size' }, found: true, reason: 'an id of another product' },
    { search: { of: 'own' as const }, found: true, reason: 'a rule of the folder is your own' },
    { search: { of: 'faulty' as const }, found: false, reason: 'it is sound' },
  ])('$reason: $found', ({ search, found }) => {
    expect(fits(rule, search)).toBe(found);
  });
});

it('says where a rule is from and what it weighs', () => {
  expect(originText(rule)).toBe('disks.yaml');
  expect(originText({ origin: 'applied', file: null })).toBe('applied');
  expect(severityText(rule)).toBe('blocker: KVM, Hyper-V; info: Stay');
});
