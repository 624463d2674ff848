import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { IsthmusError } from '../errors/errors.ts';
import { buildCatalog, CATALOG_SCHEMAS, reopenCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { cite, unknownSources } from './provenance.ts';
import type { Provenance } from './provenance.ts';

const copy = (): Record<string, unknown> => JSON.parse(JSON.stringify(catalog));

const MINE = ['os-lifecycle', 'guest-support', 'migration-concerns', 'ai-gpus', 'ai-models'] as const;

const isRecord = (value: unknown): value is Provenance =>
  typeof value === 'object' && value !== null && 'source' in value && 'asOf' in value;

function recordsOf(file: Catalog[(typeof MINE)[number]]): readonly Provenance[] {
  return Object.values(file).flatMap((section: unknown) => (Array.isArray(section) ? section.filter(isRecord) : []));
}

describe('shipped catalogue', () => {
  it.each(MINE)('%s: every record names sources the file has', (name) => {
    const file = catalog[name];
    expect(recordsOf(file).length).toBeGreaterThan(20);
    expect(unknownSources(recordsOf(file), file.sources)).toEqual([]);
  });

  it.each(MINE)('%s: what is dated by hand does not come from the future', (name) => {
    expect(recordsOf(catalog[name]).filter(({ asOf }) => asOf > '2026-11-22')).toEqual([]);
  });

  it('has one record per id', () => {
    const lists = [
      catalog['os-lifecycle'].os.map(({ id }) => id),
      catalog['os-lifecycle'].platforms.map(({ id }) => id),
      catalog['guest-support'].platformLimits.map(({ id }) => id),
      catalog['guest-support'].guestIdMap.map(({ guestId }) => guestId),
      catalog['migration-concerns'].concerns.map(({ id }) => id),
      catalog['ai-gpus'].gpus.map(({ id }) => id),
      catalog['ai-models'].models.map(({ id }) => id),
    ];
    for (const ids of lists) expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('joins: sizes carry known GPUs, exact guest ids have dates or none exist', () => {
    const gpus = new Set(catalog['ai-gpus'].gpus.map(({ id }) => id));
    expect(catalog['ai-gpus'].azureSizes.filter(({ gpu }) => !gpus.has(gpu))).toEqual([]);
    const dated = catalog['os-lifecycle'].os.map(({ id }) => id);
    const undated = catalog['guest-support'].guestIdMap
      .filter(({ match }) => match === 'exact' || match === 'ambiguous')
      .flatMap(({ os }) => os)
      .filter((os) => !dated.some((id) => id === os || id.startsWith(`${os}.`) || id.startsWith(`${os}-`)));
    expect([...new Set(undated)].sort()).toEqual([
      'hyper-v-server',
      'solaris-10',
      'solaris-11',
      'solaris-6',
      'solaris-7',
      'solaris-8',
      'solaris-9',
      'windows-12',
    ]);
  });

  it('orders the days of a release', () => {
    const wrong = catalog['os-lifecycle'].os.filter(({ ga = '', mainstreamEnd, supportEnd, extendedEnd }) => {
      const days = [ga, mainstreamEnd ?? ga, supportEnd ?? mainstreamEnd ?? ga, extendedEnd ?? '9999'];
      return days.some((day, index) => index > 0 && day < (days[index - 1] ?? ''));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('treats "or later" guest ids as ambiguous', () => {
    const later = catalog['guest-support'].guestIdMap.filter(({ orLater }) => orLater === true);
    expect(later.map(({ guestId }) => guestId)).toContain('windows9Server64Guest');
    expect(later.every(({ match, os }) => match === 'ambiguous' && Array.isArray(os))).toBe(true);
  });

  it('shows doubt where there is doubt', () => {
    expect(cite({ source: 'a', asOf: '2026-11-22', conf: 'own' })).toBe('a, 2026-11-22, unverified');
    expect(cite({ source: ['a', 'b'], asOf: '2026-11-22', conf: 'verified' })).toBe('a + b, 2026-11-22');
  });
});

describe('building a catalogue', () => {
  it('keeps the version when nothing changed, and changes it with any fact', () => {
    const same = copy();
    expect(buildCatalog(same).version).toBe(catalog.version);
    const changed = copy() as { 'os-lifecycle': { os: { supportEnd?: string }[] } };
    const [first] = changed['os-lifecycle'].os;
    if (first !== undefined) first.supportEnd = '2035-01-01';
    expect(buildCatalog(changed as unknown as Record<string, unknown>).version).not.toBe(catalog.version);
  });

  it.each<{ reason: string; file: string; spoil: (file: Record<string, unknown>) => void; where: string }>([
    {
      reason: 'a day that is none',
      file: 'os-lifecycle',
      spoil: (file) => ((file['os'] as { ga: string }[])[0] = { ...(file['os'] as { ga: string }[])[0], ga: '2026' }),
      where: 'os-lifecycle.yaml: os.0.ga',
    },
    {
      reason: 'a misspelt key',
      file: 'guest-support',
      spoil: (file) => Object.assign((file['platformLimits'] as object[])[0] ?? {}, { vaule: 1 }),
      where: 'guest-support.yaml: platformLimits.0',
    },
    {
      reason: 'a weight nobody knows',
      file: 'migration-concerns',
      spoil: (file) => Object.assign((file['concerns'] as object[])[0] ?? {}, { azure: 'bad' }),
      where: 'migration-concerns.yaml: concerns.0.azure',
    },
    {
      reason: 'no provenance',
      file: 'ai-gpus',
      spoil: (file) => Object.assign((file['gpus'] as object[])[0] ?? {}, { conf: undefined }),
      where: 'ai-gpus.yaml: gpus.0.conf',
    },
  ])('refuses $reason and names it', ({ file, spoil, where }) => {
    const files = copy();
    spoil(files[file] as Record<string, unknown>);
    let thrown: unknown;
    try {
      buildCatalog(files);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(IsthmusError);
    expect(thrown).toMatchObject({ code: 'IST-3001', causes: [{ where }] });
  });

  it('reopened, it checks each file when it is first used', () => {
    const files = copy();
    files['ai-gpus'] = {};
    const reopened = reopenCatalog(files, 'v');
    expect(reopened.version).toBe('v');
    expect(reopened['os-lifecycle']).toEqual(catalog['os-lifecycle']);
    expect(reopened['os-lifecycle']).toBe(reopened['os-lifecycle']);
    expect(() => reopened['ai-gpus']).toThrow(/ai-gpus/);
    expect(Object.keys(reopened)).toEqual(['version', ...Object.keys(CATALOG_SCHEMAS)]);
  });
});
