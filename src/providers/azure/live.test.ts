import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startArmStub } from '../../../test/support/arm-stub.ts';
import type { ArmStub } from '../../../test/support/arm-stub.ts';
import { EDGE, HIDDEN, PROD, WORKLOADS } from '../../../test/support/arm-stub-tenant.ts';
import { identityRowOf } from '../../core/model/identity-row.ts';
import { identityGroups } from '../../core/model/identity.ts';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import { readStub } from './live.fixture.ts';

let stub: ArmStub;
beforeEach(async () => {
  stub = await startArmStub();
});
afterEach(async () => stub[Symbol.asyncDispose]());

describe('reading a stub shaped by the published examples', () => {
  test('lists machines of every kind, and nodes of clusters as hosts', async () => {
    const said = await readStub(stub);
    expect(said.machines.toSorted()).toEqual(WORKLOADS.toSorted());
    expect(said.issues.map(({ code }) => code)).toEqual(['NODES_ARE_HOSTS', 'ARC_AGENTS_SILENT']);
    expect(JSON.stringify(said)).not.toContain(HIDDEN);
  });

  test('joins a machine with its size, disks, adapters and addresses', async () => {
    const { identity, facts } = (await readStub(stub)).machine('web01');
    expect(identity).toEqual({
      biosUuid: 'aaaaaaaa-0000-4000-8000-0000000000a1',
      macAddresses: ['00:0d:3a:00:00:01'],
      fqdn: 'web01.corp.example',
    });
    expect(facts).toMatchObject({
      platform: 'azure',
      powerState: 'on',
      size: 'Standard_D4s_v5',
      cpuCount: 4,
      memoryMiB: 16384,
      gpus: [],
      firmware: 'efi',
      generation: 2,
      secureBoot: true,
      tpm: true,
      securityType: 'TrustedLaunch',
      region: 'westeurope',
      zone: 'westeurope-1',
      networks: ['hub/app'],
      ipAddresses: ['10.1.0.4', '203.0.113.10'],
      interruptible: false,
      tags: { Application: 'Shop' },
      os: { family: 'linux', reportedAs: 'Ubuntu 22.04', architecture: 'x86_64' },
    });
    expect(facts.disks).toMatchObject([
      { label: 'OS disk', capacityMiB: 65536, shared: false, tier: 'Premium_LRS', encryption: 'platform-key' },
      { label: 'LUN 0', capacityMiB: 1048576, shared: true, iops: 5000, encryption: 'customer-key' },
    ]);
    expect(facts.nics).toMatchObject([{ label: 'web01-nic', passthrough: 'sriov' }]);
  });

  test('says what differs from machine to machine', async () => {
    const said = await readStub(stub);
    expect(said.machine('sql01').facts).toMatchObject({
      powerState: 'off',
      firmware: 'bios',
      generation: 1,
      secureBoot: false,
      roles: ['sql-server'],
      licenseType: 'Windows_Server',
      affinityRules: ['availability set av-sql'],
      os: { reportedAs: 'Windows Server 2019 Datacenter' },
    });
    expect(said.machine('cvm01').facts).toMatchObject({ securityType: 'ConfidentialVM', region: 'germanywestcentral' });
    // The region's list does not have its size: nothing is made up for it.
    expect(said.machine('cvm01').facts.cpuCount).toBeUndefined();
    expect(said.end.missing.map(({ part }) => part)).toEqual(['size Standard_DC2as_v5 in germanywestcentral']);
  });

  test('asks Resource Manager for what Resource Graph leaves out', async () => {
    const said = await readStub(stub);
    expect(said.machine('gpu01').facts).toMatchObject({
      powerState: 'off',
      interruptible: true,
      gpus: [{ type: 'A100', count: 1 }],
      devices: [
        { type: 'gpu', label: 'A100' },
        { type: 'sriov', label: 'gpu01-nic' },
      ],
    });
    expect(said.machine('batch_0').facts).toMatchObject({ controller: 'VirtualMachineScaleSet', cpuCount: 2 });
    const statusCalls = stub.calls.filter(
      ({ query }) => query.get('statusOnly') === 'true' && !query.has('$skiptoken'),
    );
    expect(statusCalls).toHaveLength(1);
  });

  test('takes what a machine of a scale set does not say from its model', async () => {
    expect((await readStub(stub)).machine('front_1').facts).toMatchObject({
      name: 'front_1',
      hostName: 'front000001',
      interruptible: true,
      networks: ['hub/app'],
      os: { configuredAs: 'Ubuntu 22.04' },
    });
    expect((await readStub(stub)).machine('front_0')).toMatchObject({
      identity: { macAddresses: ['00:0d:3a:00:00:f0'] },
      facts: { ipAddresses: ['10.1.0.100'] },
    });
  });

  test('leaves the platform of an Arc machine to the source that knows it', async () => {
    const { identity, facts } = (await readStub(stub)).machine('erp01');
    expect(facts.platform).toBeUndefined();
    expect(facts.guestToolsStatus).toBeUndefined();
    expect(facts.region).toBeUndefined();
    expect(identity).toEqual({
      biosUuid: '564d1c4e-0000-4000-8000-0000000000e1',
      macAddresses: ['00:50:56:00:00:e1'],
      fqdn: 'erp01.corp.example',
    });
    expect(facts).toMatchObject({
      powerState: 'on',
      cpuCount: 8,
      memoryMiB: 32768,
      roles: ['sql-server'],
      // The example's impossible address and the link-local one tell nothing.
      ipAddresses: ['10.20.0.11'],
      filesystems: [{ path: 'C:\\', capacityMiB: 102400, freeMiB: 51200 }],
      os: { family: 'windows', reportedAs: 'Windows Server 2016 Datacenter' },
    });
  });

  test('joins a machine of Azure Local with its Arc machine', async () => {
    const said = await readStub(stub);
    expect(said.machine('plc01').facts).toMatchObject({
      platform: 'azure-local',
      cluster: 'factory',
      powerState: 'off',
      cpuCount: 4,
      memoryMiB: 8192,
      secureBoot: true,
      tpm: true,
      networks: ['lnet-110'],
      datastores: ['userstorage1'],
    });
    expect(said.machine('plc01').facts.disks).toMatchObject([
      { label: 'OS disk' },
      { label: 'Data disk 0', capacityMiB: 204800, thin: true, datastore: 'userstorage1' },
    ]);
    expect(said.hosts.filter(({ platform }) => platform === 'azure-local').map(({ name }) => name)).toEqual([
      'fact-n1',
      'fact-n2',
    ]);
    expect(said.datastores).toMatchObject([{ name: 'userstorage1', capacityMiB: 2000000, freeMiB: 900000 }]);
  });

  test('counts the nodes of clusters once, with their systems and GPU shares', async () => {
    const said = await readStub(stub);
    const cluster = (name: string): unknown => said.clusters.find((one) => one.name === name);
    expect(cluster('shop')).toMatchObject({
      platform: 'aks',
      hostCount: 4,
      cpuCores: 32,
      version: '1.33.2',
      region: 'westeurope',
    });
    // Three control plane nodes, and three workers by their state, not by the order of two.
    expect(cluster('aro1')).toMatchObject({ platform: 'aro', hostCount: 6, version: '4.18.17' });
    expect(cluster('edge-ocp')).toMatchObject({ platform: 'openshift', hostCount: 6, cpuCores: 96 });
    expect(cluster('edge-ocp')).not.toHaveProperty('region');
    const nodes = said.hosts.filter((host) => host.cluster === 'shop');
    expect(nodes.map(({ name }) => name)).toEqual([
      'aks-linux-1-vmss000000',
      'aks-linux-1-vmss000001',
      'shop-win22-0',
      'shop-mig-0',
    ]);
    expect(nodes[2]).toMatchObject({
      osFamily: 'windows',
      osName: expect.stringMatching(/^Windows Server 2022 \(AKSWindows-2022/),
    });
    expect(nodes[3]?.gpus).toEqual([{ type: 'A100', count: 1, sharing: 'mig-2g' }]);
  });

  test('names networks as machines name them, with their ranges', async () => {
    const { networks } = await readStub(stub);
    expect(networks.map(({ name, cidrs, vlanId }) => ({ name, cidrs, vlanId }))).toEqual([
      { name: 'hub/app', cidrs: ['10.1.0.0/24'], vlanId: undefined },
      { name: 'hub/nodes', cidrs: ['10.1.8.0/22', 'fd00:1::/64'], vlanId: undefined },
      { name: 'lnet-110', cidrs: ['192.0.2.0/24'], vlanId: 110 },
    ]);
  });

  test('says the same whatever the size of a page', async () => {
    const whole = await readStub(stub);
    stub.pageSize = 1;
    const paged = await readStub(stub);
    expect(paged.items).toEqual(whole.items);
    expect(stub.calls.filter(({ body }) => body.options?.['$skipToken'] !== undefined).length).toBeGreaterThan(20);
  });

  test('reads only the subscriptions named, by id or name', async () => {
    const said = await readStub(stub, { subscriptions: ['edge'] });
    expect(said.machines.toSorted()).toEqual(['cvm01', 'erp01', 'plc01']);
    expect(new Set(stub.calls.flatMap(({ body }) => body.subscriptions ?? []))).toEqual(new Set([EDGE]));
  });

  test('signs in with a certificate', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'isthmus-azure-'));
    try {
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
      const subject = ['-subj', '/CN=isthmus', '-days', '2', '-keyout', key, '-out', certificate];
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], { stdio: 'pipe' });
      const clientCertificate = `${readFileSync(certificate, 'utf8')}\n${readFileSync(key, 'utf8')}`;
      const said = await readStub(stub, {}, {}, { clientCertificate });
      expect(said.machines).toHaveLength(WORKLOADS.length);
      const alone = readStub(stub, {}, {}, { clientCertificate: readFileSync(certificate, 'utf8') });
      await expect(alone).rejects.toMatchObject({ code: 'IST-2220' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('links to the page of a machine in the portal of its cloud', async () => {
    const { azureConnector } = await import('./connect.ts');
    const connector = azureConnector();
    expect(connector.facets).toEqual(['inventory', 'console']);
    await using connection = await connector.connect({
      sourceId: 'source-1',
      settings: stub.settings,
      secrets: { clientSecret: stub.clientSecret },
      clock: () => new Date(0),
    });
    await expect(connection.console?.link('/subscriptions/x')).rejects.toMatchObject({ code: 'IST-2220' });
  });
});

describe('rights, against a stub that enforces them', () => {
  test('sees a subscription that is named and not visible as missing, and reads the rest', async () => {
    const ghost = '99999999-9999-4999-8999-999999999999';
    const said = await readStub(stub, { subscriptions: [PROD, ghost] });
    expect(said.machines).toContain('web01');
    expect(said.identity.lacking?.[0]?.right).toContain(ghost);
    expect(said.issues.map(({ code }) => code)).toContain('SUBSCRIPTION_NOT_VISIBLE');
    expect(said.end.missing.map(({ part }) => part)).toContain(`subscription ${ghost}`);
  });

  test('goes on without a subscription that refuses queries, and says so', async () => {
    stub.fault = ({ body }) =>
      body.subscriptions?.includes(EDGE) === true
        ? { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no access' } } }
        : undefined;
    const said = await readStub(stub);
    expect(said.machines).toContain('web01');
    expect(said.machines).not.toContain('erp01');
    expect(said.end.missing).toMatchObject([{ part: 'subscription Edge' }]);
    expect(said.issues.filter(({ code }) => code === 'SUBSCRIPTION_NOT_VISIBLE')).toHaveLength(1);
  });

  test('refuses to read nothing: an empty estate would look as if all were gone', async () => {
    stub.rights.set(PROD, []);
    stub.rights.set(EDGE, []);
    await expect(readStub(stub)).rejects.toMatchObject({
      code: 'IST-2204',
      message: expect.stringMatching(/sees no subscription/),
    });
  });

  test('names the rights that are missing, and what they cost', async () => {
    stub.rights.set(EDGE, [
      'Microsoft.Resources/subscriptions/read',
      'Microsoft.Authorization/permissions/read',
      'Microsoft.HybridCompute/*',
    ]);
    const { identity } = await readStub(stub);
    const lacking = identity.lacking?.map(({ right }) => right) ?? [];
    expect(lacking).toContain('Microsoft.Compute/virtualMachines/read on Edge');
    expect(lacking.join()).not.toContain('HybridCompute');
  });

  test('leaves sizes open when they may not be read', async () => {
    const all = (await import('./rights.ts')).neededRights().map(({ action }) => action);
    stub.rights.set(
      PROD,
      all.filter((action) => !/skus/.test(action)),
    );
    const said = await readStub(stub, { subscriptions: [PROD] });
    expect(said.machine('web01').facts.cpuCount).toBeUndefined();
    expect(said.machine('web01').facts.size).toBe('Standard_D4s_v5');
    expect(said.end.missing).toMatchObject([
      { part: expect.stringMatching(/^Microsoft.Compute\/skus\/read/), facts: ['cpuCount', 'memoryMiB', 'gpus'] },
    ]);
  });
});

describe('one machine seen twice', () => {
  test('an Arc machine is the vCenter machine whose BIOS UUID it reports, in either byte order', async () => {
    const arc = (await readStub(stub)).machine('erp01');
    for (const biosUuid of ['564d1c4e-0000-4000-8000-0000000000e1', '4e1c4d56-0000-0040-8000-0000000000e1']) {
      const elsewhere: WorkloadObservation = {
        sourceId: 'vcenter',
        nativeId: 'vm-42',
        scope: '77777777-7777-4777-8777-777777777777',
        observedAt: '2026-11-22T00:00:00Z',
        kind: 'vm',
        identity: { biosUuid },
        facts: { name: 'ERP 01 (prod)', platform: 'vsphere', os: { family: 'windows' } },
      };
      const groups = identityGroups([identityRowOf(arc), identityRowOf(elsewhere)]);
      expect(groups).toHaveLength(1);
    }
  });

  test('a machine is the same one live and from a file', async () => {
    const live = (await readStub(stub)).machine('web01');
    const saved = { ...live, sourceId: 'file', identity: {} };
    expect(identityGroups([identityRowOf(live), identityRowOf(saved)])).toHaveLength(1);
  });
});
