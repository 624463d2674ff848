import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { calls } from '../../applications/applications.fixture.ts';
import { serviceNames } from '../../applications/service-names.ts';
import type { Dependency } from '../../model/estate.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import type { Declaration } from '../site.ts';
import { declaredClasses } from './declared-classes.ts';
import { inheritance, INHERITANCE_SOURCE } from './inherit.ts';
import type { Inheritance } from './inherit.ts';
import { inheritanceSchema } from './settings.ts';

const services = serviceNames(catalog['service-ports']);
const machine = (id: string, facts: WorkloadFacts = {}): Workload => workloadWith({ name: id, ...facts }, { id });

function inherit(
  workloads: readonly Workload[],
  dependencies: readonly Dependency[],
  section: object = {},
  declarations: readonly Declaration[] = [],
) {
  const settings = inheritanceSchema.parse({ unclassified: 'ignore', ...section });
  const declared = declaredClasses(declarations);
  return inheritance({ workloads, dependencies, settings, services, declared, asOf: '2026-11-20T08:00:00.000Z' });
}
const shown = (found: Inheritance, id: string): readonly string[] =>
  found
    .of(id)
    .map(
      ({ dataClass, certain, path }) =>
        `${dataClass ?? 'unsaid'}${certain ? '' : '?'}: ${path.map((at) => at.workloadId).join('>')}`,
    );

const patients = machine('patients', { dataClasses: ['phi'] });
const postgres = { port: 5432, protocol: 'tcp' } as const;

describe('data classes along dependencies', () => {
  it('a report server that reads the patient database holds patient data, with the way shown', () => {
    const reports = machine('reports', { dataClasses: ['internal'] });
    const found = inherit([patients, reports], [calls('reports', 'patients', postgres)]);
    expect(found.of('reports')).toMatchObject([
      { dataClass: 'phi', certain: true, path: [{ workloadId: 'patients', port: 5432 }] },
    ]);
    const after = found.apply(reports);
    expect(after.facts.dataClasses).toEqual(['internal', 'phi']);
    expect(after.open).toBeUndefined();
    expect(after.observations.at(-1)).toMatchObject({
      sourceId: INHERITANCE_SOURCE,
      nativeId: 'phi: reads patients',
    });
    expect(after.provenance.dataClasses).toBe(1);
    expect(found.workloads).toBe(1);
  });

  it('does not flow to what is called', () => {
    const found = inherit([patients, machine('mail')], [calls('patients', 'mail', { port: 25, protocol: 'tcp' })]);
    expect(found.of('mail')).toEqual([]);
    expect(found.apply(patients)).toBe(patients);
  });

  it('goes on from caller to caller, by the shortest way', () => {
    const ids = ['web', 'app', 'cache'].map((id) => machine(id));
    const edges = [
      calls('web', 'app', { port: 443 }),
      calls('app', 'cache', postgres),
      calls('cache', 'patients', postgres),
      calls('app', 'patients', postgres),
    ];
    const found = inherit([patients, ...ids], edges);
    expect(shown(found, 'web')).toEqual(['phi: app>patients']);
    expect(shown(inherit([patients, ...ids], edges, { atMostCalls: 1 }), 'web')).toEqual([]);
    expect(shown(inherit([patients, ...ids], edges, { enabled: false }), 'app')).toEqual([]);
  });

  it('leaves the list of a workload that nobody classified open: what it reads is not all it holds', () => {
    const app = machine('app');
    const after = inherit([patients, app], [calls('app', 'patients', postgres)]).apply(app);
    expect(after.facts.dataClasses).toEqual(['phi']);
    expect(after.open).toEqual({ dataClasses: [] });
  });

  it.each([
    ['names and time', { port: 53, protocol: 'udp' } as const],
    ['background traffic', { ...postgres, noise: 'monitoring' } as const],
    ['management', { port: 22, protocol: 'tcp' } as const],
  ])('is not carried by %s', (_, over) => {
    expect(inherit([patients, machine('other')], [calls('other', 'patients', over)]).of('other')).toEqual([]);
  });

  it('whoever keeps the backups holds the data, whichever side calls; where nobody says who, both may', () => {
    const keeper = machine('veeam', { roles: ['backup'] });
    const pushed = calls('patients', 'veeam', { noise: 'backup' });
    expect(shown(inherit([patients, keeper], [pushed]), 'veeam')).toEqual(['phi: patients']);
    expect(shown(inherit([patients, machine('veeam')], [pushed]), 'veeam')).toEqual(['phi?: patients']);
  });

  it('over a port that nobody knows, too; a known service is read as it is', () => {
    const keeper = machine('veeam', { roles: ['backup'], dataClasses: ['internal'] });
    const unknownPort = inherit([patients, keeper], [calls('patients', 'veeam', { port: 9399, protocol: 'tcp' })]);
    expect(shown(unknownPort, 'veeam')).toEqual(['phi: patients']);
    expect(shown(unknownPort, 'patients')).toEqual([]);
    const web = inherit([patients, keeper], [calls('patients', 'veeam', { port: 443, protocol: 'tcp' })]);
    expect(shown(web, 'patients')).toEqual(['internal: veeam']);
  });

  it('what is not sure leaves the list open and says what would close it', () => {
    const app = machine('app', { dataClasses: ['internal'] });
    const unsure = calls('app', 'patients', { ...postgres, confidencePct: 30 });
    const after = inherit([patients, app], [unsure]).apply(app);
    expect(after.facts.dataClasses).toEqual(['internal']);
    expect(after.open).toEqual({ dataClasses: ['dependencies'] });
    const settled = inherit([patients, app], [unsure], { atLeastConfidencePct: 30 }).apply(app);
    expect(settled.facts.dataClasses).toEqual(['internal', 'phi']);
  });

  it('a dependency without a direction may carry either way', () => {
    const flow = { kind: 'sampled', days: 1, directionUnknown: true } as const;
    const app = machine('app', { dataClasses: [] });
    expect(shown(inherit([patients, app], [calls('patients', 'app', { ...postgres, flow })]), 'app')).toEqual([
      'phi?: patients',
    ]);
  });

  it('a stop is neither reached nor passed, for its classes only', () => {
    const source = machine('source', { dataClasses: ['personal', 'phi'] });
    const all = [source, machine('anonymiser'), machine('lake')];
    const edges = [calls('anonymiser', 'source', postgres), calls('lake', 'anonymiser', postgres)];
    const stops = [{ match: 'name = anonymiser', dataClasses: ['personal'], reason: 'names are taken out' }];
    expect(shown(inherit(all, edges, { stops }), 'lake')).toEqual(['phi: anonymiser>source']);
  });
});

