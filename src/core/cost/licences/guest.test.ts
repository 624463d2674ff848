import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { licensedGuest } from './guest.ts';
import type { LicensedGuest } from './guest.ts';
import type { SqlEdition } from './sql-server.ts';

const guest = (facts: WorkloadFacts, stated?: SqlEdition): LicensedGuest =>
  licensedGuest(workloadWith(facts), catalog, () => stated);
const software = (...names: string[]): WorkloadFacts => ({ software: names.map((name) => ({ name })) });
const services = (...names: string[]): WorkloadFacts => ({ guestServices: names.map((name) => ({ name })) });

describe('a machine as licences see it', () => {
  it('what no source states is null', () => {
    expect(guest({})).toEqual({
      id: 'wl-0000000000000001',
      name: 'wl-0000000000000001',
      kind: 'vm',
      vcpus: null,
      system: 'unknown',
      release: null,
      supportEnd: null,
      sql: 'unknown',
    });
  });

  it('its name, size, release and place', () => {
    const facts: WorkloadFacts = {
      name: 'db',
      cpuCount: 4,
      host: 'h',
      cluster: 'c',
      os: { family: 'linux', name: 'RHEL', version: '7.9' },
    };
    expect(guest(facts)).toMatchObject({
      name: 'db',
      vcpus: 4,
      system: 'rhel',
      release: '7.9',
      supportEnd: null,
      sql: 'none',
      host: 'h',
      cluster: 'c',
    });
  });

  it.each([
    { os: { family: 'linux', id: 'sles-15' }, system: 'sles' },
    { os: { family: 'linux', name: 'SUSE Linux Enterprise 12' }, system: 'sles' },
    { os: { family: 'linux', reportedAs: 'SUSE Linux Enterprise 12' }, system: 'sles' },
    { os: { family: 'linux', configuredAs: 'SUSE Linux Enterprise 12' }, system: 'sles' },
    { os: { family: 'linux', id: 'rhel-9' }, system: 'rhel' },
    { os: { family: 'windows', product: 'windows-server' }, system: 'windows-server' },
  ] as const)('$os is $system', ({ os, system }) => {
    expect(guest({ os }).system).toBe(system);
  });
});

describe('the end of support of a Windows Server', () => {
  const os = (rest: Record<string, unknown>): WorkloadFacts => ({
    os: { family: 'windows', product: 'windows-server', ...rest },
  });
  const lifecycle = (id: string): string | undefined =>
    catalog['os-lifecycle'].os.find((entry) => entry.id === id)?.supportEnd;

  it('is that of its release, and of no other system', () => {
    const end = lifecycle('windows-server-2016');
    expect(end).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(guest(os({ id: 'windows-server-2016' })).supportEnd).toBe(end);
    expect(guest({ os: { family: 'windows', id: 'windows-10', name: 'Windows 10' } }).supportEnd).toBeNull();
  });

  it('is not claimed where the release is not known', () => {
    expect(guest(os({ name: 'Windows Server' })).supportEnd).toBeNull();
    expect(guest(os({ id: 'windows-server-1709x' })).supportEnd).toBeNull();
  });

  it('is null for a release without an end, or without updates for sale', () => {
    const of = (rest: Record<string, unknown>) => {
      const entries = [
        { ...catalog['os-lifecycle'].os[0], id: 'windows-server', supportEnd: '2040-01-01', extendedProgram: 'ESU' },
        {
          ...catalog['os-lifecycle'].os[0],
          id: 'windows-server-2016',
          supportEnd: '2030-01-01',
          extendedProgram: 'ESU',
          ...rest,
        },
      ];
      const own = { 'os-lifecycle': { ...catalog['os-lifecycle'], os: entries } } as unknown as typeof catalog;
      return licensedGuest(workloadWith(os({ id: 'windows-server-2016' })), own, () => undefined).supportEnd;
    };
    expect(of({})).toBe('2030-01-01');
    expect(of({ supportEnd: undefined })).toBeNull();
    expect(of({ extendedProgram: 'ELS' })).toBeNull();
  });
});

describe('SQL Server on a machine', () => {
  const WINDOWS = { os: { family: 'windows' as const, name: 'Windows Server 2022' } };

  it.each([
    {
      reason: 'the product with its edition',
      facts: software('Microsoft SQL Server 2019 Enterprise'),
      edition: 'enterprise',
      release: '2019',
    },
    {
      reason: 'another way to write it',
      facts: software('SQL Server 2012 R2 (64-bit) STANDARD'),
      edition: 'standard',
      release: '2012',
    },
    {
      reason: 'no edition in the name',
      facts: software('Microsoft SQL Server 2022 (64-bit)'),
      edition: null,
      release: '2022',
    },
    {
      reason: 'the product behind its tools',
      facts: software('SQL Server 2019 Browser', 'Microsoft SQL Server 2017 Web'),
      edition: 'web',
      release: '2017',
    },
    { reason: 'a service', facts: services('MSSQLSERVER'), edition: null, release: null },
    {
      reason: 'services of Express alone',
      facts: services('MSSQL$SQLEXPRESS', 'mssql$sqlexpress2'),
      edition: 'express',
      release: null,
    },
    {
      reason: 'Express beside another',
      facts: services('MSSQL$SQLEXPRESS', 'MSSQLSERVER'),
      edition: null,
      release: null,
    },
    { reason: 'the role', facts: { roles: ['sql-server'] }, edition: null, release: null },
    { reason: 'the role of a cluster', facts: { roles: ['file-server', 'sql-cluster'] }, edition: null, release: null },
  ] as const)('$reason', ({ facts, edition, release }) => {
    expect(guest({ ...WINDOWS, ...(facts as WorkloadFacts) }).sql).toEqual({ edition, release });
  });

  it('what sites.yaml says of the edition comes first, and makes no SQL Server', () => {
    expect(guest(software('Microsoft SQL Server 2019 Enterprise'), 'developer').sql).toEqual({
      edition: 'developer',
      release: '2019',
    });
    expect(guest(software('Notepad'), 'enterprise').sql).toBe('none');
  });

  it.each([
    {
      reason: 'tools alone',
      facts: software('Microsoft SQL Server 2019 Native Client', 'SQL Server Management Studio'),
    },
    { reason: 'a name that only contains it', facts: software('Monitor for SQL Server 2019') },
    { reason: 'other services', facts: services('Spooler', 'SQLWriter MSSQLSERVER') },
    { reason: 'other roles, and somebody looked', facts: { roles: ['file-server'] } },
    { reason: 'roles of a source that sees SQL Server', facts: { roles: [], rolesSeen: ['sql-server'] } },
    { reason: 'a system it does not run on here', facts: { os: { family: 'linux' } } },
  ] as const)('$reason: none', ({ facts }) => {
    expect(guest({ ...WINDOWS, ...(facts as WorkloadFacts) }).sql).toBe('none');
  });

  it.each([
    { reason: 'nobody looked', facts: {} },
    { reason: 'roles of a source that does not see it', facts: { roles: [], rolesSeen: ['gpu-compute'] } },
    { reason: 'what was seen without roles', facts: { rolesSeen: ['sql-server'] } },
    { reason: 'no system known', facts: { os: undefined } },
  ] as const)('$reason: unknown', ({ facts }) => {
    expect(guest({ ...WINDOWS, ...(facts as WorkloadFacts) }).sql).toBe('unknown');
  });
});
