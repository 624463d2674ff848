import { describe, expect, it } from 'vitest';
import type { GuestRecord } from '../catalog/guest-support.ts';
import type { GuestOs } from '../model/workload.ts';
import { pass } from './verdict.ts';
import {
  guestName,
  isAmong,
  isWithin,
  judgeGuest,
  judgeIds,
  possibleIds,
  tableAnswers,
  undecided,
  unnamed,
} from './guest-tables.ts';

const row = (os: string, rest: Partial<GuestRecord> = {}): GuestRecord => ({
  os,
  verdict: 'certified',
  source: 'test',
  asOf: '2026-11-22',
  conf: 'verified',
  ...rest,
});

const TABLE = [
  row('rhel-9'),
  row('windows-server-2012'),
  row('windows-server-2012-r2', { verdict: 'deprecated' }),
  row('sles-15', { from: '15.5' }),
  row('ubuntu', { from: '18.04', to: '25.04' }),
  row('centos', { from: '3', to: '7' }),
  row('debian', { to: '11' }),
  row('rocky', { verdict: 'not-listed' }),
  row('any', { architecture: 'x86', verdict: 'not-listed' }),
];

const answersTo = (os: GuestOs): readonly string[] | undefined =>
  tableAnswers(TABLE, os)?.map((answer) => (answer === 'absent' ? answer : `${answer.os} ${answer.verdict}`));

