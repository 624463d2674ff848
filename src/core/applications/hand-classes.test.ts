import { describe, expect, it } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Fix, FixContent } from './fixes.ts';
import { HandClasses } from './hand-classes.ts';

type Classify = Extract<FixContent, { kind: 'classify' }>;

const log = (...contents: readonly Omit<Classify, 'kind'>[]): readonly Fix[] =>
  contents.map((content, index) => ({
    seq: index + 1,
    actor: 'ada',
    at: `2026-11-2${index}T08:00:00.000Z`,
    reason: 'asked the owner',
    content: { kind: 'classify', ...content },
  }));

const UUID = '42000000-0000-0000-0000-000000000001';
const identity = { biosUuid: UUID, macAddresses: ['00:50:56:00:00:01'] };
const database = workloadWith(
  { name: 'db', application: 'Clinic', dataClasses: ['internal'] },
  { id: 'wl-db', identity },
);
const ref = { id: 'wl-db', name: 'db', identity };

describe('what people say a workload holds', () => {
  it('takes the place of what sources and rules said, which stays visible', () => {
    const after = new HandClasses(log({ workloads: [ref], set: { dataClasses: ['phi'] } })).apply({
      ...database,
      open: { dataClasses: ['tags.gdpr'] },
    });
    expect(after.facts.dataClasses).toEqual(['phi']);
    expect(after.open).toBeUndefined();
    expect(after.conflicts).toEqual([{ field: 'dataClasses', others: [{ observation: 0, value: ['internal'] }] }]);
    expect(after.observations[after.provenance.dataClasses ?? 0]).toEqual({
      sourceId: 'hand',
      nativeId: 'dataClasses, ada: asked the owner',
      observedAt: '2026-11-20T08:00:00.000Z',
    });
  });

  it('of an application holds for whatever is in it; what is said of the workload itself goes before', () => {
    const classes = new HandClasses(
      log(
        { workloads: [ref], set: { criticality: 'low' } },
        { application: 'clinic', set: { criticality: 'high', owner: 'chief physician' } },
      ),
    );
    expect(classes.apply(database).facts).toMatchObject({ criticality: 'low', owner: 'chief physician' });
    const other = workloadWith({ name: 'x', application: 'Shop' }, { id: 'wl-x' });
    expect(classes.apply(other)).toBe(other);
  });

  it('finds the machine again by its identity when the id is another', () => {
    const classes = new HandClasses(log({ workloads: [ref], set: { environment: 'prod' } }));
    expect(classes.apply({ ...database, id: 'wl-new' }).facts.environment).toBe('prod');
    const clone = { ...database, id: 'wl-clone', identity: { biosUuid: UUID }, facts: { name: 'clone' } };
    expect(classes.apply(clone)).toBe(clone);
  });

  it('the last word counts, and null takes back', () => {
    const words = [
      { workloads: [ref], set: { criticality: 'low', owner: 'ada' } },
      { workloads: [ref], set: { criticality: 'high', owner: null } },
    ] as const;
    const after = new HandClasses(log(...words)).apply(database);
    expect(after.facts.criticality).toBe('high');
    expect(after.facts.owner).toBeUndefined();
  });

  it('the same word as before is no conflict', () => {
    const after = new HandClasses(log({ workloads: [ref], set: { dataClasses: ['internal'] } })).apply(database);
    expect(after.conflicts).toEqual([]);
  });
});
