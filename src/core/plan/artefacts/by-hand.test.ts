import { describe, expect, it } from 'vitest';
import { TARGETS } from '../../assess/targets/registry.ts';
import { assignment, planningInput, workload } from '../plan.fixture.ts';
import { planWaves } from '../waves.ts';
import { byHand, FORMAT_FOR } from './by-hand.ts';
import { ARTEFACT_TOOLS, generateArtefacts } from './registry.ts';

describe('targets and artefact formats', () => {
  it('names only formats that exist', () => {
    const known = ARTEFACT_TOOLS.map(({ id }) => id);
    expect(Object.values(FORMAT_FOR).filter((id) => !known.includes(id))).toEqual([]);
  });

  it('has a way by hand for every target that has no format', () => {
    const moving = TARGETS.filter(({ moves }) => moves).map(({ id }) => id);
    expect(moving.filter((id) => FORMAT_FOR[id] === undefined && byHand(id) === undefined)).toEqual([]);
    expect(moving.filter((id) => FORMAT_FOR[id] !== undefined && byHand(id) !== undefined)).toEqual([]);
  });

  it('says so in the plan, so that it promises nothing', () => {
    const plan = planWaves(
      planningInput({ workloads: [workload('a')], assignments: [assignment('a', { target: 'hyperv' })] }),
    );
    expect(plan.waves[0]?.moves[0]?.conditions).toContainEqual(
      expect.stringContaining('no files are generated for hyperv: convert with System Center'),
    );
  });
});

describe('an export', () => {
  it('names what it leaves out because no format has it', () => {
    const workloads = new Map([['a', workload('a')]]);
    const input = planningInput({ workloads: [workload('a')], assignments: [assignment('a', { target: 'kvm' })] });
    const { gaps } = generateArtefacts('azure', { plan: planWaves(input), sites: input.sites, workloads });
    expect(gaps).toEqual([
      {
        wave: 'wave-01-pilot',
        workloads: ['a'],
        what: 'no format has files for kvm',
        remedy: 'convert with virt-v2v and define the domain by hand',
        effect: 'note',
      },
    ]);
  });
});
