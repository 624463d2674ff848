/** Against a strict stub of ours, shaped by the published vim25 WSDL: no vCenter, and what the simulator does not do. */

import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { OPENSSL_MISSING, makeCertificates } from '../../../test/support/certificates.ts';
import { HANDLED, VsphereStub, fault } from '../../../test/support/vsphere-stub.ts';
import type { StubObject, VsphereStubOptions } from '../../../test/support/vsphere-stub.ts';
import type { ClusterRule } from '../../core/model/estate.ts';
import type { Connection, InventoryMutation, ReadEnd, Settings } from '../connection.ts';
import type { InventoryItem } from '../provider.ts';
import { vsphereProvider } from './provider.ts';
import { PLACES, SQL01, plainVm, str, typed } from './stub-estate.fixture.ts';

const skipped = OPENSSL_MISSING === undefined ? '' : ` (skipped: ${OPENSSL_MISSING})`;

const certificates = makeCertificates();
const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

const TEN = Array.from({ length: 10 }, (_, index) => plainVm(`vm-${200 + index}`));

async function stubOf(
  options: Partial<VsphereStubOptions> & { readonly vms?: readonly StubObject[] } = {},
): Promise<VsphereStub> {
  const { vms = TEN, ...rest } = options;
  const stub = await VsphereStub.start({ certificate: certificates.server, objects: [...PLACES, ...vms], ...rest });
  open.push(stub);
  return stub;
}

const standing = (): Date => new Date('2026-11-22T08:00:00Z');

async function connect(stub: VsphereStub, more: Settings = {}, clock = standing): Promise<Connection> {
  const settings = {
    address: stub.host,
    user: stub.user,
    caCertificate: certificates.authority.cert,
    tags: false,
    utilisationDays: 0,
    ...more,
  };
  const connection = await vsphereProvider.live?.connect({
    sourceId: 'source-1',
    settings,
    secrets: { password: stub.password },
    clock,
  });
  if (connection === undefined) throw new TypeError('no connector');
  open.push(connection);
  return connection;
}

interface Heard {
  readonly mutations: readonly InventoryMutation[];
  readonly items: readonly InventoryItem[];
  readonly end: ReadEnd;
}

async function read(
  connection: Connection,
  cursor?: string,
  onPart?: (count: number) => Promise<void> | void,
): Promise<Heard> {
  const reading = connection.inventory?.read({ onIssue: () => undefined, ...(cursor !== undefined && { cursor }) });
  const mutations: InventoryMutation[] = [];
  for (;;) {
    const next = await reading?.next();
    if (next === undefined) throw new TypeError('no inventory');
    if (next.done === true) return { mutations, items: mutations.flatMap(({ items }) => items), end: next.value };
    mutations.push(next.value);
    await onPart?.(mutations.length);
  }
}

const machinesIn = (items: readonly InventoryItem[]): string[] =>
  items.flatMap((item) => (item.type === 'workload' ? [item.observation.nativeId] : []));
const removedIn = (mutations: readonly InventoryMutation[]): string[] =>
  mutations.flatMap((mutation) => (mutation.type === 'delta' ? mutation.removed.map(({ id }) => id) : []));
const all = TEN.map(({ id }) => id);

