import { describe, expect, it } from 'vitest';
import type { GuestRecord } from '../catalog/guest-support.ts';
import type { GuestOs } from '../model/workload.ts';
import { isAmong, isWithin, possibleIds, tableAnswers } from './guest-tables.ts';

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
});
