import { beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { loadCatalog } from '../../services/catalog.ts';
import { resolveGuestOs } from './guest-os.ts';
import type { GuestOs } from './workload.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await loadCatalog();
});

describe('resolveGuestOs', () => {
  test.each<{ reason: string; given: GuestOs; expected: GuestOs }>([
    {
      reason: 'an "or later" label covers every later release and gives no id',
      given: { configuredAs: 'Microsoft Windows Server 2016 or later (64-bit)' },
      expected: {
        family: 'windows',
        product: 'windows-server',
        architecture: 'x86_64',
        candidates: ['windows-server-2016', 'windows-server-2019', 'windows-server-2022', 'windows-server-2025'],
      },
    },
    {
      reason: 'the tools settle it',
      given: {
        nativeId: 'windows9Server64Guest',
        configuredAs: 'Microsoft Windows Server 2016 or later (64-bit)',
        reportedAs: 'Microsoft Windows Server 2019 (64-bit)',
      },
      expected: { id: 'windows-server-2019', version: '2019', name: 'Windows Server 2019' },
    },
    {
      reason: 'the label of 2012 stands for 2012 R2 too',
      given: {
        nativeId: 'windows8Server64Guest',
        configuredAs: 'Microsoft Windows Server 2012 (64-bit)',
        reportedAs: 'Microsoft Windows Server 2012 (64-bit)',
      },
      expected: {
        candidates: ['windows-server-2012', 'windows-server-2012-r2'],
        candidateVersions: ['2012', '2012r2'],
      },
    },
    {
      reason: 'a server that had no name yet is no client system',
      given: { configuredAs: 'Microsoft Windows 8 Server (64-bit)' },
      expected: { product: 'windows-server', candidates: ['windows-server-2012', 'windows-server-2012-r2'] },
    },
    {
      reason: 'nor is the next one, whose label later releases had too',
      given: { configuredAs: 'Microsoft Windows 10 Server (64-bit)' },
      expected: {
        product: 'windows-server',
        candidates: ['windows-server-2016', 'windows-server-2019', 'windows-server-2022', 'windows-server-2025'],
      },
    },
    {
      reason: 'the full name from inside the guest tells them apart',
      given: { nativeId: 'windows8Server64Guest', reportedAs: 'Windows Server 2012 R2 Standard' },
      expected: { id: 'windows-server-2012-r2', version: '2012r2' },
    },
    {
      reason: 'an edition is the guest’s own word',
      given: { reportedAs: 'Microsoft Windows Server 2012 Datacenter' },
      expected: { id: 'windows-server-2012', version: '2012' },
    },
    {
      reason: 'a list of releases',
      given: { configuredAs: 'CentOS 4/5/6/7 (64-bit)' },
      expected: { candidates: ['centos-4', 'centos-5', 'centos-6', 'centos-7'] },
    },
    {
      reason: 'CentOS 8 may be Stream',
      given: { configuredAs: 'CentOS 8 (64-bit)' },
      expected: { candidates: ['centos-8', 'centos-stream-8'] },
    },
    {
      reason: 'Stream by name',
      given: { configuredAs: 'CentOS 8 (64-bit)', reportedAs: 'CentOS Stream 8' },
      expected: { id: 'centos-stream-8', version: '8' },
    },
    {
      reason: 'the minor release is kept',
      given: { reportedAs: 'Red Hat Enterprise Linux release 8.6 (Ootpa)' },
      expected: { id: 'rhel-8', version: '8.6', family: 'linux' },
    },
    {
      reason: 'a kernel in the text is no release',
      given: { reportedAs: 'Linux 4.18.0-305.el8.x86_64 Red Hat Enterprise Linux 8.4 (Ootpa)' },
      expected: { id: 'rhel-8', version: '8.4', architecture: 'x86_64' },
    },
    {
      reason: 'another product in the tools outranks the configuration',
      given: {
        nativeId: 'rhel7_64Guest',
        configuredAs: 'Red Hat Enterprise Linux 7 (64-bit)',
        reportedAs: 'CentOS 7 (64-bit)',
      },
      expected: { id: 'centos-7', product: 'centos' },
    },
    {
      reason: 'tools that only say Linux leave the configuration’s word',
      given: { nativeId: 'rhel8_64Guest', reportedAs: 'Other 4.x or later Linux (64-bit)' },
      expected: { id: 'rhel-8', version: '8' },
    },
    {
      reason: 'a product without a release',
      given: { nativeId: 'ubuntu64Guest' },
      expected: { product: 'ubuntu', name: 'Ubuntu', family: 'linux', architecture: 'x86_64' },
    },
    {
      reason: 'and with one from the tools',
      given: { nativeId: 'ubuntu64Guest', reportedAs: 'Ubuntu 22.04.3 LTS' },
      expected: { id: 'ubuntu-22.04', version: '22.04' },
    },
    {
      reason: 'a release that the lifecycle table cuts finer keeps its id and names the records',
      given: { configuredAs: 'SUSE Linux Enterprise 12 (64-bit)' },
      expected: { id: 'sles-12', version: '12', candidates: ['sles-12.4', 'sles-12.5'] },
    },
    {
      reason: 'service pack as minor',
      given: { reportedAs: 'SUSE Linux Enterprise Server 15 SP5' },
      expected: { id: 'sles-15.5', version: '15.5' },
    },
    {
      reason: 'a build names one record',
      given: { reportedAs: 'Windows 10 Enterprise 22H2' },
      expected: { id: 'windows-10-22h2' },
    },
    {
      reason: 'two editions share a build',
      given: { reportedAs: 'Windows 11 23H2' },
      expected: { id: 'windows-11', candidates: ['windows-11-23h2-e', 'windows-11-23h2-w'] },
    },
    {
      reason: 'unknown kernel labels',
      given: { configuredAs: 'Other 3.x or later Linux (64-bit)' },
      expected: { family: 'linux', architecture: 'x86_64' },
    },
    {
      reason: 'a derivative is not its parent',
      given: { reportedAs: 'Red Hat Enterprise Linux CoreOS 417.94' },
      expected: { product: 'coreos', family: 'linux' },
    },
    {
      reason: 'old Windows',
      given: { nativeId: 'win2000ServGuest', configuredAs: 'Microsoft Windows 2000 Server' },
      expected: { id: 'windows-2000', family: 'windows' },
    },
  ])('$reason', ({ given, expected }) => {
    expect(resolveGuestOs(given, catalog)).toMatchObject(expected);
  });

  test.each<{ reason: string; given: GuestOs }>([
    { reason: 'nothing known', given: {} },
    { reason: 'an id nobody has heard of', given: { nativeId: 'futureOs_64Guest' } },
    { reason: 'a text that names no system', given: { configuredAs: 'Other (32-bit)' } },
    { reason: 'a blank', given: { reportedAs: '  ' } },
  ])('invents nothing: $reason', ({ given }) => {
    const resolved = resolveGuestOs(given, catalog);
    expect(resolved).toEqual(given);
  });

  test('ambiguous labels carry no id, name no release, and keep the texts', () => {
    const given = { configuredAs: 'Microsoft Windows Server 2012 (64-bit)' };
    const resolved = resolveGuestOs(given, catalog);
    expect(resolved.id).toBeUndefined();
    expect(resolved.version).toBeUndefined();
    expect(resolved.configuredAs).toBe(given.configuredAs);
  });

  test('what a source already settled stays when there is no text', () => {
    const given: GuestOs = { id: 'debian-12', family: 'linux', version: '12' };
    expect(resolveGuestOs(given, catalog)).toEqual(given);
  });

  test('resolving again changes nothing', () => {
    for (const record of catalog['guest-support'].guestIdMap) {
      const once = resolveGuestOs({ nativeId: record.guestId, configuredAs: record.vmwareName }, catalog);
      expect(resolveGuestOs(once, catalog)).toEqual(once);
    }
  });

  test('every exact id of the table gives that id, every ambiguous one its choice', () => {
    const records = catalog['guest-support'].guestIdMap;
    const answers = records.map(({ guestId }) => {
      const { id, candidates } = resolveGuestOs({ nativeId: guestId }, catalog);
      return { guestId, id, choice: id === undefined ? candidates : undefined };
    });
    const sorted = (ids: string | string[]): string[] => [ids].flat().sort();
    const expected = records.map(({ guestId, match, os }) => ({
      guestId,
      id: match === 'exact' ? os : undefined,
      choice: match === 'ambiguous' ? sorted(os) : undefined,
    }));
    expect(answers.map((answer) => ({ ...answer, choice: answer.choice && sorted([...answer.choice]) }))).toEqual(
      expected,
    );
  });
});