describe('table of guests', () => {
  it.each<{ reason: string; os: GuestOs; answers: readonly string[] | undefined }>([
    { reason: 'the id itself', os: { id: 'rhel-9' }, answers: ['rhel-9 certified'] },
    { reason: 'a minor release', os: { id: 'rhel-9', version: '9.4', family: 'linux' }, answers: ['rhel-9 certified'] },
    {
      reason: 'R2 is a release of its own',
      os: { id: 'windows-server-2012' },
      answers: ['windows-server-2012 certified'],
    },
    {
      reason: 'and its row is not that of 2012',
      os: { id: 'windows-server-2012-r2' },
      answers: ['windows-server-2012-r2 deprecated'],
    },
    { reason: 'below a lower bound', os: { id: 'sles-15.4' }, answers: ['absent'] },
    { reason: 'at a lower bound', os: { id: 'sles-15.5' }, answers: ['sles-15 certified'] },
    { reason: 'coarser than the bound', os: { id: 'sles-15' }, answers: ['sles-15 certified', 'absent'] },
    {
      reason: 'the release comes from the version',
      os: { id: 'sles-15', version: '15.6', family: 'linux' },
      answers: ['sles-15 certified'],
    },
    { reason: 'within a range', os: { id: 'ubuntu-22.04' }, answers: ['ubuntu certified'] },
    { reason: 'after a range', os: { id: 'ubuntu-26.04' }, answers: ['absent'] },
    {
      reason: 'a product without release',
      os: { product: 'ubuntu', family: 'linux' },
      answers: ['ubuntu certified', 'absent'],
    },
    {
      reason: 'a range goes as far as its bound: 7.9 is within 7',
      os: { id: 'centos-7', version: '7.9', family: 'linux' },
      answers: ['centos certified'],
    },
    { reason: 'Stream is not a release of CentOS', os: { id: 'centos-stream-8' }, answers: ['absent'] },
    { reason: 'a row for the whole product', os: { id: 'rocky-9' }, answers: ['rocky not-listed'] },
    { reason: 'several candidates', os: { candidates: ['rhel-9', 'rhel-8'] }, answers: ['rhel-9 certified', 'absent'] },
    {
      reason: 'a product wider than rows',
      os: { product: 'windows-server' },
      answers: ['windows-server-2012 certified', 'windows-server-2012-r2 deprecated', 'absent'],
    },
    { reason: 'nothing names it', os: { family: 'linux', configuredAs: 'Other Linux' }, answers: undefined },
    { reason: 'an id that names nothing', os: { id: 'other' }, answers: undefined },
    { reason: 'another such id', os: { id: 'linux-generic' }, answers: undefined },
    { reason: 'a row for another architecture', os: { id: 'any' }, answers: ['absent'] },
    { reason: 'what a row for a range does not count as a release', os: { id: 'ubuntu-core' }, answers: ['absent'] },
    { reason: 'nor with a release behind it', os: { id: 'ubuntu-core-20' }, answers: ['absent'] },
    { reason: 'nor a release with words behind it', os: { id: 'ubuntu-20.04-pro' }, answers: ['absent'] },
    { reason: 'at an upper bound', os: { id: 'ubuntu-25.04' }, answers: ['ubuntu certified'] },
    { reason: 'coarser than an upper bound', os: { id: 'ubuntu-25' }, answers: ['ubuntu certified', 'absent'] },
    { reason: 'below an only upper bound', os: { id: 'debian-10' }, answers: ['debian certified'] },
    { reason: 'within an only upper bound', os: { id: 'debian-11.3' }, answers: ['debian certified'] },
    { reason: 'above an only upper bound', os: { id: 'debian-12' }, answers: ['absent'] },
    { reason: 'not a release below an upper bound', os: { id: 'debian-9-hurd' }, answers: ['absent'] },
    { reason: 'no release at all', os: { id: 'debian' }, answers: ['debian certified', 'absent'] },
    { reason: 'below both bounds', os: { id: 'ubuntu-16.04' }, answers: ['absent'] },
    { reason: 'an empty id', os: { id: '', product: '' }, answers: undefined },
  ])('$reason', ({ os, answers }) => {
    expect(answersTo(os)).toEqual(answers);
  });

  it('prefers the id over candidates, and candidates over the product', () => {
    expect(possibleIds({ id: 'rhel-9', candidates: ['rhel-8'], product: 'rhel' })).toEqual(['rhel-9']);
    expect(possibleIds({ candidates: ['rhel-8'], product: 'rhel' })).toEqual(['rhel-8']);
    expect(possibleIds({ candidates: [], product: 'rhel' })).toEqual(['rhel']);
  });

  it('takes no release from a version that does not continue the id', () => {
    expect(possibleIds({ id: 'windows-server-2019', version: '2019', family: 'windows' })).toEqual([
      'windows-server-2019',
    ]);
    expect(possibleIds({ id: 'windows-server-2012-r2', version: '2012r2', family: 'windows' })).toEqual([
      'windows-server-2012-r2',
    ]);
    expect(possibleIds({ id: 'sles-12', version: '15.4', family: 'linux' })).toEqual(['sles-12']);
  });

  it('knows when an id is too coarse to be among others', () => {
    expect(isAmong('rhel-6', ['rhel-6'])).toBe(true);
    expect(isAmong('rhel', ['rhel-6'])).toBeUndefined();
    expect(isAmong('rhel-7', ['rhel-6'])).toBe(false);
    expect(isWithin('rhel-60', 'rhel-6')).toBe(false);
  });

  it('completes an id with a version that continues it, of Linux only where the id has none', () => {
    const ids = (id: string, version?: string, family: GuestOs['family'] = 'linux') =>
      possibleIds({ id, family, ...(version !== undefined && { version }) });
    expect(ids('ubuntu', '22.04')).toEqual(['ubuntu-22.04']);
    expect(ids('freebsd', '13', 'other')).toEqual(['freebsd']);
    expect(ids('ubuntu')).toEqual(['ubuntu']);
    expect(ids('sles-15', '15.5.1')).toEqual(['sles-15.5.1']);
    expect(ids('rhel-9', '9.10')).toEqual(['rhel-9.10']);
    for (const odd of ['9.4 (Plow)', 'v9.4', '9.x', '9.', '.4', '']) expect(ids('rhel-9', odd)).toEqual(['rhel-9']);
    expect(ids('windows-server-2012-r2', '2012.1', 'windows')).toEqual(['windows-server-2012-r2']);
  });

  it('takes the closest of rows that hold a guest', () => {
    const table = [row('suse'), row('suse-15'), row('suse-15.4'), row('suse-15', { verdict: 'listed' })];
    expect(tableAnswers(table, { id: 'suse-15.5' })).toEqual([table[1], table[3]]);
    expect(tableAnswers(table, { id: 'suse-15' })).toEqual([table[1], table[3], table[2]]);
  });

  it('answers each guest of a table for itself, whatever was asked before', () => {
    const table = [row('a'), row('b')];
    expect(tableAnswers(table, { candidates: ['a', 'b'] })).toEqual(table);
    expect(tableAnswers(table, { candidates: ['b', 'a'] })).toEqual(table.toReversed());
    expect(tableAnswers([row('b')], { candidates: ['a', 'b'] })).toMatchObject(['absent', { os: 'b' }]);
    expect(tableAnswers(table, { candidates: ['a', 'b'] })).toBe(tableAnswers(table, { candidates: ['a', 'b'] }));
  });

  it('needs one of several to be too coarse', () => {
    expect(isAmong('rhel-6.9', ['sles-12', 'rhel-6'])).toBe(true);
    expect(isAmong('rhel', ['sles-12', 'rhel-6'])).toBeUndefined();
    expect(isAmong('rhel', [])).toBe(false);
  });
});

