import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IsthmusError } from '../../core/errors/errors.ts';
import { SCREEN, answer, linuxFacts, windowsFacts } from './facts.fixture.ts';
import { imported } from './import.fixture.ts';

const machine = async (facts: Record<string, unknown>, ...others: object[]) => {
  const files = Object.fromEntries(
    [answer(facts), ...others.map((o) => JSON.stringify(o))].map((t, i) => [`${i}/h1`, t]),
  );
  const { machines } = await imported(files);
  expect(machines).toHaveLength(1);
  return machines[0]!;
};

describe('a Linux guest', () => {
  test('is known by its UUID, its adapters and its name', async () => {
    const { identity, nativeId, observedAt } = await machine(linuxFacts());
    expect(nativeId).toBe('h1');
    expect(observedAt).toBe('2026-11-22T16:32:39Z');
    expect(identity).toEqual({
      biosUuid: '564d1c4e-0001-0002-0003-000000000021',
      macAddresses: ['00:50:56:aa:00:21'],
      fqdn: 'app01.example.com',
    });
  });

  test('states what it sees of itself and nothing else', async () => {
    const { facts } = await machine(linuxFacts());
    expect(facts).toEqual({
      name: 'app01',
      platform: 'vsphere',
      powerState: 'on',
      cpuCount: 4,
      coresPerSocket: 2,
      memoryMiB: 7821,
      os: { family: 'linux', reportedAs: 'Red Hat Enterprise Linux 8.6', architecture: 'x86_64' },
      hostName: 'app01.example.com',
      ipAddresses: ['10.1.0.21', 'fd00::21'],
      disks: [
        { label: 'sda', capacityMiB: 20480 },
        { label: 'sdb', capacityMiB: 102400 },
      ],
      nics: [
        { label: 'ens192', macAddress: '00:50:56:aa:00:21', connected: true, ipAddresses: ['10.1.0.21', 'fd00::21'] },
      ],
      filesystems: [
        { path: '/', capacityMiB: 20480, freeMiB: 9216 },
        { path: '/data', capacityMiB: 102400, freeMiB: 51200 },
      ],
    });
  });

  test('counts no disk twice that several paths lead to', async () => {
    const path = { sectors: '41943040', removable: '0', links: { ids: ['dm-uuid-mpath-36001405'] } };
    const { facts } = await machine(linuxFacts({ ansible_devices: { sda: path, sdb: path, 'dm-0': path } }));
    expect(facts.disks).toBeUndefined();
  });

  test.each([
    ['CentOS', '8', 'Stream', 'CentOS Stream 8'],
    ['CentOS', '7.9', 'Core', 'CentOS 7.9'],
    ['SLES', '15.4', undefined, 'SUSE Linux Enterprise Server 15.4'],
    ['OracleLinux', '9.2', undefined, 'Oracle Linux 9.2'],
    ['Ubuntu', '22.04', 'jammy', 'Ubuntu 22.04'],
  ])('%s %s is called what it calls itself', async (distribution, version, release, text) => {
    const facts = linuxFacts({
      ansible_distribution: distribution,
      ansible_distribution_version: version,
      ansible_distribution_release: release,
    });
    expect((await machine(facts)).facts.os?.reportedAs).toBe(text);
  });
});

