import { describe, expect, it } from 'vitest';
import type { Nic } from '../../../model/workload.ts';
import { planningInput, sites, workload } from '../../plan.fixture.ts';
import { planWaves } from '../../waves.ts';
import { GapList } from '../artefact.ts';
import { machineOf } from './machine.ts';

describe('interfaces of a machine', () => {
  it.each<{ reason: string; networks: string[] | undefined; nics: Nic[] | undefined; from: string[] | undefined }>([
    {
      reason: 'one per adapter, in their order',
      networks: ['VLAN120'],
      nics: [
        { label: '1', network: 'VLAN120' },
        { label: '2', network: 'VLAN120' },
      ],
      from: ['VLAN120', 'VLAN120'],
    },
    {
      reason: 'an adapter of unknown network is kept and asked for',
      networks: ['VLAN120'],
      nics: [{ label: '1', network: 'VLAN120' }, { label: 'nic 2' }],
      from: ['VLAN120', 'unknown, nic 2'],
    },
    {
      reason: 'networks without adapters: one each',
      networks: ['VLAN120', 'b'],
      nics: undefined,
      from: ['VLAN120', 'b'],
    },
    {
      reason: 'adapters without networks, and as many networks: one each',
      networks: ['VLAN120', 'b'],
      nics: [{ label: '1' }, { label: '2' }],
      from: ['VLAN120', 'b'],
    },
    {
      reason: 'adapters without networks, and fewer networks: every adapter is asked for',
      networks: ['VLAN120'],
      nics: [{ label: '1' }, { label: '2' }],
      from: ['unknown, 1', 'unknown, 2'],
    },
    { reason: 'no adapter at all: left out', networks: [], nics: [], from: undefined },
  ])('$reason', ({ networks, nics, from }) => {
    const machine = workload('a', { networks, nics, disks: [{ label: 'd', capacityMiB: 1024, datastore: 'ds-gold' }] });
    const move = planWaves(planningInput({ workloads: [machine] })).waves[0]?.moves[0];
    if (move === undefined) throw new Error('nothing moves');
    const gaps = new GapList();
    const made = machineOf(move, machine, sites().sites.at(-1), 0, 'wave-01', gaps);
    expect(made?.networks.map((network) => network.from)).toEqual(from);
    expect(gaps.list().length).toBe(from === undefined ? 1 : 0);
  });
});
