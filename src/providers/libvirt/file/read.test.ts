import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WorkloadFacts } from '../../../core/model/workload.ts';
import type { ImportIssue, InventoryItem, Receipt } from '../../provider.ts';
import { domainXml, ordinaryDomain, uuidFor } from '../domain.fixture.ts';
import { libvirtProvider } from '../provider.ts';

const HOST_UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const CAPABILITIES = `<capabilities><host><uuid>${HOST_UUID}</uuid>
  <cpu><arch>x86_64</arch><model>EPYC</model><topology sockets='1' dies='1' cores='16' threads='2'/></cpu>
  <topology><cells num='2'><cell id='0'><memory unit='KiB'>67108864</memory></cell><cell id='1'><memory unit='KiB'>67108864</memory></cell></cells></topology>
</host></capabilities>`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-libvirt-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Heard {
  readonly items: InventoryItem[];
  readonly issues: ImportIssue[];
  readonly receipt: Receipt;
}

async function read(name = ''): Promise<Heard> {
  const items: InventoryItem[] = [];
  const issues: ImportIssue[] = [];
  const receipt = await libvirtProvider.file?.read({
    path: path.join(folder, name),
    fileName: name === '' ? 'folder' : name,
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (batch) => void items.push(...batch),
    onIssue: (issue) => void issues.push(issue),
  });
  if (receipt === undefined) throw new Error('no file facet');
  return { items, issues, receipt };
}

async function write(name: string, text: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

const machines = ({ items }: Heard): string[] =>
  items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts.name ?? ''] : []));