describe('a Windows guest', () => {
  test('is named by its build when its name is null, and known by the UUID in its serial number', async () => {
    const { facts, identity } = await machine(windowsFacts());
    expect(facts.os).toEqual({ family: 'windows', reportedAs: 'Windows Server 2019', architecture: 'x86_64' });
    expect(identity.biosUuid).toBe('564d1c4e-0001-0002-0003-000000000025');
    expect(identity.macAddresses).toEqual(['00:50:56:aa:00:25']);
    expect(facts.ipAddresses).toEqual(['10.1.0.25']);
    expect(facts.disks).toBeUndefined();
    expect(facts.filesystems).toBeUndefined();
  });

  test('is a domain controller when its domain role says so', async () => {
    expect((await machine(windowsFacts())).facts.roles).toEqual(['domain-controller']);
  });

  test('has only the roles that were looked for when no services were listed', async () => {
    const member = windowsFacts({
      ansible_os_product_type: 'server',
      ansible_windows_domain_role: 'Member server',
    });
    const { facts } = await machine(member, { features: [{ name: 'Telnet-Client', installed: true }], exists: true });
    expect(facts.roles).toEqual([]);
    expect(facts.rolesSeen).toEqual(['domain-controller']);
    expect(facts.guestFeatures).toEqual(['Telnet-Client']);
  });

  test('joins features and services of other runs by host', async () => {
    const member = windowsFacts({ ansible_os_product_type: 'server', ansible_windows_domain_role: 'Member server' });
    const { facts } = await machine(
      member,
      {
        features: [
          { name: 'Web-Server', install_state: 'Installed' },
          { name: 'DNS', installed: false },
        ],
      },
      {
        services: [
          { name: 'MSSQL$PROD', state: 'started', username: 'CORP\\svc' },
          { name: 'ClusSvc', state: 'stopped' },
        ],
      },
    );
    expect(facts.guestFeatures).toEqual(['Web-Server']);
    expect(facts.roles).toEqual(['sql-server', 'web-server']);
  });

  test('has no roles when its services were listed and show none', async () => {
    const member = windowsFacts({ ansible_os_product_type: 'server', ansible_windows_domain_role: 'Member server' });
    expect((await machine(member, { services: [{ name: 'Spooler', state: 'started' }] })).facts.roles).toEqual([]);
  });

  test('that waits for a restart is reported', async () => {
    const { issues } = await imported(answer(windowsFacts()));
    expect(issues).toContainEqual(expect.objectContaining({ code: 'REBOOT_PENDING', severity: 'warning' }));
  });
});

describe('the platform', () => {
  test.each([
    ['vsphere', { ansible_virtualization_type: 'VMware' }],
    ['kvm', { ansible_virtualization_type: 'kvm', ansible_system_vendor: 'QEMU' }],
    [undefined, { ansible_virtualization_type: 'kvm', ansible_system_vendor: 'Amazon EC2' }],
    [undefined, { ansible_virtualization_type: 'kvm', ansible_system_vendor: 'Nutanix' }],
    [
      'azure',
      {
        ansible_virtualization_type: 'VirtualPC',
        ansible_system_vendor: 'Microsoft Corporation',
        ansible_chassis_asset_tag: '7783-7084-3265-9085-8269-3286-77',
      },
    ],
    [
      'hyperv',
      {
        ansible_virtualization_type: 'VirtualPC',
        ansible_system_vendor: 'Microsoft Corporation',
        ansible_chassis_asset_tag: '1182-2034-8573-9932-4123-0029-44',
      },
    ],
    [
      undefined,
      {
        ansible_virtualization_type: 'VirtualPC',
        ansible_system_vendor: 'Microsoft Corporation',
        ansible_chassis_asset_tag: 'NA',
      },
    ],
    [undefined, { ansible_virtualization_role: 'host', ansible_virtualization_type: 'kvm' }],
  ])('is %s for %o', async (platform, changes) => {
    expect((await machine(linuxFacts(changes))).facts.platform).toBe(platform);
  });

  test('is none for a container, which is no virtual machine', async () => {
    const { kind, facts } = await machine(linuxFacts({ ansible_virtualization_type: 'docker' }));
    expect(kind).toBe('container');
    expect(facts.disks).toBeUndefined();
  });
});