describe('words on a guest', () => {
  it('name it as well as it is known', () => {
    const os: GuestOs = { candidates: ['rhel-8', 'rhel-9'], reportedAs: 'RHEL', configuredAs: 'Linux 64' };
    expect(guestName(os)).toBe('One of rhel-8, rhel-9');
    expect(guestName({ ...os, id: 'rhel-9', name: 'RHEL 9.4' })).toBe('RHEL 9.4');
    expect(guestName({ ...os, id: 'rhel-9' })).toBe('rhel-9');
    expect(guestName({ ...os, candidates: [] })).toBe('RHEL');
    expect(guestName({ configuredAs: 'Linux 64' })).toBe('Linux 64');
    expect(guestName({})).toBe('A system nobody names');
  });

  it('say what is missing', () => {
    expect(unnamed({})).toEqual({ outcome: 'unknown', missing: ['os.id'] });
    expect(unnamed({ id: 'other' })).toMatchObject({ why: 'The platform says only "other".' });
    expect(unnamed({ id: 'other', configuredAs: 'Other Linux' })).toMatchObject({
      why: 'The platform says only "Other Linux".',
    });
    expect(undecided({ candidates: ['a', 'b'] })).toEqual({
      outcome: 'unknown',
      missing: ['os.id'],
      why: 'It may be a or b.',
    });
    const release = { outcome: 'unknown', missing: ['os.version'], why: 'The answer depends on the release of rhel.' };
    expect(undecided({ id: 'rhel' })).toEqual(release);
    expect(undecided({ id: 'rhel', candidates: ['a', 'b'] })).toEqual(release);
    expect(undecided({ candidates: [], reportedAs: 'rhel' })).toEqual(release);
  });
});

describe('a question asked of every guest it may be', () => {
  const truths: Readonly<Record<string, boolean | undefined>> = {
    bad: true,
    worse: true,
    good: false,
    coarse: undefined,
  };
  const ids = (...candidates: readonly string[]) =>
    judgeIds(
      { candidates },
      (id) => truths[id],
      (id) => `It is ${id}.`,
    );

  it('is settled by ids that agree', () => {
    expect(ids('good', 'good')).toEqual(pass);
    expect(ids('bad', 'worse')).toEqual({ outcome: 'fail', evidence: 'It is bad.' });
    for (const open of [ids('bad', 'good'), ids('good', 'coarse'), ids('coarse', 'bad'), ids('coarse', 'coarse')])
      expect(open).toMatchObject({ outcome: 'unknown', missing: ['os.id'] });
    expect(judgeIds({}, () => true, String)).toEqual(unnamed({}));
  });

  it('is settled by rows that agree', () => {
    const table = [row('bad', { verdict: 'unsupported' }), row('good')];
    const rows = (...candidates: readonly string[]) =>
      judgeGuest(
        table,
        { candidates },
        (answer) => answer === 'absent' || answer.verdict === 'unsupported',
        (answer) => (answer === 'absent' ? answer : answer.os),
      );
    expect(rows('good')).toEqual(pass);
    expect(rows('bad', 'gone')).toEqual({ outcome: 'fail', evidence: 'bad' });
    expect(rows('gone')).toEqual({ outcome: 'fail', evidence: 'absent' });
    expect(rows('good', 'gone')).toMatchObject({ outcome: 'unknown', missing: ['os.id'] });
    expect(rows()).toEqual(unnamed({}));
  });
});
