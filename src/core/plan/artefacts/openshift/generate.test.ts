import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../../../model/workload.ts';
import { sitesFileSchema } from '../../../policy/site.ts';
import { assignment, planningInput, sites, workload } from '../../plan.fixture.ts';
import { planWaves } from '../../waves.ts';
import type { ArtefactResult } from '../artefact.ts';
import { openshiftArtefacts } from './generate.ts';

const FACTS: WorkloadFacts = {
  powerState: 'on',
  changeTracking: true,
  snapshots: [],
  disks: [{ label: 'Hard disk 1', capacityMiB: 1024, datastore: 'ds-gold', changeTracking: true }],
  nics: [{ label: 'nic 1', network: 'VLAN120' }],
};

const warmSites = sitesFileSchema.parse({
  ...sites(),
  sites: sites().sites.map((site) => ({ ...site, settings: { ...site.settings, migrationType: 'warm' } })),
});

function generated(
  machines: Readonly<Record<string, WorkloadFacts>>,
  over: { sites?: typeof warmSites; to?: Readonly<Record<string, string>> } = {},
): ArtefactResult {
  const workloads = Object.entries(machines).map(([id, facts]) => workload(id, facts));
  const assignments = workloads.map(({ id }) => assignment(id, { siteId: over.to?.[id] ?? 'fra-ocp' }));
  const input = { ...planningInput({ workloads, assignments }), sites: over.sites ?? sites() };
  return openshiftArtefacts.generate({ plan: planWaves(input), sites: input.sites, workloads: input.workloads });
}

const plansOf = (result: ArtefactResult): { metadata: { name: string }; spec: Record<string, unknown> }[] =>
  result.files
    .filter(({ path }) => path.endsWith('40-plan.yaml'))
    .flatMap(({ content }) => parseAllDocuments(content).map((document) => document.toJS() as never));

const gapsOf = (result: ArtefactResult): string[] => result.gaps.map(({ what }) => what);

describe('warm migration', () => {
  it('is planned where it is asked for and nothing is in its way', () => {
    expect(plansOf(generated({ a: FACTS }, { sites: warmSites }))[0]?.spec).toMatchObject({ type: 'warm', warm: true });
    expect(plansOf(generated({ a: FACTS }))[0]?.spec).toMatchObject({ type: 'cold', warm: false });
  });

  it.each<[string, WorkloadFacts, string]>([
    ['tracking is off', { changeTracking: false }, 'changed block tracking is off, '],
    ['nobody knows whether it is on', { changeTracking: undefined }, 'changed block tracking is unknown'],
    [
      'a disk is left out of it',
      { disks: [{ label: 'd', capacityMiB: 1, datastore: 'ds-gold', changeTracking: false }] },
      'changed block tracking is off for a disk',
    ],
    ['it is off', { powerState: 'off' }, 'power state is off'],
    ['its power state is unknown', { powerState: undefined }, 'power state is unknown'],
    ['it has snapshots', { snapshots: [{ name: 'before patch' }] }, 'it has snapshots'],
    ['nobody knows its snapshots', { snapshots: undefined }, 'snapshots are unknown'],
  ])('becomes cold and says so when %s', (_reason, facts, gap) => {
    const result = generated({ a: { ...FACTS, ...facts } }, { sites: warmSites });
    expect(plansOf(result)[0]?.spec).toMatchObject({ type: 'cold', warm: false });
    expect(gapsOf(result).join('\n')).toContain(gap);
  });
});

describe('maps', () => {
  it('count adapters, not networks, that go to the pod network', () => {
    const nics = [
      { label: '1', network: 'other' },
      { label: '2', network: 'other' },
    ];
    const pod = 'more than one adapter of a machine goes to the pod network, which a machine can join once';
    expect(gapsOf(generated({ a: { ...FACTS, networks: ['other'], nics } }))).toContain(pod);
    expect(gapsOf(generated({ a: { ...FACTS, networks: ['other'], nics: nics.slice(1) } }))).not.toContain(pod);
  });

  it('say when an adapter or a disk may be missing in them', () => {
    const result = generated({
      a: {
        ...FACTS,
        nics: [{ label: '1', network: 'VLAN120' }, { label: '2' }],
        disks: [...(FACTS.disks ?? []), { label: 'not listed' }],
      },
    });
    expect(gapsOf(result)).toContain('no source said which network one of its adapters is on');
    expect(gapsOf(result)).toContain('no source said which datastore one of its disks is on');
  });
});

describe('plans', () => {
  it('copy a shared disk once, and one that cannot be told from others each time', () => {
    const shared = { label: 'quorum', capacityMiB: 1024, datastore: 'ds-gold', shared: true };
    const withDisks = (...paths: (string | undefined)[]): WorkloadFacts => ({
      ...FACTS,
      disks: paths.map((path) => (path === undefined ? shared : { ...shared, path })),
    });
    const vms = plansOf(
      generated({ a: withDisks('[ds] q.vmdk'), b: withDisks('[ds] q.vmdk'), c: withDisks('[ds] q.vmdk', undefined) }),
    ).flatMap(({ spec }) => spec['vms'] as { name: string; migrateSharedDisks?: boolean }[]);
    expect(vms.map(({ name, migrateSharedDisks }) => [name, migrateSharedDisks])).toEqual([
      ['a', undefined],
      ['b', false],
      ['c', undefined],
    ]);
  });

  it('have names of their own when one wave goes to two clusters', () => {
    const ocp = sites().sites.find(({ id }) => id === 'fra-ocp');
    const two = sitesFileSchema.parse({ ...sites(), sites: [...sites().sites, { ...ocp, id: 'muc-ocp' }] });
    const application = { application: 'shop' };
    const result = generated(
      { a: { ...FACTS, ...application }, b: { ...FACTS, ...application } },
      { sites: two, to: { b: 'muc-ocp' } },
    );
    const names = plansOf(result).map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])$/);
  });

  it('keep apart long names that differ at the end only', () => {
    const long = 'x'.repeat(70);
    const many = sitesFileSchema.parse({
      ...sites(),
      sites: [...sites().sites, { ...sites().sites[0], id: `${long.slice(0, 60)}1` }],
    });
    const workloads = ['a', 'b'].map((id) => workload(id, { ...FACTS, application: 'shop' }));
    const assignments = workloads.map(({ id }) =>
      assignment(id, id === 'b' ? { fromSiteId: `${long.slice(0, 60)}1` } : {}),
    );
    const input = { ...planningInput({ workloads, assignments }), sites: many };
    const result = openshiftArtefacts.generate({
      plan: { ...planWaves(input), name: long },
      sites: many,
      workloads: input.workloads,
    });
    const names = plansOf(result).map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(63);
  });
});
