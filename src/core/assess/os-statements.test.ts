import { describe, expect, it } from 'vitest';
import { catalog as shipped } from '../../../test/support/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { GuestRecord, OsTable } from '../catalog/guest-support.ts';
import { osSupport, statementText } from './os-tables.ts';

const cited = { source: 'test', asOf: '2026-11-22', conf: 'verified' as const };
const row = (os: string, verdict: GuestRecord['verdict'], rest: Partial<GuestRecord> = {}): GuestRecord => ({
  os,
  verdict,
  ...cited,
  ...rest,
});
const list = (id: string, rest: Partial<OsTable> = {}): OsTable => ({
  id,
  title: `List ${id}`,
  table: 'openshiftVirtualization',
  targets: ['kvm'],
  absent: 'no',
  ...cited,
  asOf: '2026-01-01',
  ...rest,
});

/** A catalogue with these lists and rows. */
const withLists = (osTables: readonly OsTable[], rows: readonly GuestRecord[]): Catalog => ({
  ...shipped,
  'guest-support': {
    ...shipped['guest-support'],
    osTables: [...osTables],
    openshiftVirtualization: [...rows],
    sources: { test: { ref: 'example.com/test', date: '2026-11-22' } },
  },
});
const statements = (lists: readonly OsTable[], rows: readonly GuestRecord[], os = {}) =>
  osSupport(withLists(lists, rows), { id: 'rhel-9', ...os }, 'kvm').statements;

describe('what a list says of a guest', () => {
  it.each<[GuestRecord['verdict'], string]>([
    ['certified', 'yes'],
    ['vendor-supported', 'yes'],
    ['listed', 'yes'],
    ['marketplace', 'yes'],
    ['converted', 'yes'],
    ['supported', 'yes'],
    ['easy', 'yes'],
    ['gen2', 'yes'],
    ['migratable', 'partly'],
    ['deprecated', 'partly'],
    ['runs-uncertified', 'partly'],
    ['custom-image', 'partly'],
    ['conditional', 'partly'],
    ['hard', 'partly'],
    ['gen1-only', 'partly'],
    ['gen2-only', 'partly'],
    ['not-listed', 'no'],
    ['unsupported', 'no'],
    ['not-converted', 'no'],
  ])('%s means %s', (verdict, supported) => {
    expect(statements([list('a')], [row('rhel-9', verdict)])).toMatchObject([{ verdict, supported }]);
  });

  it('is that of its row, with the row as its source', () => {
    const said = statements(
      [list('a', { note: 'of the list' })],
      [row('rhel-9', 'easy', { note: 'of the row', source: ['test', 'lost'] })],
    );
    expect(said).toEqual([
      {
        table: 'a',
        says: 'List a',
        verdict: 'easy',
        supported: 'yes',
        note: 'of the row',
        source: 'test + lost, 2026-11-22',
        refs: ['example.com/test', 'lost'],
        asOf: '2026-11-22',
        confidence: 'verified',
      },
    ]);
    const [plain] = statements([list('a', { note: 'of the list' })], [row('rhel-9', 'easy')]);
    expect(plain).not.toHaveProperty('note');
  });

  it('is what it means that no row names the guest, with the list as its source', () => {
    const noRow = (absent: OsTable['absent'], note?: string) =>
      statements([list('a', { absent, ...(note !== undefined && { note }) })], [row('sles-15', 'easy')]);
    expect(noRow('no', 'all others')).toMatchObject([
      { verdict: 'absent', supported: 'no', note: 'all others', asOf: '2026-01-01', source: 'test, 2026-01-01' },
    ]);
    expect(noRow('yes')).toMatchObject([{ verdict: 'absent', supported: 'yes' }]);
    expect(noRow('silent')).toEqual([]);
    expect(statements([list('a')], [])).toMatchObject([{ verdict: 'absent' }]);
  });

  it('is open where releases differ, or one of them is not named', () => {
    const rows = [row('rhel-8', 'easy'), row('rhel-9', 'hard')];
    const rhel = { id: 'rhel' };
    const [open] = statements([list('a', { note: 'of the list' })], rows, rhel);
    expect(open).toMatchObject({ supported: 'unknown', note: 'of the list', asOf: '2026-01-01' });
    expect(open).not.toHaveProperty('verdict');
    expect(statements([list('a', { absent: 'silent' })], [row('rhel-9', 'easy')], rhel)).toMatchObject([
      { supported: 'unknown' },
    ]);
    expect(statements([list('a')], [row('rhel-8', 'not-listed')], rhel)).toMatchObject([
      { supported: 'no', verdict: 'not-listed' },
    ]);
  });

  it('is open where it is silent on one of the guests it may be', () => {
    const either = { id: undefined, candidates: ['sles-15', 'rhel-9'] };
    const silent = list('a', { absent: 'silent' });
    expect(statements([silent], [row('rhel-9', 'easy')], either)).toMatchObject([{ supported: 'unknown' }]);
    expect(statements([silent], [row('ubuntu', 'easy')], either)).toEqual([]);
  });

  it('is heard by those it is about: rows of its source, its targets, its family', () => {
    const rows = [row('rhel-9', 'easy', { source: ['other', 'test'] }), row('rhel-9', 'hard', { source: 'other' })];
    expect(statements([list('a', { only: 'test' })], rows)).toMatchObject([{ verdict: 'easy' }]);
    expect(statements([list('a', { only: 'third' })], rows)).toMatchObject([{ verdict: 'absent' }]);
    expect(statements([list('a')], rows)).toMatchObject([{ supported: 'unknown' }]);
    expect(
      statements([list('a', { targets: ['hyperv'] }), list('b', { targets: ['hyperv', 'kvm'] })], rows),
    ).toMatchObject([{ table: 'b' }]);
    const named = (os: object) =>
      statements([list('w', { family: 'windows' }), list('l', { family: 'linux' })], [], os).map(({ table }) => table);
    expect(named({ id: 'windows-11' })).toEqual(['w']);
    expect(named({ id: 'rhel-9' })).toEqual(['l']);
    expect(named({ id: 'rhel-9', family: 'windows' })).toEqual(['w']);
    expect(named({ id: undefined, candidates: ['windows-11', 'rhel-9'] })).toEqual(['l']);
    expect(named({ id: 'freebsd-13', family: 'other' })).toEqual([]);
  });
});

