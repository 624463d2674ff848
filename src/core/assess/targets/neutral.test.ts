/** No target is the better one because fewer rules speak on it: what is not known is unknown on each of them. */

import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { createAssessor } from '../engine.ts';
import { TARGETS } from './registry.ts';

const assess = createAssessor({ catalog, asOf: '2026-11-22' });

/** What the sheet vInfo says of a healthy, small, current machine: nothing of disks, adapters, devices and the guest's inside. */
const summary: WorkloadFacts = {
  name: 'fra-web-01',
  template: false,
  placeholder: false,
  powerState: 'on',
  connectionState: 'connected',
  cpuCount: 4,
  memoryMiB: 8192,
  os: { id: 'windows-server-2022', family: 'windows', version: '2022', architecture: 'x86_64' },
  hostName: 'fra-web-01.corp.example',
  ipAddresses: ['10.20.30.40'],
  firmware: 'efi',
  secureBoot: false,
};

/** What settles the rules on numbers and sizes of disks and adapters. */
const disksAndAdapters: WorkloadFacts = {
  disks: [{ label: 'Hard disk 1', key: '2000', capacityMiB: 102_400, shared: false, rawDeviceMapping: false }],
  nics: [{ label: 'Network adapter 1', network: 'VLAN 10' }],
};

const moving = TARGETS.filter(({ moves }) => moves);

describe.each(['vsphere', 'hyperv', 'azure', 'ova', 'ovirt', 'openstack', 'nutanix', 'xen'])(
  'a machine on %s known by its summary only',
  (platform) => {
    const { targets, bestTarget, equallyGood } = assess(workloadWith({ ...summary, platform }));

    it.each(moving.filter((target) => target.platform !== platform).map(({ id }) => id))('is unknown on %s', (id) => {
      expect(targets[id]?.readiness).toBe('unknown');
    });

    it('has an answer on every target, and a best one on none', () => {
      expect(Object.keys(targets).sort()).toEqual(TARGETS.map(({ id }) => id as string).sort());
      expect(bestTarget).toBeNull();
      expect(equallyGood).toEqual([]);
    });
  },
);

describe('targets for virtual machines', () => {
  const machines = moving.filter(({ kinds }) => !kinds.includes('container'));

  it.each(machines.map(({ id }) => id))('%s asks for the size of disks before it takes a machine', (id) => {
    const adapters = assess(workloadWith({ ...summary, platform: 'ova', nics: disksAndAdapters.nics }));
    const sized = assess(workloadWith({ ...summary, ...disksAndAdapters, platform: 'ova' }));
    const open = adapters.rules.filter(({ ruleId }) => adapters.targets[id]?.unknowns.includes(ruleId));
    expect(open.flatMap(({ missing }) => missing)).toContain('disks[].capacityMiB');
    expect(adapters.targets[id]?.readiness).toBe('unknown');
    const left = sized.rules.filter(({ ruleId }) => sized.targets[id]?.unknowns.includes(ruleId));
    expect(left.flatMap(({ missing }) => missing)).not.toContain('disks[].capacityMiB');
  });

  it.each(machines.map(({ id }) => id))('%s refuses what is larger than any machine can be', (id) => {
    const huge = assess(workloadWith({ ...summary, platform: 'ova', cpuCount: 100_000, memoryMiB: 2 ** 40 }));
    expect(huge.targets[id]?.blockers.some((rule) => rule.includes('cpu'))).toBe(true);
    expect(huge.targets[id]?.blockers.some((rule) => rule.includes('memory'))).toBe(true);
  });

  it.each(machines.map(({ id }) => id))('%s warns of a guest that no list of its vendors names', (id) => {
    const odd = assess(
      workloadWith({ ...summary, platform: 'ova', os: { id: 'solaris-11', family: 'other', architecture: 'x86_64' } }),
    );
    const { blockers = [], warnings = [] } = odd.targets[id] ?? {};
    expect([...blockers, ...warnings].some((rule) => rule.includes('.os.'))).toBe(true);
  });
});