describe('what is declared', () => {
  const plain = machine('db', { name: 'db' });
  const reader = machine('reader', { dataClasses: ['internal'] });
  const call = calls('reader', 'db', postgres);

  it('goes along calls like what sources say', () => {
    const declarations = [{ match: 'name = db', attributes: { dataClasses: ['phi'] } }];
    expect(shown(inherit([plain, reader], [call], {}, declarations), 'reader')).toEqual(['phi: db']);
  });

  it('is the whole list: the workload takes on nothing of what it reads, and hands nothing of that on', () => {
    const declarations = [{ match: 'name = reader', attributes: { dataClasses: ['public'] } }];
    const next = machine('next');
    const all = [patients, reader, next];
    const edges = [calls('reader', 'patients', postgres), calls('next', 'reader', postgres)];
    const found = inherit(all, edges, {}, declarations);
    expect(shown(found, 'reader')).toEqual([]);
    expect(shown(found, 'next')).toEqual(['public: reader']);
  });
});

describe('what is not classified, or not wholly', () => {
  const reader = machine('reader', { dataClasses: ['internal'] });
  const call = calls('reader', 'db', postgres);

  it('leaves the list of its readers open, and says by whom', () => {
    const found = inherit([machine('db'), reader], [call], { unclassified: 'open' });
    expect(found.of('reader')).toMatchObject([{ dataClass: null, certain: false, path: [{ workloadId: 'db' }] }]);
    expect(found.apply(reader).open).toEqual({ dataClasses: ['dependencies'] });
    expect(found.apply(reader).facts.dataClasses).toEqual(['internal']);
    expect(inherit([machine('db'), reader], [call]).of('reader')).toEqual([]);
  });

  it('is so too where a rule or a declaration may add a class, whatever the setting', () => {
    const half = workloadWith({ name: 'db', dataClasses: [] }, { id: 'db', open: { dataClasses: ['os.family'] } });
    expect(shown(inherit([half, reader], [call]), 'reader')).toEqual(['unsaid?: db']);
    const declarations = [{ match: 'os.family = windows', attributes: { dataClasses: ['phi'] } }];
    const bare = machine('db', { dataClasses: [] });
    expect(declaredClasses(declarations)(bare)).toEqual({ classes: undefined, open: true });
    const linux = machine('reader', { dataClasses: ['internal'], os: { family: 'linux' } });
    expect(shown(inherit([bare, linux], [call], {}, declarations), 'reader')).toEqual(['unsaid?: db']);
  });

  it('is passed on, but not over a stop of everything', () => {
    const far = machine('far', { dataClasses: [] });
    const edges = [call, calls('far', 'reader', postgres)];
    const stops = [{ match: 'name = reader', reason: 'counts only' }];
    const section = { unclassified: 'open', stops };
    expect(shown(inherit([machine('db'), reader, far], edges, { unclassified: 'open' }), 'far')).toEqual([
      'internal: reader',
      'unsaid?: reader>db',
    ]);
    expect(shown(inherit([machine('db'), reader, far], edges, section), 'far')).toEqual(['internal: reader']);
    const some = { unclassified: 'open', stops: [{ match: 'name = reader', dataClasses: ['phi'], reason: '-' }] };
    expect(shown(inherit([machine('db'), reader], [call], some), 'reader')).toEqual(['unsaid?: db']);
  });
});