describe('what all lists say', () => {
  const rows = [row('rhel-9', 'easy'), row('rhel-8', 'hard', { source: 'second' })];
  const support = (lists: readonly OsTable[], id: string) => osSupport(withLists(lists, rows), { id }, 'kvm');

  it('is agreed as long as none that is known contradicts another', () => {
    const lists = [list('a', { only: 'test' }), list('b', { only: 'second' })];
    expect(support(lists, 'rhel-9')).toMatchObject({ agreed: false, open: false });
    expect(support([list('a')], 'rhel-9')).toMatchObject({ agreed: true, open: false });
    expect(support([list('a'), list('b')], 'rhel-9')).toMatchObject({ agreed: true, open: false });
    expect(support([list('a'), list('b', { only: 'none' })], 'rhel')).toMatchObject({ agreed: true, open: true });
    expect(support([], 'rhel-9')).toEqual({ target: 'kvm', statements: [], agreed: true, open: false });
  });

  it('is answered per target, family and guest, and remembered', () => {
    const catalog = withLists([list('a'), list('h', { targets: ['hyperv'] }), list('w', { family: 'windows' })], rows);
    const tables = (target: 'kvm' | 'hyperv', os: object) =>
      osSupport(catalog, os, target).statements.map(({ table, verdict }) => `${table} ${verdict}`);
    expect(tables('kvm', { id: 'rhel-9' })).toEqual(['a easy']);
    expect(tables('hyperv', { id: 'rhel-9' })).toEqual(['h easy']);
    expect(tables('kvm', { id: 'rhel-8' })).toEqual(['a hard']);
    expect(tables('kvm', { id: 'rhel-8', family: 'windows' })).toEqual(['a hard', 'w hard']);
    expect(tables('kvm', { id: 'rhel-8', family: 'linux' })).toEqual(['a hard']);
    expect(tables('kvm', {})).toEqual([]);
    expect(tables('kvm', { family: 'windows' })).toEqual([]);
    expect(osSupport(catalog, { id: 'rhel-9' }, 'kvm')).toBe(osSupport(catalog, { id: 'rhel-9' }, 'kvm'));
  });

  it('is told to people with its source', () => {
    const texts = (id: string) => support([list('a')], id).statements.map(statementText);
    expect(texts('rhel-9')).toEqual(['List a: easy (test, 2026-11-22)']);
    expect(texts('sles-15')).toEqual(['List a: not named (test, 2026-01-01)']);
    expect(texts('rhel')).toEqual(['List a: depends on the release (test, 2026-01-01)']);
  });
});