describe.skipIf(OPENSSL_MISSING !== undefined)(`vSphere stub shaped by the WSDL: what is read${skipped}`, () => {
  test('a machine with everything the rules ask about', async () => {
    const { items } = await read(await connect(await stubOf({ vms: [SQL01] })));
    const [machine] = items.flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
    expect(machine).toMatchObject({
      nativeId: 'vm-101',
      scope: '4c4c4544-0000-1111-2222-333344445555',
      identity: {
        biosUuid: '42100000-aaaa-bbbb-cccc-000000000101',
        instanceUuid: '50100000-aaaa-bbbb-cccc-000000000101',
        macAddresses: ['00:50:56:ab:00:01', '00:50:56:ab:00:02'],
        fqdn: 'sql01.example.com',
      },
      facts: {
        name: 'sql01/prod',
        powerState: 'on',
        firmware: 'efi',
        secureBoot: true,
        tpm: true,
        hardwareVersion: 19,
        changeTracking: true,
        cpuCount: 8,
        coresPerSocket: 4,
        memoryMiB: 16384,
        usedMiB: 51200,
        provisionedMiB: 102400,
        cpuReservationMhz: 2000,
        memoryReservationMiB: 16384,
        cpuAffinity: [2, 3],
        numaAffinity: [0, 1],
        latencySensitivity: 'high',
        faultTolerance: false,
        diskUuidEnabled: true,
        createdAt: '2024-02-03T04:05:06Z',
        hostName: 'SQL01.example.com',
        ipAddresses: ['10.1.2.3', '2001:db8::3'],
        guestToolsStatus: 'toolsOk',
        os: { nativeId: 'windows2019srv_64Guest', configuredAs: 'Microsoft Windows Server 2019 (64-bit)' },
        filesystems: [{ path: 'C:\\', capacityMiB: 102400, freeMiB: 1024, diskKey: 2000 }],
        snapshots: [
          { name: 'before patch', createdAt: '2026-10-01T08:00:00Z', quiesced: false },
          { name: 'after patch', createdAt: '2026-10-02T10:00:00Z', quiesced: true },
        ],
        networks: ['app', 'VM Network'],
        datastores: ['fast', 'slow'],
        gpus: [{ type: 'grid_a100-10c', count: 1, shared: true }],
        folder: '/DC1/vm/apps',
        resourcePool: '/DC1/Prod/Resources',
        datacenter: 'DC1',
        cluster: 'Prod',
        host: 'esx1.example.com',
        haRestartPriority: 'high',
        affinityRules: ['sql apart', 'sql licence'],
        hostAffinity: true,
        clusterDrsEnabled: true,
        clusterDpmEnabled: false,
        tags: { Owner: 'payroll' },
      },
    });
    expect(JSON.stringify(machine)).not.toContain('FGHIJ-67890');
    expect(machine?.facts.disks).toEqual([
      {
        label: 'Hard disk 1',
        key: '2000',
        capacityMiB: 102400,
        datastore: 'fast',
        path: '[fast] sql01/sql01.vmdk',
        thin: true,
        mode: 'persistent',
        shared: false,
        rawDeviceMapping: false,
        controller: 'VMware paravirtual SCSI',
        bus: 'scsi',
        sharedBus: 'none',
        changeTracking: true,
        uuid: '6000c29a-1111-2222-3333-444455556666',
      },
      expect.objectContaining({
        label: 'Hard disk 2',
        mode: 'independent_persistent',
        shared: true,
        changeTracking: false,
        datastore: 'fast',
      }),
      expect.objectContaining({
        label: 'Hard disk 3',
        rawDeviceMapping: true,
        rawCompatibility: 'physical',
        shared: true,
        sharedBus: 'physical',
        controller: 'LSI Logic SAS',
        changeTracking: false,
      }),
      expect.objectContaining({ label: 'Hard disk 4', bus: 'nvme', thin: true, changeTracking: true }),
    ]);
    expect(machine?.facts.nics).toEqual([
      {
        label: 'Network adapter 1',
        network: 'app',
        switchName: 'dvs1',
        macAddress: '00:50:56:ab:00:01',
        adapter: 'Vmxnet3',
        connected: true,
        startConnected: true,
        ipAddresses: ['10.1.2.3', '2001:db8::3'],
        passthrough: 'none',
      },
      {
        label: 'Network adapter 2',
        network: 'VM Network',
        switchName: 'vSwitch0',
        macAddress: '00:50:56:ab:00:02',
        adapter: 'SriovEthernetCard',
        connected: false,
        startConnected: true,
        passthrough: 'sriov',
      },
    ]);
    expect(machine?.facts.devices?.map(({ type }) => type)).toEqual([
      'sriov',
      'vgpu',
      'pci-passthrough',
      'tpm',
      'usb-controller',
      'cdrom',
    ]);
  });

  test('hosts, clusters with their rules, networks with their VLANs, datastores', async () => {
    const { items } = await read(await connect(await stubOf({ vms: [SQL01] })));
    const rules: ClusterRule[] = items.flatMap((item) => (item.type === 'cluster' ? (item.cluster.rules ?? []) : []));
    expect(rules).toEqual([
      { name: 'sql apart', kind: 'keep-apart', enabled: true, workloads: ['vm-101', 'vm-102'] },
      { name: 'sql licence', kind: 'vm-host-must', enabled: true, workloads: ['vm-101'], hosts: ['host-10'] },
      { name: 'off', kind: 'keep-together', enabled: false, workloads: ['vm-101'] },
    ]);
    const others = items.filter(({ type }) => type !== 'workload');
    expect(others).toHaveLength(5);
    expect(others).toMatchObject([
      {
        host: {
          name: 'esx1.example.com',
          cluster: 'Prod',
          coresPerSocket: 32,
          gpus: [{ type: 'NVIDIA A100', count: 1, memoryGiB: 40, sharing: 'vgpu' }],
        },
      },
      {
        cluster: { name: 'Prod', haEnabled: true, failoverLevel: 1, admissionControlEnabled: true, memoryMiB: 524288 },
      },
      { network: { name: 'app', kind: 'distributed', vlanId: 120, switchName: 'dvs1' } },
      { network: { name: 'VM Network', kind: 'standard', vlanId: 42, switchName: 'vSwitch0' } },
      {
        datastore: {
          name: 'fast',
          cluster: 'Gold',
          type: 'VMFS',
          capacityMiB: 1048576,
          freeMiB: 524288,
          sharedWrite: true,
        },
      },
    ]);
  });

  test('answers in pages, also smaller ones than were asked for', async () => {
    const stub = await stubOf({ maxObjects: 3 });
    const { items } = await read(await connect(stub));
    expect(machinesIn(items)).toEqual(all);
    expect(stub.calls.filter((call) => call === 'ContinueRetrievePropertiesEx').length).toBeGreaterThanOrEqual(3);
  });

  test('an older server that does not know every property is asked for the others', async () => {
    const { items } = await read(
      await connect(await stubOf({ vms: [SQL01], unknownPaths: ['config.createDate', 'config.uplink'] })),
    );
    expect(items.find(({ type }) => type === 'workload')).toMatchObject({ observation: { facts: { cpuCount: 8 } } });
    const facts = items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts] : []))[0];
    expect(facts?.createdAt).toBeUndefined();
  });

  test('a server with nothing in it gives one empty part', async () => {
    const stub = await VsphereStub.start({ certificate: certificates.server });
    open.push(stub);
    const { mutations } = await read(await connect(stub));
    expect(mutations).toEqual([{ type: 'full', items: [] }]);
  });
});

