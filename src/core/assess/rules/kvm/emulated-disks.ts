import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { pass, unknown } from '../../verdict.ts';
import { kvmResources } from '../sources.ts';
import { guestNotConverted } from './guest-not-converted.ts';
import { windowsOldDrivers } from './windows-old-drivers.ts';

export const emulatedDisks = defineRule({
  id: 'kvm.disk.emulated-count',
  label: 'More disks than IDE takes',
  description:
    'The guest has no virtio drivers, so its disks become IDE disks, of which one machine has four, CD drives among them.',
  remedy: 'Put the further disks on a SATA controller, or install virtio drivers in the guest before the move.',
  severity: { kvm: 'warning' },
  settledOn: ['kvm'],
  source: kvmResources,
  needs: [],
  mayUse: ['disks', 'os'],
  fixHours: 2,
  evaluate: ({ disks, os = {} }, context) => {
    const limit = limitOf(context.catalog, 'kvm-ide-disks');
    const count = disks === undefined ? undefined : atMost(disks.length, 'disks', limit);
    if (count?.outcome === 'pass') return pass;
    const answers = [guestNotConverted, windowsOldDrivers].map((rule) => rule.evaluate({ os }, context));
    if (answers.every(({ outcome }) => outcome === 'pass')) return pass;
    if (count === undefined) return unknown(['disks']);
    if (answers.some(({ outcome }) => outcome === 'fail')) return count;
    return answers.find(({ outcome }) => outcome === 'unknown') ?? pass;
  },
});