const estates = fc
  .record({
    classes: fc.array(fc.subarray(['phi', 'personal', 'internal']), { minLength: 2, maxLength: 8 }),
    edges: fc.array(
      fc.record({ from: fc.nat(7), to: fc.nat(7), sure: fc.boolean(), port: fc.constantFrom(5432, 443, 53, 22) }),
      { maxLength: 20 },
    ),
  })
  .map(({ classes, edges }) => ({
    workloads: classes.map((dataClasses, index) =>
      machine(`w${index}`, dataClasses.length === 0 ? {} : { dataClasses }),
    ),
    edges: edges
      .filter(({ from, to }) => from < classes.length && to < classes.length)
      .map(({ from, to, sure, port }) =>
        calls(`w${from}`, `w${to}`, { port, protocol: 'tcp', confidencePct: sure ? 90 : 10 }),
      ),
  }));

describe('always', () => {
  it('inheriting only adds, and doing it twice changes nothing', () => {
    fc.assert(
      fc.property(estates, ({ workloads, edges }) => {
        const found = inherit(workloads, edges);
        const after = workloads.map((each) => found.apply(each));
        after.forEach((each, index) => {
          expect(each.facts.dataClasses ?? []).toEqual(
            expect.arrayContaining([...(workloads[index]?.facts.dataClasses ?? [])]),
          );
          expect(found.apply(each)).toEqual(each);
        });
        const again = inherit(after, edges);
        // Every class goes out from those it is said of, so that a second pass finds nothing new.
        for (const each of after) expect(again.apply(each).facts).toEqual(each.facts);
      }),
    );
  });

  it('every way leads over calls that are there to a workload the class is said of', () => {
    fc.assert(
      fc.property(estates, ({ workloads, edges }) => {
        const found = inherit(workloads, edges);
        for (const { id } of workloads) {
          for (const { dataClass, path } of found.of(id)) {
            let at = id;
            for (const { workloadId } of path) {
              expect(edges.some((edge) => edge.fromWorkloadId === at && edge.toWorkloadId === workloadId)).toBe(true);
              at = workloadId;
            }
            const holder = workloads.find((each) => each.id === at);
            expect(holder?.facts.dataClasses).toContain(dataClass);
          }
        }
      }),
    );
  });

  it('the order of dependencies does not matter', () => {
    fc.assert(
      fc.property(estates, ({ workloads, edges }) => {
        const [one, other] = [inherit(workloads, edges), inherit(workloads, edges.toReversed())];
        for (const { id } of workloads) expect(shown(other, id)).toEqual(shown(one, id));
      }),
    );
  });
});