describe('what is brought', () => {
  test('hosts that did not answer, or only in part, are reported and the others kept', async () => {
    const { machines, issues } = await imported(SCREEN);
    expect(machines.map(({ nativeId }) => nativeId)).toEqual(['app01', 'dc01']);
    expect(
      issues.map(({ code, incomplete }) => [code, incomplete]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      ['ANSWER_CUT_OFF', true],
      ['HOST_NOT_ANSWERING', true],
      ['REBOOT_PENDING', undefined],
    ]);
  });

  test('the record of a run, with several modules for each host', async () => {
    const run = {
      plays: [
        {
          tasks: [
            { hosts: { app01: { ansible_facts: linuxFacts() } } },
            {
              hosts: {
                app01: { ansible_facts: { services: { 'sshd.service': { name: 'sshd.service', state: 'running' } } } },
              },
            },
            { hosts: { down: { unreachable: true } } },
          ],
        },
      ],
      stats: {},
    };
    const { machines, issues } = await imported(JSON.stringify(run));
    expect(machines).toHaveLength(1);
    expect(machines[0]?.facts.roles).toEqual([]);
    expect(issues).toMatchObject([{ code: 'HOST_NOT_ANSWERING', severity: 'error', incomplete: true }]);
  });

  test('a host on which one module failed is there: the listing is whole', async () => {
    const run = { plays: [{ tasks: [{ hosts: { app01: { ansible_facts: linuxFacts() } } }] }] };
    run.plays[0]?.tasks.push({ hosts: { app01: { failed: true } as never } });
    const { machines, issues } = await imported(JSON.stringify(run));
    expect(machines).toHaveLength(1);
    const failed = issues.find(({ code }) => code === 'HOST_NOT_ANSWERING');
    expect(failed).toMatchObject({ severity: 'warning' });
    expect(failed).not.toHaveProperty('incomplete');
  });

  test('facts without their prefix, as a play writes them', async () => {
    const bare = Object.fromEntries(
      Object.entries(linuxFacts()).map(([name, value]) => [name.replace(/^ansible_/, ''), value]),
    );
    const { machines } = await imported(JSON.stringify({ app01: bare }));
    expect(machines[0]?.facts).toEqual((await machine(linuxFacts())).facts);
  });

  test.each([
    { reason: 'JSON of another kind', text: '{"a": 1}', code: 'IST-1017' },
    { reason: 'a broken document', text: '{"ansible_facts": {"ansible_fqdn": "x"', code: 'IST-1015' },
    { reason: 'some other text', text: 'hello', code: 'IST-1017' },
    { reason: 'nothing', text: '', code: 'IST-1002' },
  ])('$reason is refused with what to do', async ({ text, code }) => {
    await expect(imported(text)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
  });

  test('a refusal does not show what stood in the file', async () => {
    const error: unknown = await imported('{"password": "hunter2", oops').catch((caught: unknown) => caught);
    expect(String(error)).not.toContain('hunter2');
    expect(error).toMatchObject({ code: 'IST-1015' });
  });

  test('a broken file among others loses only itself', async () => {
    const { machines, issues } = await imported({
      app01: answer(linuxFacts()),
      dc01: answer(windowsFacts()).slice(0, 99),
    });
    expect(machines).toHaveLength(1);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'FILE_NOT_READ', severity: 'error', where: 'dc01', incomplete: true }),
    );
  });
});

describe('facts nobody expected', () => {
  const value = fc.jsonValue({ maxDepth: 3 });

  test('whatever stands in the facts, the machine is there and valid or the file is refused', async () => {
    const names = Object.keys(linuxFacts());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 }), async (changes) => {
        const result = await imported(answer(linuxFacts(Object.fromEntries(changes)))).catch((e: unknown) => e);
        if (result instanceof Error) return expect(result).toBeInstanceOf(IsthmusError);
        const { machines } = result as Awaited<ReturnType<typeof imported>>;
        for (const { facts } of machines) {
          for (const [key, fact] of Object.entries(facts)) {
            expect(fact, key).not.toBeNull();
            if (typeof fact === 'number') expect(fact >= 0).toBe(true);
          }
        }
        return undefined;
      }),
      { numRuns: 60 },
    );
  });

  test('a text with random damage gives machines or a refusal, never another failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SCREEN.length), fc.nat(200), fc.string({ maxLength: 5 }), async (at, cut, put) => {
        const text = SCREEN.slice(0, at) + put + SCREEN.slice(at + cut);
        const error: unknown = await imported(text).then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(IsthmusError);
      }),
      { numRuns: 60 },
    );
  });
});
