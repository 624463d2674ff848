import { describe, expect, test } from 'vitest';
import { EXPORT, LICENCE_KEY, VCENTER, exportBytes, imported } from './export.fixture.ts';
import type { ExportSheets, Fields } from './export.fixture.ts';

const without = (...names: readonly string[]): ExportSheets =>
  Object.fromEntries(Object.entries(EXPORT).filter(([name]) => !names.includes(name)));
/** The same export with other rows for vInfo. */
const withVInfo = (rows: readonly Fields[]): ExportSheets => ({ vInfo: rows });
const codes = (issues: readonly { code: string }[]): string[] => [...new Set(issues.map(({ code }) => code))].sort();

describe('a whole export', () => {
  test('joins every sheet into one observation per machine', async () => {
    const { machines, issues } = await imported(exportBytes(EXPORT));
    expect(machines).toHaveLength(2);
    expect(issues).toEqual([]);
    expect(machines[0]).toEqual({
      sourceId: 'src-1',
      nativeId: 'vm-101',
      scope: VCENTER,
      observedAt: '2026-10-01T08:00:00Z',
      kind: 'vm',
      identity: {
        biosUuid: '4202aaaa-0001-0002-0003-000000000001',
        instanceUuid: '5002bbbb-0001-0002-0003-000000000001',
        macAddresses: ['00:50:56:aa:bb:01'],
        fqdn: 'web01.corp.example.com',
      },
      facts: {
        name: 'web01',
        platform: 'vsphere',
        template: false,
        placeholder: false,
        powerState: 'on',
        connectionState: 'connected',
        cpuCount: 4,
        coresPerSocket: 2,
        cpuReservationMhz: 500,
        cpuHotAdd: true,
        cpuHotRemove: false,
        memoryMiB: 8192,
        memoryReservationMiB: 4096,
        memoryHotAdd: true,
        provisionedMiB: 204800,
        usedMiB: 51200,
        os: {
          configuredAs: 'Red Hat Enterprise Linux 8 (64-bit)',
          reportedAs: 'Red Hat Enterprise Linux 8.6 (Ootpa)',
          family: 'linux',
        },
        hostName: 'Web01.corp.example.com',
        ipAddresses: ['10.0.0.1', 'fe80::1'],
        firmware: 'efi',
        secureBoot: true,
        hardwareVersion: 19,
        disks: [
          {
            label: 'Hard disk 1',
            key: '2000',
            capacityMiB: 102400,
            datastore: 'ds1',
            path: '[ds1] web01/web01.vmdk',
            thin: true,
            mode: 'persistent',
            shared: false,
            rawDeviceMapping: false,
            controller: 'VMware paravirtual SCSI',
            bus: 'scsi',
            sharedBus: 'none',
          },
          {
            label: 'Hard disk 2',
            key: '2001',
            capacityMiB: 1024,
            datastore: 'ds2',
            path: '[ds2] shared/quorum.vmdk',
            mode: 'independent_persistent',
            shared: true,
            rawDeviceMapping: true,
            rawCompatibility: 'physical',
            controller: 'LSI Logic SAS',
            bus: 'scsi',
            sharedBus: 'physical',
          },
        ],
        nics: [
          {
            label: 'Network adapter 1',
            network: 'app-net',
            switchName: 'dvs1',
            macAddress: '00:50:56:aa:bb:01',
            adapter: 'Vmxnet3',
            connected: true,
            startConnected: true,
            ipAddresses: ['10.0.0.1', 'fe80::1'],
            passthrough: 'none',
          },
        ],
        networks: ['app-net'],
        datastores: ['ds1', 'ds2'],
        snapshots: [],
        filesystems: [{ path: '/', capacityMiB: 90000, freeMiB: 10000, diskKey: 2000 }],
        devices: [{ type: 'cdrom', label: 'CD/DVD drive 1', connected: true }],
        deviceTypesSeen: ['cdrom', 'usb', 'sriov'],
        changeTracking: true,
        latencySensitivity: 'normal',
        consolidationNeeded: false,
        faultTolerance: false,
        diskUuidEnabled: true,
        guestToolsStatus: 'toolsOk',
        guestToolsVersion: '12352',
        haRestartPriority: 'clusterRestartPriority',
        affinityRules: ['keep-apart'],
        datacenter: 'DC1',
        cluster: 'Prod',
        clusterDrsEnabled: true,
        clusterDpmEnabled: false,
        host: 'esx1.example.com',
        folder: '/DC1/vm/apps',
        resourcePool: '/DC1/Prod/Resources',
        annotation: 'shop front, licence [licence key removed]',
        createdAt: '2021-03-04T10:11:12Z',
        tags: { Owner: 'team-a' },
      },
    });
  });

  test('says what it cannot know of a machine that is off', async () => {
    const { machines } = await imported(exportBytes(EXPORT));
    const facts = machines[1]?.facts ?? {};
    expect(facts).toMatchObject({
      powerState: 'off',
      snapshots: [{ name: 'before patch', createdAt: '2022-01-02T03:04:05Z', sizeMiB: 2048, quiesced: false }],
      devices: [
        { type: 'usb', label: 'USB 1', connected: true },
        { type: 'sriov', label: 'Network adapter 1' },
      ],
      guestToolsStatus: 'toolsNotRunning',
    });
    for (const unknown of [
      'hostName',
      'ipAddresses',
      'filesystems',
      'memoryHotAdd',
      'changeTracking',
      'firmware',
      'secureBoot',
    ]) {
      expect(facts, unknown).not.toHaveProperty(unknown);
    }
  });

  test('hands over hosts, clusters, networks and datastores', async () => {
    const { items, receipt } = await imported(exportBytes(EXPORT));
    const find = (type: string): unknown[] =>
      items.flatMap((item) => (item.type === type ? [Object.values(item)[1]] : []));
    expect(find('host')).toHaveLength(2);
    expect(find('host')).toContainEqual(
      expect.objectContaining({
        name: 'esx1.example.com',
        cluster: 'Prod',
        cpuCores: 48,
        cpuSockets: 2,
        memoryMiB: 785962,
        hyperThreading: true,
        workloadCount: 9,
        inMaintenance: false,
      }),
    );
    expect(find('cluster')).toEqual([
      expect.objectContaining({
        name: 'Prod',
        datacenter: 'DC1',
        hostCount: 2,
        memoryMiB: 1571910,
        drsEnabled: true,
        dpmEnabled: false,
        failoverLevel: 1,
      }),
    ]);
    expect(find('network')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'app-net', kind: 'distributed', vlanId: 10, switchName: 'dvs1' }),
        expect.objectContaining({ name: 'db-net', kind: 'standard', vlanId: 20 }),
      ]),
    );
    expect(find('datastore')).toContainEqual(
      expect.objectContaining({ name: 'ds1', type: 'VMFS', capacityMiB: 4194304, accessible: true }),
    );
    expect(receipt.counts).toMatchObject({
      workloads: 2,
      templates: 0,
      poweredOn: 1,
      hosts: 2,
      clusters: 1,
      networks: 2,
      datastores: 2,
    });
  });

  test('the receipt names every sheet, the producer and the time', async () => {
    const { receipt } = await imported(exportBytes(EXPORT));
    expect(receipt).toMatchObject({
      producer: 'RVTools 4.7.1.4 (VMware vCenter Server 8.0.3 build-24022515)',
      observedAt: '2026-10-01T08:00:00Z',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      skippedRows: 0,
      bytesSent: 0,
    });
    expect(receipt.parts.map(({ name }) => name)).toEqual(Object.keys(EXPORT));
    expect(receipt.parts).toContainEqual({ name: 'vLicense', rows: 1, handling: 'redacted' });
    expect(receipt.parts).toContainEqual({ name: 'vHealth', rows: 1, handling: 'ignored' });
    expect(receipt.parts).toContainEqual({ name: 'vDisk', rows: 3, handling: 'read' });
  });

  test.each([
    { reason: 'texts in the shared table', options: {} },
    { reason: 'inline texts', options: { inline: true } },
    { reason: 'prefixed elements', options: { prefix: 'x' } },
  ])('no licence key leaves the reader: $reason', async ({ options }) => {
    const everything = JSON.stringify(await imported(exportBytes(EXPORT, options)));
    expect(everything).not.toContain(LICENCE_KEY);
    expect(everything).toContain('[licence key removed]');
  });

  test('is the same for the same bytes', async () => {
    const bytes = exportBytes(EXPORT);
    expect(JSON.stringify(await imported(bytes))).toBe(JSON.stringify(await imported(bytes)));
  });
});