describe.skipIf(OPENSSL_MISSING !== undefined)(
  `vSphere stub shaped by the WSDL: tags and utilisation${skipped}`,
  () => {
    test('tags by the newer REST interface; tags the account may not see are told', async () => {
      const asked: string[] = [];
      const rest: VsphereStubOptions['rest'] = (method, url, body) => {
        asked.push(`${method} ${url}`);
        if (url === '/api/session') return { status: method === 'POST' ? 201 : 204, body: 'token-of-the-session' };
        if (url.endsWith('list-attached-tags-on-objects')) {
          const { object_ids: ids } = JSON.parse(body) as { object_ids: { id: string }[] };
          return {
            status: 200,
            body: ids.slice(0, 1).map((id) => ({ object_id: id, tag_ids: ['urn:1', 'urn:hidden'] })),
          };
        }
        if (url === '/api/cis/tagging/tag/urn%3A1')
          return { status: 200, body: { name: 'gold', category_id: 'urn:c' } };
        if (url === '/api/cis/tagging/category/urn%3Ac') return { status: 200, body: { name: 'Service level' } };
        return { status: 403 };
      };
      const { items, end } = await read(await connect(await stubOf({ rest }), { tags: true }));
      const tags = items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts.tags] : []));
      expect(tags).toEqual([{ 'Service level': 'gold' }, ...Array.from({ length: 9 }, () => ({}))]);
      expect(end.missing).toMatchObject([{ part: 'Tags', cost: expect.stringContaining('global permission') }]);
      expect(asked.at(-1)).toBe('DELETE /api/session');
    });

    test('averages as comma-separated values, with gaps; a server that refuses them costs them alone', async () => {
      const counter = (key: number, group: string, name: string): string =>
        `<PerfCounterInfo><key>${key}</key><nameInfo><key>${name}</key></nameInfo><groupInfo><key>${group}</key></groupInfo><rollupType>average</rollupType></PerfCounterInfo>`;
      const perfCounter = typed(
        'ArrayOfPerfCounterInfo',
        counter(2, 'cpu', 'usage') +
          counter(24, 'mem', 'usage') +
          counter(131, 'disk', 'read') +
          counter(7, 'net', 'usage'),
      );
      const manager: StubObject = { type: 'PerformanceManager', id: 'PerfMgr', properties: { perfCounter } };
      const stub = await stubOf({ vms: [...TEN, manager] });
      const series = (id: number, values: string): string =>
        `<value xsi:type="PerfMetricSeriesCSV"><id><counterId>${id}</counterId><instance></instance></id><value>${values}</value></value>`;
      stub.intercept((method, request) => {
        if (method !== 'QueryPerf') return undefined;
        const specs = request.children.filter(({ name }) => name === 'querySpec');
        expect(specs.length).toBeLessThanOrEqual(20);
        const entities = specs.map(({ children }) => {
          const id = children.find(({ name }) => name === 'entity')?.text ?? '';
          const values =
            id === 'vm-205'
              ? ''
              : series(2, '1000,2000,-1,9000') + series(24, '5000,5000,5000') + series(131, '1024,3072');
          return `<returnval xsi:type="PerfEntityMetricCSV"><entity type="VirtualMachine">${id}</entity><sampleInfoCSV>1800,x</sampleInfoCSV>${values}</returnval>`;
        });
        return entities.join('');
      });
      const used = (items: readonly InventoryItem[]): unknown[] =>
        items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts.utilisation] : []));
      const { items } = await read(await connect(stub, { utilisationDays: 7 }));
      expect(used(items)[0]).toEqual({
        cpuAvgPct: 40,
        cpuP95Pct: 90,
        cpuMaxPct: 90,
        memoryAvgPct: 50,
        memoryP95Pct: 50,
        memoryMaxPct: 50,
        diskReadMiBps: 2,
        windowDays: 0.1,
      });
      expect(used(items)[5]).toBeUndefined();
      stub.intercept((method) =>
        method === 'QueryPerf' ? fault('NoPermission', '<privilegeId>System.View</privilegeId>') : undefined,
      );
      const refused = await read(await connect(stub, { utilisationDays: 7 }));
      expect(machinesIn(refused.items)).toEqual(all);
      expect(refused.end.missing).toMatchObject([
        { part: 'Utilisation', cost: expect.stringContaining('System.View'), facts: ['utilisation'] },
      ]);
    });
  },
);

