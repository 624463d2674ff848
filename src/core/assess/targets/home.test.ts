/** A workload on the platform of a target: what running there settles, and when moving away is no better. */

import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { createAssessor } from '../engine.ts';
import { RULES } from '../rules/registry.ts';

const assess = createAssessor({ catalog, asOf: '2026-11-22' });
const container = (facts: WorkloadFacts) => assess(workloadWith(facts, { kind: 'container' }));

/** A plain web service whose cluster told all that rules ask of containers. */
const plain: WorkloadFacts = {
  name: 'shop',
  os: { family: 'linux', architecture: 'x86_64' },
  images: ['registry.example/shop/web:1'],
  networks: [],
  privileged: false,
  hostPaths: [],
  hostAffinity: false,
  gpus: [],
  disks: [],
  controller: 'Deployment',
};

describe('a container workload', () => {
  it('stays where it is when moving is no better', () => {
    const { targets, bestTarget, equallyGood } = container({ ...plain, platform: 'openshift' });
    expect(targets['openshift-container']?.readiness).toBe('ready');
    expect(targets['aks-container']?.readiness).toBe('ready');
    expect(bestTarget).toBeNull();
    expect(equallyGood).toEqual(['stay', 'aks-container']);
  });

  it('stays all the more when moving is worse', () => {
    const { bestTarget, equallyGood } = container({
      ...plain,
      platform: 'openshift',
      networks: ['pods', 'storage'],
    });
    expect({ bestTarget, equallyGood }).toEqual({ bestTarget: 'stay', equallyGood: [] });
  });

  it('is offered both targets from a cluster of neither', () => {
    const { bestTarget, equallyGood } = container({ ...plain, platform: 'kubernetes' });
    expect(bestTarget ?? equallyGood).toEqual(['openshift-container', 'aks-container']);
  });
});

describe('a machine that is an appliance or a node', () => {
  it.each(['virtual-appliance', 'kubernetes-node'] as const)('is told so once per container target: %s', (role) => {
    const { targets } = assess(workloadWith({ platform: 'vsphere', roles: [role] }));
    for (const id of ['openshift-container', 'aks-container'] as const) {
      const { blockers = [], warnings = [] } = targets[id] ?? {};
      expect(blockers).toContain('container.role.no-application');
      expect([...blockers, ...warnings].filter((rule) => rule.startsWith('common.role.'))).toEqual([]);
    }
    const kvm = RULES.filter(({ id, severity }) => id === `common.role.${role}` && severity.kvm === 'info');
    expect(kvm).toHaveLength(1);
  });
});

describe('what only matters on the way', () => {
  const inside: WorkloadFacts = {
    os: { id: 'windows-server-2022', family: 'windows', version: '2022', architecture: 'x86_64' },
    guestEncryption: ['C:'],
    guestServices: [{ name: 'MSiSCSI', state: 'running', startMode: 'automatic' }],
    guestFeatures: ['Multipath-IO'],
    gpus: [{ type: 'nvidia-t4', count: 1 }],
  };
  const way = ['common.guest.encryption', 'common.guest.iscsi', 'common.guest.multipath', 'common.device.vgpu'];

  it('does not weigh where the machine runs, and weighs everywhere else', () => {
    const { targets, rules } = assess(workloadWith({ ...inside, platform: 'azure' }));
    expect(rules.filter(({ outcome }) => outcome === 'fail').map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(way),
    );
    const { blockers = [], warnings = [] } = targets['azure-vm'] ?? {};
    expect([...blockers, ...warnings].filter((id) => way.includes(id))).toEqual([]);
    expect(targets.kvm?.warnings).toEqual(expect.arrayContaining(way));
    expect(targets['azure-local']?.blockers).toContain('common.guest.encryption');
  });

  it('weighs on Azure for machines of other platforms', () => {
    const { targets } = assess(workloadWith({ ...inside, platform: 'ova' }));
    expect(targets['azure-vm']?.blockers).toEqual(expect.arrayContaining(way));
  });

  it('leaves a target open no more where the machine runs', () => {
    const { targets } = assess(workloadWith({ platform: 'azure', powerState: 'on' }));
    const { unknowns = [], openAside = [] } = targets['azure-vm'] ?? {};
    expect([...unknowns, ...openAside].filter((id) => way.includes(id))).toEqual([]);
  });

  it('leaves a container of OpenShift without warnings there', () => {
    const facts = { ...plain, privileged: true, hostPaths: ['/var/log'], controller: 'DaemonSet' };
    const { targets, bestTarget } = container({ ...facts, platform: 'openshift' });
    expect(targets['openshift-container']).toMatchObject({ readiness: 'ready', warnings: [], fixHours: 0 });
    expect(targets['aks-container']?.warnings).toContain('container.workload.privileged');
    expect(bestTarget).toBe('stay');
  });
});