describe('a partial export', () => {
  test('with only vInfo gives what vInfo says and nothing else', async () => {
    const { machines, receipt } = await imported(exportBytes(without(...Object.keys(EXPORT).slice(1))));
    const facts = machines[0]?.facts ?? {};
    expect(facts).toMatchObject({ name: 'web01', cpuCount: 4, networks: ['app-net'] });
    for (const unknown of [
      'disks',
      'nics',
      'snapshots',
      'filesystems',
      'devices',
      'deviceTypesSeen',
      'datastores',
      'cpuHotAdd',
      'clusterDrsEnabled',
      'guestToolsStatus',
    ]) {
      expect(facts, unknown).not.toHaveProperty(unknown);
    }
    const lost = receipt.missing.map(({ part }) => part);
    expect(lost).toEqual(
      expect.arrayContaining(['sheet vDisk', 'sheet vNetwork', 'sheet vSnapshot', 'sheet vHost', 'sheet vMetaData']),
    );
    expect(receipt.missing.find(({ part }) => part === 'sheet vDisk')?.facts).toContain('disks');
    expect(receipt.counts).toMatchObject({ workloads: 2, hosts: 2, clusters: 1, networks: 1 });
  });

  test('without a column, its fact is unknown and the receipt says so', async () => {
    const rows = (EXPORT.vInfo ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([header]) => header !== 'CBT')),
    );
    const { machines, receipt } = await imported(exportBytes({ ...EXPORT, vInfo: rows }));
    expect(machines[0]?.facts).not.toHaveProperty('changeTracking');
    expect(receipt.missing).toContainEqual({
      part: 'sheet vInfo, column "CBT"',
      cost: 'The fact changeTracking stays unknown for every machine.',
      facts: ['changeTracking'],
    });
  });

  test('a vInfo that does not name its vCenter doubles no place that other sheets name with it', async () => {
    const rows = (EXPORT.vInfo ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([header]) => header !== 'VI SDK UUID')),
    );
    const whole = await imported(exportBytes(EXPORT));
    const without = await imported(exportBytes({ ...EXPORT, vInfo: rows }));
    for (const noun of ['clusters', 'networks', 'hosts', 'datastores']) {
      expect(without.receipt.counts[noun], noun).toBe(whole.receipt.counts[noun]);
    }
  });

  test('a filtered vDisk is not taken for "no disks"', async () => {
    const { machines, issues } = await imported(exportBytes({ ...EXPORT, vDisk: (EXPORT.vDisk ?? []).slice(0, 1) }));
    expect(machines[0]?.facts.disks?.map(({ label }) => label)).toEqual(['Hard disk 1', 'not listed']);
    expect(machines[0]?.facts.disks?.at(1)).toEqual({ label: 'not listed' });
    expect(machines[1]?.facts).not.toHaveProperty('disks');
    expect(issues.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'vInfo row 2, Disks: vInfo counts 2, vDisk lists 1; nothing is known of the other 1',
      'vInfo row 3, Disks: vInfo counts 1, vDisk lists 0; they count as unknown',
    ]);
  });

  test('a disk on a shared bus is shared, whatever its own sharing mode says', async () => {
    const vDisk = (EXPORT.vDisk ?? []).map((row) => ({ ...row, 'Sharing mode': 'sharingNone', Path: '' }));
    const { machines } = await imported(exportBytes({ ...EXPORT, vDisk }));
    expect(machines[0]?.facts.disks?.map(({ shared, sharedBus }) => [sharedBus, shared])).toEqual([
      ['none', false],
      ['physical', true],
    ]);
  });

  test('the time of the export comes from its name when no sheet says it', async () => {
    const { receipt } = await imported(
      exportBytes(without('vMetaData')),
      'RVTools_export_all_2024-06-28_04.55.40.xlsx',
    );
    expect(receipt.observedAt).toBe('2024-06-28T04:55:40Z');
    const unnamed = await imported(exportBytes(without('vMetaData')), 'mine.xlsx');
    expect(unnamed.receipt.observedAt).toBe('2026-11-22T00:00:00Z');
  });
});