describe.skipIf(OPENSSL_MISSING !== undefined)(`vSphere stub shaped by the WSDL: changes${skipped}`, () => {
  test('come in truncated answers, with what is gone and what is gone before it is read', async () => {
    const stub = await stubOf({ maxUpdates: 2 });
    const connection = await connect(stub);
    const first = await read(connection);
    const cursor = first.end.cursor?.value;
    expect((await read(connection, cursor)).mutations).toEqual([]);
    for (const id of all.slice(0, 5)) stub.change(id, { 'config.changeVersion': str('2') });
    stub.remove('vm-209');
    stub.change('vm-208', { 'config.changeVersion': str('2') });
    stub.objects = stub.objects.filter(({ id }) => id !== 'vm-208');
    const second = await read(connection, cursor);
    expect(machinesIn(second.items)).toEqual(all.slice(0, 5));
    expect(removedIn(second.mutations).sort()).toEqual(['vm-208', 'vm-209']);
    expect((await read(connection, cursor)).mutations).toEqual([]);
  });

  test('of a datastore come alone; a renamed folder has everything read again', async () => {
    const stub = await stubOf();
    const connection = await connect(stub);
    const cursor = (await read(connection)).end.cursor?.value;
    await read(connection, cursor);
    const summary = typed('DatastoreSummary', '<capacity>2199023255552</capacity><freeSpace>549755813888</freeSpace>');
    stub.change('datastore-20', { summary, 'summary.capacity': '<val xsi:type="xsd:long">2199023255552</val>' });
    const second = await read(connection, cursor);
    expect(second.mutations).toMatchObject([
      { type: 'delta', items: [{ type: 'datastore', datastore: { capacityMiB: 2097152 } }], removed: [] },
    ]);
    stub.change('group-v5', { name: str('renamed') });
    const third = await read(connection, cursor);
    expect(third.mutations[0]?.type).toBe('full');
    expect(third.items.find(({ type }) => type === 'workload')).toMatchObject({
      observation: { facts: { folder: '/DC1/vm/renamed' } },
    });
  });

  test('that no server tells are read once a day', async () => {
    let now = Date.parse('2026-11-22T08:00:00Z');
    const connection = await connect(await stubOf(), {}, () => new Date(now));
    const { end } = await read(connection);
    now += 23 * 3600 * 1000;
    expect((await read(connection, end.cursor?.value)).mutations).toEqual([]);
    now += 2 * 3600 * 1000;
    expect((await read(connection, end.cursor?.value)).mutations[0]?.type).toBe('full');
  });

  test('that broke off are given the next time', async () => {
    const stub = await stubOf();
    const connection = await connect(stub);
    const cursor = (await read(connection)).end.cursor?.value;
    await read(connection, cursor);
    stub.change('vm-203', { 'config.changeVersion': str('2') });
    stub.intercept((method) => (method === 'RetrievePropertiesEx' ? fault('RuntimeFault') : undefined));
    await expect(read(connection, cursor)).rejects.toMatchObject({ code: 'IST-2205' });
    stub.intercept(undefined);
    expect(machinesIn((await read(connection, cursor)).items)).toEqual(['vm-203']);
  });
});