describe('files of libvirt', () => {
  test('a network beside a definition tells that its adapters are virtual functions', async () => {
    const nic = "<interface type='network'><source network='functions'/></interface>";
    await write('db01.xml', domainXml({ name: 'db01', devices: nic }));
    const facts = async (): Promise<WorkloadFacts | undefined> =>
      (await read()).items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts] : []))[0];
    const alone = await facts();
    expect(alone?.nics?.[0]).not.toHaveProperty('passthrough');
    expect(alone?.deviceTypesSeen).not.toContain('sriov');

    await write(
      'net.xml',
      "<network><name>functions</name><forward mode='hostdev'><pf dev='eno2'/></forward></network>",
    );
    expect(await facts()).toMatchObject({
      nics: [{ network: 'functions', passthrough: 'sriov' }],
      devices: [{ type: 'sriov', label: 'functions' }],
    });
  });

  test('what lies beside the definitions completes them', async () => {
    await write('kvm1/capabilities.xml', CAPABILITIES);
    await write('kvm1/web01.xml', ordinaryDomain('web01'));
    await write(
      'kvm1/pools/images.xml',
      "<pool type='dir'><name>images</name><capacity>1099511627776</capacity><target><path>/var/lib/libvirt/images</path></target></pool>",
    );
    await write(
      'kvm1/vol.xml',
      "<volume><name>web01.qcow2</name><key>/var/lib/libvirt/images/web01.qcow2</key><capacity unit='bytes'>21474836480</capacity><allocation unit='bytes'>1073741824</allocation></volume>",
    );
    await write(
      'kvm1/snap.xml',
      `<domainsnapshot><name>before</name><creationTime>1700000000</creationTime><domain><uuid>${uuidFor('web01')}</uuid></domain></domainsnapshot>`,
    );
    const heard = await read();
    const workload = heard.items.find((item) => item.type === 'workload');
    expect(workload?.type === 'workload' ? workload.observation : undefined).toMatchObject({
      scope: HOST_UUID,
      facts: {
        host: 'kvm1',
        disks: [{ datastore: 'images', capacityMiB: 20_480, usedMiB: 1024, thin: true }],
        snapshots: [{ name: 'before', createdAt: '2023-11-14T22:13:20.000Z' }],
        datastores: ['images'],
      },
    });
    const host = heard.items.find((item) => item.type === 'host');
    expect(host?.type === 'host' ? host.host : undefined).toMatchObject({
      name: 'kvm1',
      cpuModel: 'EPYC',
      cpuSockets: 2,
      cpuCores: 32,
      memoryMiB: 131_072,
      hyperThreading: true,
      workloadCount: 1,
    });
    expect(heard.receipt.counts).toMatchObject({ workloads: 1, hosts: 1, datastores: 1, networks: 0 });
    expect(heard.issues).toEqual([]);
  });

  test('hosts in folders of their own keep their machines apart', async () => {
    for (const [host, uuid] of [
      ['kvm1', HOST_UUID],
      ['kvm2', uuidFor('kvm2')],
    ] as const) {
      await write(`${host}/capabilities.xml`, CAPABILITIES.replace(HOST_UUID, uuid));
      await write(`${host}/web01.xml`, ordinaryDomain('web01'));
    }
    const heard = await read();
    expect(machines(heard)).toEqual(['web01', 'web01']);
    expect(heard.receipt.counts.hosts).toBe(2);
  });

  test('a loop over virsh dumpxml in one file is read whole, with declarations between', async () => {
    const both = ['web01', 'web02'].map((name) => `<?xml version="1.0"?>\n${ordinaryDomain(name)}`).join('\n');
    await write('all.txt', both);
    expect(machines(await read('all.txt'))).toEqual(['web01', 'web02']);
  });

  test("the daemon's own records and a .zip are read", async () => {
    await write(
      'all.zip',
      zipSync({
        'run/web01.xml': strToU8(`<domstatus state='running' pid='7'>${ordinaryDomain('web01')}</domstatus>`),
      }),
    );
    const heard = await read('all.zip');
    expect(heard.items[0]).toMatchObject({ observation: { facts: { powerState: 'on' } } });
  });

  test('a broken file among others is an issue, and the rest is read', async () => {
    await write('a.xml', ordinaryDomain('web01'));
    await write('b.xml', '<domain><name>web02</domain>');
    await write('c.xml', domainXml({ name: 'x' }).replace('<name>x</name>', ''));
    await write('d.xml', '<secret/>');
    await write('e.xml', ordinaryDomain('web01'));
    const heard = await read();
    expect(machines(heard)).toEqual(['web01']);
    expect(heard.issues.map(({ code, where }) => `${where} ${code}`)).toEqual([
      'b.xml UNREADABLE_XML',
      'd.xml NOT_READ',
      'c.xml MISSING_VM_NAME',
      'e.xml DUPLICATE_MACHINE',
    ]);
    expect(heard.issues.filter(({ incomplete }) => incomplete).map(({ where }) => where)).toEqual(['b.xml', 'c.xml']);
  });

  test.each([
    {
      reason: 'an entity bomb',
      text: `<!DOCTYPE d [<!ENTITY a "aaaa">]><domain><name>&a;</name></domain>`,
      code: 'IST-1016',
    },
    { reason: 'an entity of a file', text: `<!DOCTYPE d SYSTEM "file:///etc/passwd"><domain/>`, code: 'IST-1016' },
    { reason: 'nesting without end', text: '<a>'.repeat(10_000), code: 'IST-1016' },
    { reason: 'half a file', text: ordinaryDomain('web01').slice(0, 300), code: 'IST-1016' },
    { reason: 'no XML', text: 'vcpu=2\nmemory=4096\n', code: 'IST-1017' },
    { reason: 'no domain', text: '<network><name>default</name></network>', code: 'IST-1017' },
  ])('refuses $reason', async ({ text, code }) => {
    await write('one.xml', text);
    await expect(read('one.xml')).rejects.toMatchObject({ code });
  });
});

const shared = process.env.ISTHMUS_SHARED;
describe.skipIf(shared === undefined)('recorded definitions (ISTHMUS_SHARED)', () => {
  test('are all read', async () => {
    const heard: string[] = [];
    await libvirtProvider.file?.read({
      path: path.join(shared ?? '', 'samples/libvirt'),
      fileName: 'samples',
      sourceId: 'source-1',
      observedAt: '2026-11-22T00:00:00Z',
      onItem: (items) => void heard.push(...items.map(({ type }) => type)),
      onIssue: ({ code, message }) => expect(code, message).toBe('DUPLICATE_MACHINE'),
    });
    expect(heard.filter((type) => type === 'workload').length).toBeGreaterThan(10);
  });
});