describe('odd rows', () => {
  const base: Fields = {
    VM: 'a',
    'VM ID': 'vm-1',
    'VI SDK UUID': VCENTER,
    Powerstate: 'poweredOn',
    CPUs: 2,
    Memory: 4096,
  };

  const odd: { reason: string; row: Fields; fact: string; code: string; where: string }[] = [
    {
      reason: 'a text in a number column',
      row: { CPUs: 'four' },
      fact: 'cpuCount',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, CPUs',
    },
    {
      reason: 'the placeholder VM',
      row: { CPUs: 'VM' },
      fact: 'cpuCount',
      code: 'PLACEHOLDER_VALUE',
      where: 'vInfo row 2, CPUs',
    },
    {
      reason: "the object's name",
      row: { Memory: 'a' },
      fact: 'memoryMiB',
      code: 'PLACEHOLDER_VALUE',
      where: 'vInfo row 2, Memory',
    },
    {
      reason: 'a negative size',
      row: { Memory: -1 },
      fact: 'memoryMiB',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, Memory',
    },
    {
      reason: 'more CPUs than any machine has',
      row: { CPUs: 1e12 },
      fact: 'cpuCount',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, CPUs',
    },
    {
      reason: 'half a CPU',
      row: { CPUs: '4,5' },
      fact: 'cpuCount',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, CPUs',
    },
    {
      reason: 'an error cell',
      row: { Memory: { raw: '<c t="e"><v>#N/A</v></c>' } },
      fact: 'memoryMiB',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, Memory',
    },
    {
      reason: 'a word that is no boolean',
      row: { Template: 'maybe' },
      fact: 'template',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, Template',
    },
    {
      reason: 'an address that is none',
      row: { 'Primary IP Address': 'dhcp' },
      fact: 'ipAddresses',
      code: 'INVALID_ADDRESS',
      where: 'vInfo row 2, Primary IP Address',
    },
    {
      reason: 'a broken UUID',
      row: { 'SMBIOS UUID': '42-xyz' },
      fact: 'os',
      code: 'INVALID_UUID',
      where: 'vInfo row 2, SMBIOS UUID',
    },
    {
      reason: 'a day that may be another one',
      row: { 'Creation date': '3/4/2024' },
      fact: 'createdAt',
      code: 'UNUSABLE_VALUE',
      where: 'vInfo row 2, Creation date',
    },
  ];
  test.each(odd)(
    '$reason is unknown, reported with its place and a fix, and the row stays',
    async ({ row, fact, code, where }) => {
      const { machines, issues } = await imported(exportBytes(withVInfo([{ ...base, ...row }])));
      expect(machines).toHaveLength(1);
      expect(machines[0]?.facts).not.toHaveProperty(fact);
      const issue = issues.find((found) => found.code === code);
      expect(issue).toMatchObject({ where, skipped: false });
      expect(issue?.fix).not.toBe('');
    },
  );

  test.each([
    ['True', true],
    ['FALSE', false],
    [1, true],
    [0, false],
    [true, true],
    ['yes', true],
    ['no', false],
    ['WAHR', true],
    ['faux', false],
    ['sí', true],
    [null, undefined],
    ['', undefined],
  ] as const)('reads the boolean %s as %s', async (cell, expected) => {
    const { machines, issues } = await imported(exportBytes(withVInfo([{ ...base, Template: cell, CBT: cell }])));
    expect(machines[0]?.facts.template).toBe(expected);
    expect(machines[0]?.facts.changeTracking).toBe(expected);
    expect(issues).toEqual([]);
  });

  test('templates and SRM placeholders are kept, marked and counted', async () => {
    const rows = [
      base,
      { ...base, 'VM ID': 'vm-2', VM: 't', Template: 'True' },
      { ...base, 'VM ID': 'vm-3', VM: 'p', 'SRM Placeholder': 'True' },
    ];
    const { machines, receipt } = await imported(exportBytes(withVInfo(rows)));
    expect(machines.map(({ facts }) => [facts.template, facts.placeholder])).toEqual([
      [undefined, undefined],
      [true, undefined],
      [undefined, true],
    ]);
    expect(receipt.counts).toMatchObject({ workloads: 3, templates: 1, placeholders: 1 });
  });

  test('a repeated machine is left out once, a row without name and id too, a nameless one stays', async () => {
    const rows = [base, base, { Powerstate: 'poweredOn', CPUs: 1 }, { ...base, VM: null, 'VM ID': 'vm-9' }];
    const { machines, issues, receipt } = await imported(exportBytes(withVInfo(rows)));
    expect(machines.map(({ nativeId }) => nativeId)).toEqual(['vm-1', 'vm-9']);
    expect(machines[1]?.facts.name).toBe('vm-9');
    expect(codes(issues)).toEqual(['DUPLICATE_VM', 'MISSING_VM_NAME']);
    expect(receipt.skippedRows).toBe(2);
  });

  test('the same id in two vCenters is two machines', async () => {
    const other = { ...base, 'VI SDK UUID': '00000000-1111-4222-8333-9a9b9c9d9e9f' };
    const disks = [base, other].map((row, i) => ({
      VM: 'a',
      'VM ID': 'vm-1',
      'VI SDK UUID': row['VI SDK UUID'] ?? '',
      Disk: `disk of ${i}`,
      'Capacity MiB': 1,
      'Disk Mode': 'persistent',
    }));
    const { machines } = await imported(exportBytes({ vInfo: [base, other], vDisk: disks }));
    expect(machines.map(({ facts }) => facts.disks?.map(({ label }) => label))).toEqual([['disk of 0'], ['disk of 1']]);
  });

  test('rows of machines that vInfo does not have are reported, and a flood of them is summed up', async () => {
    const strangers = Array.from({ length: 60 }, (_, i) => ({
      VM: `x${i}`,
      'VM ID': `vm-9${i}`,
      'VI SDK UUID': VCENTER,
      Tools: 'toolsOk',
      'Required Version': 1,
      Upgradeable: 'False',
    }));
    const { issues, receipt } = await imported(exportBytes({ vInfo: [base], vTools: strangers }));
    expect(codes(issues)).toEqual(['UNKNOWN_MACHINE']);
    expect(issues).toHaveLength(21);
    expect(issues[20]).toMatchObject({ where: 'vTools', message: expect.stringContaining('40 more of the same') });
    expect(receipt.skippedRows).toBe(60);
    expect(receipt.issueCounts.warning).toBe(21);
  });

  test('EVC of the host is the CPU generation a machine sees; without it none is named', async () => {
    const [first, ...others] = EXPORT.vHost ?? [];
    const hosts = [{ ...first, 'Current EVC': 'intel-broadwell' }, ...others];
    const { machines } = await imported(exportBytes({ ...EXPORT, vHost: hosts }));
    const byHost = new Map(machines.map(({ facts }) => [facts.host, facts.cpuModel]));
    expect(byHost.get('esx1.example.com')).toBe('intel-broadwell');
    expect([...byHost].filter(([host]) => host !== 'esx1.example.com').every(([, model]) => model === undefined)).toBe(
      true,
    );
  });

  test('hosts that vHost does not have are reported, not dropped', async () => {
    const rows = [{ ...base, Host: 'esx-other' }];
    const { machines, issues, items } = await imported(exportBytes({ vInfo: rows, vHost: EXPORT.vHost ?? [] }));
    expect(machines[0]?.facts.host).toBe('esx-other');
    expect(issues).toEqual([expect.objectContaining({ code: 'HOST_NOT_IN_VHOST', where: 'vHost' })]);
    expect(items.filter(({ type }) => type === 'host')).toHaveLength(2);
  });

  test('a disk file that two machines use is shared, whatever its mode says', async () => {
    const rows = [base, { ...base, VM: 'b', 'VM ID': 'vm-2' }];
    const disk = {
      'VI SDK UUID': VCENTER,
      Disk: 'd',
      'Capacity MiB': 1,
      'Disk Mode': 'persistent',
      'Sharing mode': 'sharingNone',
    };
    const vDisk = [
      { ...disk, VM: 'a', 'VM ID': 'vm-1', 'Disk Path': '[ds] q/quorum.vmdk' },
      { ...disk, VM: 'a', 'VM ID': 'vm-1', 'Disk Path': '[ds] a/own.vmdk' },
      { ...disk, VM: 'b', 'VM ID': 'vm-2', 'Disk Path': '[ds] q/quorum.vmdk' },
    ];
    const { machines } = await imported(exportBytes({ vInfo: rows, vDisk }));
    expect(machines.map(({ facts }) => facts.disks?.map(({ shared }) => shared))).toEqual([[true, false], [true]]);
  });

  test('an empty name or address of a running guest is an answer', async () => {
    const row = { ...base, 'DNS Name': null, 'Primary IP Address': null, 'Guest state': 'running', Host: 'h' };
    const rows = [
      { ...row, VM: 'full', 'VM ID': 'vm-8', 'DNS Name': 'x', 'Primary IP Address': '10.0.0.9' },
      row,
      { ...row, 'VM ID': 'vm-2', 'Guest state': 'notRunning' },
    ];
    const { machines } = await imported(exportBytes(withVInfo(rows)));
    expect(machines.map(({ facts }) => [facts.hostName, facts.ipAddresses])).toEqual([
      ['x', ['10.0.0.9']],
      ['', []],
      [undefined, undefined],
    ]);
  });

  test('a vInfo without machines is an answer with a reason', async () => {
    const { machines, issues } = await imported(exportBytes(withVInfo([{ VM: null, CPUs: null, Memory: null }])));
    expect(machines).toEqual([]);
    expect(issues).toContainEqual(expect.objectContaining({ code: 'NO_VMS', severity: 'error' }));
  });
});