describe.skipIf(OPENSSL_MISSING !== undefined)(`vSphere stub shaped by the WSDL: faults${skipped}`, () => {
  test('a session that ends between two pages: signed in again, each machine once', async () => {
    const stub = await stubOf({ maxObjects: 4 });
    let pages = 0;
    stub.intercept((method) => {
      if (method === 'ContinueRetrievePropertiesEx' && ++pages === 5) stub.endSessions();
      return undefined;
    });
    const { items } = await read(await connect(stub));
    expect(machinesIn(items)).toEqual(all);
    expect(stub.calls.filter((call) => call === 'Login')).toHaveLength(2);
  });

  test('an account whose sessions end again and again is given up on, without its password', async () => {
    const stub = await stubOf();
    const connection = await connect(stub);
    stub.intercept((method) => (method === 'CreateContainerView' ? fault('NotAuthenticated') : undefined));
    const error: unknown = await read(connection).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'IST-2203' });
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(stub.password);
    expect(stub.calls.filter((call) => call === 'Login').length).toBeLessThan(6);
  });

  test('a session that ended between two reads: changes are found by comparing', async () => {
    const stub = await stubOf();
    const connection = await connect(stub);
    const cursor = (await read(connection)).end.cursor?.value;
    await read(connection, cursor);
    stub.change('vm-202', { 'config.changeVersion': str('2') });
    stub.remove('vm-203');
    stub.endSessions();
    const second = await read(connection, cursor);
    expect(machinesIn(second.items)).toEqual(['vm-202']);
    expect(removedIn(second.mutations)).toEqual(['vm-203']);
  });

  test('a server that restarts in the middle of a page: read again from the start, each machine once', async () => {
    const stub = await stubOf({ maxObjects: 4 });
    let pages = 0;
    stub.intercept(async (method, _request, response) => {
      if (method !== 'ContinueRetrievePropertiesEx' || ++pages !== 5) return undefined;
      response.setHeader('content-type', 'text/xml');
      response.write(
        '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="x"><soapenv:Body><R><returnval><objects><obj type="Virt',
      );
      const port = Number(stub.host.split(':')[1]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      stub.endSessions();
      await stub.stop();
      await stub.listen(port);
      return HANDLED;
    });
    const { items } = await read(await connect(stub));
    expect(machinesIn(items)).toEqual(all);
    expect(stub.calls.filter((call) => call === 'Login')).toHaveLength(2);
  });

  test('a right that is missing costs its facts and is told', async () => {
    const vms = [
      { ...SQL01, refused: ['config.hardware.device', 'guest.net', 'snapshot.rootSnapshotList'] },
      plainVm('vm-300'),
    ];
    const connection = await connect(await stubOf({ vms, lacking: ['System.Read'] }));
    expect(connection.identity).toMatchObject({
      account: 'VSPHERE.LOCAL\\reader',
      lacking: [{ right: expect.stringContaining('System.Read') }],
    });
    const { items, end } = await read(connection);
    const facts = items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts] : []))[0];
    for (const fact of ['disks', 'nics', 'devices', 'tpm', 'snapshots'] as const) expect(facts?.[fact]).toBeUndefined();
    expect(facts?.cpuCount).toBe(8);
    expect(end.missing).toContainEqual({
      part: 'VirtualMachine config.hardware.device',
      cost: 'Not readable on 1 object: the account lacks System.Read there.',
      facts: expect.arrayContaining(['disks', 'nics', 'devices']) as unknown,
    });
  });

  test('the end of a session in the clothes of a missing property is not taken for a missing right', async () => {
    const stub = await stubOf();
    let asked = 0;
    stub.intercept((method) => {
      if (method !== 'RetrievePropertiesEx' || ++asked !== 2) return undefined;
      return '<returnval><objects><obj type="VirtualMachine">vm-200</obj><missingSet><path>name</path><fault><fault xsi:type="NotAuthenticated"/></fault></missingSet></objects></returnval>';
    });
    const { items, end } = await read(await connect(stub));
    expect(machinesIn(items)).toEqual(all);
    expect(end.missing).toEqual([]);
  });

  test.each([
    ['malformed XML', '<?xml version="1.0"?><a><b></a>', 'IST-2205', 'closed by'],
    [
      'an entity bomb',
      '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>',
      'IST-2205',
      'document type',
    ],
    [
      'an outside entity',
      '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>',
      'IST-2205',
      'document type',
    ],
    ['elements without end', `<?xml version="1.0"?>${'<a>'.repeat(5000)}`, 'IST-2206', 'nested deeper'],
  ])('%s is refused with a code', async (_name, answer, code, message) => {
    const stub = await stubOf();
    const connection = await connect(stub);
    stub.intercept((method) => (method === 'RetrievePropertiesEx' ? answer : undefined));
    await expect(read(connection)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('one answer of 54 MB is read object by object, or refused by the limit that is set', async () => {
    const note = typed('xsd:string', 'x'.repeat(60_000));
    const vms = Array.from({ length: 900 }, (_, index) => {
      const vm = plainVm(`vm-${1000 + index}`);
      return { ...vm, properties: { ...vm.properties, 'config.annotation': note } };
    });
    const stub = await stubOf({ vms });
    const seen: number[] = [];
    const connection = await connect(stub, { pageSize: 5000 });
    const { end } = await read(connection, undefined, (count) => void seen.push(count));
    expect(end.parts[0]).toMatchObject({ name: 'VirtualMachine', rows: 900 });
    expect(seen.length).toBeGreaterThan(3);
    const bounded = await connect(stub, { pageSize: 5000, maxAnswerMiB: 20 });
    await expect(read(bounded)).rejects.toMatchObject({ code: 'IST-2206', message: expect.stringContaining('20 MiB') });
  });

  test('a sign-in page in the place of the API is told as what it is', async () => {
    const stub = await stubOf();
    stub.intercept((_method, _request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Sign in</html>');
      return HANDLED;
    });
    await expect(connect(stub)).rejects.toMatchObject({
      code: 'IST-2205',
      message: expect.stringContaining('text/html'),
    });
  });

  test('a certificate that is not trusted is shown, and the password is not sent', async () => {
    const stub = await VsphereStub.start({ certificate: certificates.selfSigned });
    open.push(stub);
    const error: unknown = await connect(stub).catch((thrown: unknown) => thrown);
    const { fingerprint256 } = new X509Certificate(certificates.selfSigned.cert);
    expect(error).toMatchObject({ code: 'IST-2202', message: expect.stringContaining(fingerprint256.toLowerCase()) });
    expect(stub.calls).toEqual([]);
    const pinned = await connect(stub, { thumbprint: fingerprint256 });
    expect(pinned.identity.fingerprint).toBe(fingerprint256.toLowerCase());
  });

  test('a REST interface that is forbidden or absent costs the tags and is told', async () => {
    for (const [status, message] of [
      [401, 'refuses'],
      [404, 'no REST interface'],
    ] as const) {
      const stub = await stubOf({ rest: () => ({ status }) });
      const { items, end } = await read(await connect(stub, { tags: true }));
      expect(machinesIn(items)).toEqual(all);
      expect(end.missing).toMatchObject([{ part: 'Tags', cost: expect.stringContaining(message), facts: ['tags'] }]);
    }
  });

  test('settings that cannot be are refused before anything is connected', async () => {
    const stub = await stubOf();
    const wrong: readonly Settings[] = [
      { address: '' },
      { address: 'http://x' },
      { address: 'a b' },
      { thumbprint: 'zz' },
      { pageSize: 0 },
      { caCertificate: 'x' },
    ];
    for (const settings of wrong) {
      await expect(connect(stub, settings)).rejects.toMatchObject({ code: 'IST-2220' });
    }
    expect(stub.calls).toEqual([]);
  });
});
