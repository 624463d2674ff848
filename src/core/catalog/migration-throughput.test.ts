import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { unknownSources } from './provenance.ts';
import type { Provenance } from './provenance.ts';

const { sources, methods, ...rest } = catalog['migration-throughput'];

function records(value: unknown): Provenance[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(records);
  return 'conf' in value ? [value as unknown as Provenance, ...below] : below;
}

describe('catalog/migration-throughput.yaml', () => {
  it('names a source it has for every figure, and none from the future', () => {
    const all = records([methods, rest]);
    expect(all.length).toBeGreaterThan(40);
    expect(unknownSources(all, sources)).toEqual([]);
    expect(all.filter(({ asOf }) => asOf > '2026-11-23')).toEqual([]);
  });

  it('calls nothing verified that rests on a default of the product', () => {
    const doubtful = records([methods, rest]).filter(({ source }) => [source].flat().includes('default'));
    expect(doubtful.filter(({ conf }) => conf !== 'own' && conf !== 'derived')).toEqual([]);
  });

  it('has one method per id, a way to every target from any platform, and intervals for what is copied warm', () => {
    const ids = methods.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const anywhere = methods.filter(({ from }) => from.includes('*')).flatMap(({ targets }) => targets);
    expect([...new Set(anywhere)].sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'aks-container',
      'azure-local',
      'azure-vm',
      'hyperv',
      'kvm',
      'openshift-container',
      'openshift-virtualization',
      'stay',
    ]);
    expect(methods.filter(({ warm, precopyHours }) => warm !== (precopyHours !== undefined))).toEqual([]);
  });
});
