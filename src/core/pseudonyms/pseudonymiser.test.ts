import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EndIndex } from '../applications/end-index.ts';
import { endOf } from '../applications/ends.ts';
import { byteSwapped, canonicalBiosUuid } from '../model/identity-keys.ts';
import { identityRowOf } from '../model/identity-row.ts';
import { identityGroups } from '../model/identity.ts';
import { observationOf } from '../model/workload.fixture.ts';
import { pseudonymIpv4, pseudonymMac, pseudonymUuid } from './addresses.ts';
import { permuted } from './keyed.ts';
import { Pseudonymiser } from './pseudonymiser.ts';
import { revealed, textFormOf } from './reveal.ts';

const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(8);

const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const sharedBits = (a: string, b: string): number => {
  const bits = (text: string): string =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const [left, right] = [bits(a), bits(b)];
  let shared = 0;
  while (shared < 32 && left[shared] === right[shared]) shared += 1;
  return shared;
};

describe('addresses', () => {
  test('private addresses keep their range and what they share with each other', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, octet, octet, (a, b, c, d, e, f) => {
        const [one, two] = [`10.${a}.${b}.${c}`, `10.${d}.${e}.${f}`];
        const [x, y] = [pseudonymIpv4(KEY, one) ?? '', pseudonymIpv4(KEY, two) ?? ''];
        expect(x).toMatch(/^10\./);
        expect(sharedBits(x, y)).toBe(sharedBits(one, two));
      }),
    );
  });

  test('no two addresses become one, and public ones stay public', () => {
    fc.assert(
      fc.property(ipv4, ipv4, (one, two) => {
        const [x, y] = [pseudonymIpv4(KEY, one) ?? '', pseudonymIpv4(KEY, two) ?? ''];
        expect(x === y).toBe(one === two);
        const isPrivate = (text: string): boolean =>
          /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|127\.)/.test(text);
        expect(isPrivate(x)).toBe(isPrivate(one));
      }),
    );
  });

  test('a permutation gives every number once', () => {
    const seen = new Set(Array.from({ length: 256 }, (_, value) => permuted(KEY, 'x', value, 8)));
    expect(seen.size).toBe(256);
  });

  test('a MAC address keeps its vendor', () => {
    expect(pseudonymMac(KEY, '00:50:56:AA:BB:01')).toMatch(/^00:50:56:/);
    expect(pseudonymMac(KEY, '00-50-56-aa-bb-01')).toBe(pseudonymMac(KEY, '00:50:56:AA:BB:01'));
    expect(pseudonymMac(KEY, 'none')).toBeUndefined();
  });

  test('both byte orders of a UUID still are one machine', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const [x, y] = [pseudonymUuid(KEY, uuid) ?? '', pseudonymUuid(KEY, byteSwapped(uuid)) ?? ''];
        expect(canonicalBiosUuid(x)).toBe(canonicalBiosUuid(y));
        expect(x).not.toBe(uuid);
      }),
    );
  });
});

const machine = {
  type: 'workload' as const,
  observation: observationOf(
    'rvtools-acme',
    'srv-sql-01',
    {
      biosUuid: '4219c0de-1234-5678-9abc-def012345678',
      macAddresses: ['00:50:56:aa:bb:01'],
      fqdn: 'srv-sql-01.acme.example',
    },
    {
      name: 'SRV-SQL-01',
      platform: 'vsphere',
      hostName: 'srv-sql-01.acme.example',
      ipAddresses: ['10.20.30.40', '2a02:810::1'],
      annotation: 'Acme payroll, call Erika Mustermann',
      tags: { 'Acme cost centre': 'Payroll' },
      disks: [
        { label: 'Hard disk 1', path: '[acme-ds1] srv-sql-01/disk.vmdk', datastore: 'acme-ds1', capacityMiB: 1024 },
      ],
      environment: 'prod',
      os: { id: 'windows-server-2019', configuredAs: 'Microsoft Windows Server 2019 (64-bit)' },
      memoryMiB: 4096,
      filesystems: [{ path: 'C:\\', capacityMiB: 1 }, { path: '/acme/data' }],
    },
    { scope: 'acme vcenter' },
  ),
};

describe('an item under pseudonyms', () => {
  const shown = new Pseudonymiser(KEY).item(machine);
  const text = JSON.stringify(shown);

  test('says nothing of whose it is', () => {
    expect(text.toLowerCase()).not.toMatch(/acme|sql-01|mustermann|payroll|10\.20\.30\.40|aa:bb:01|2a02|4219c0de/);
  });

  test('still says what rules need', () => {
    expect(shown.observation.facts).toMatchObject({
      platform: 'vsphere',
      memoryMiB: 4096,
      environment: 'prod',
      os: machine.observation.facts.os,
      disks: [{ label: 'Hard disk 1', capacityMiB: 1024 }],
      filesystems: [{ path: 'C:\\' }, {}],
    });
  });

  test('names what was one name by one name', () => {
    const { facts, identity, nativeId } = shown.observation;
    expect(nativeId).toBe(facts.name);
    expect(facts.hostName).toBe(identity.fqdn);
    expect(facts.hostName?.startsWith(`${facts.name}.`)).toBe(true);
    expect(facts.disks?.[0]?.datastore).toMatch(/^ds-/);
  });

  test('is the same under the same key and another under another', () => {
    expect(new Pseudonymiser(KEY).item(machine)).toEqual(shown);
    expect(JSON.stringify(new Pseudonymiser(OTHER_KEY).item(machine))).not.toBe(text);
  });

  test('comes back whole, but for the case of names', () => {
    const pseudonymiser = new Pseudonymiser(KEY);
    const back = revealed(JSON.stringify(pseudonymiser.item(machine)), pseudonymiser.originals, 'json');
    expect(JSON.parse(back.toLowerCase())).toEqual(JSON.parse(JSON.stringify(machine).toLowerCase()));
  });

  test('a report made of it comes back as well', () => {
    const pseudonymiser = new Pseudonymiser(KEY);
    const { facts } = pseudonymiser.item(machine).observation;
    expect(
      revealed(`<b>${facts.name}</b> at ${facts.ipAddresses?.[0]}, vm-notours00000`, pseudonymiser.originals),
    ).toBe(
      '<b>SRV-SQL-01</b> at 10.20.30.40, vm-notours00000'.replace(
        'SRV-SQL-01',
        pseudonymiser.originals.get(facts.name ?? '') ?? '',
      ),
    );
  });
});

test('no word of the customer comes out, whichever field it stands in', () => {
  const word = fc.stringMatching(/^[b-df-hj-np-tv-z]{8}$/);
  // What stands in these fields is one of a few words of the port, checked where items come in.
  const closed =
    /\.(kind|platform|powerState|firmware|criticality|roles|rolesSeen|deviceTypesSeen|guestFeatures|family|architecture|mode|rawCompatibility|bus|sharedBus|passthrough|type|noise|protocol)$/;
  const filled = (value: unknown, path: string, secret: string): unknown => {
    if (typeof value === 'string') return closed.test(path) ? value : secret;
    if (Array.isArray(value)) return value.map((each) => filled(each, path, secret));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, filled(inner, `${path}.${name}`, secret)]),
    );
  };
  const observedBy = { sourceId: 's', nativeId: 'n', observedAt: '2026-11-22T00:00:00Z' };
  const items = [
    machine,
    {
      type: 'host' as const,
      host: {
        id: 'host-1',
        name: 'h',
        platform: 'kvm',
        vendor: 'v',
        model: 'm',
        cpuModel: 'c',
        version: '1',
        region: 'r',
        zone: 'z',
        roles: ['worker'],
        osName: 'o',
        osBuild: 'b',
        gpus: [{ type: 'a', count: 1, sharing: 'mps' }],
        observedBy,
      },
    },
    {
      type: 'cluster' as const,
      cluster: {
        id: 'cl-1',
        name: 'c',
        platform: 'kvm',
        version: '1',
        region: 'r',
        components: [{ name: 'n', version: 'v', state: 's' }],
        rules: [{ name: 'n', kind: 'keep-apart' as const, enabled: true, workloads: ['w'] }],
        observedBy,
      },
    },
    {
      type: 'datastore' as const,
      datastore: {
        id: 'ds-1',
        name: 'd',
        platform: 'kvm',
        type: 't',
        provisioner: 'p',
        region: 'r',
        zone: 'z',
        observedBy,
      },
    },
  ];
  fc.assert(
    fc.property(word, fc.constantFrom(...items), (secret, item) => {
      const { type, ...rest } = item;
      const open = { type, ...(filled(rest, '', secret) as object) };
      expect(JSON.stringify(new Pseudonymiser(KEY).item(open))).not.toContain(secret);
    }),
  );
});

describe('signs that mean something where the original stands', () => {
  const pseudonymiser = new Pseudonymiser(KEY);
  const word = pseudonymiser.word('text', 'a "b", <c>\\');
  test.each([
    { file: 'x.json', text: `{"k":"${word}"}`, expected: '{"k":"a \\"b\\", <c>\\\\"}' },
    { file: 'x.html', text: `<b>${word}</b>`, expected: '<b>a &quot;b&quot;, &lt;c&gt;\\</b>' },
    { file: 'x.csv', text: `1,${word},2`, expected: '1,"a ""b"", <c>\\",2' },
    { file: 'x.txt', text: `see ${word}`, expected: 'see a "b", <c>\\' },
  ])('$file', ({ file, text, expected }) => {
    expect(revealed(text, pseudonymiser.originals, textFormOf(file))).toBe(expected);
  });
});

// One word per source: where a source's own machines compete for a third, the order of keys decides.
test('which observations are one machine stays as it was', () => {
  const uuids = fc.constantFrom('4219c0de-1234-5678-9abc-def012345678', '4219c0de-9999-5678-9abc-def012345678');
  const names = fc.constantFrom('web', 'WEB', 'db', 'app.corp.example');
  const macs = fc.constantFrom('00:50:56:aa:bb:01', '00:50:56:aa:bb:02');
  const observation = fc
    .record({
      source: fc.constantFrom('a', 'b', 'c'),
      uuid: uuids,
      swapped: fc.boolean(),
      name: names,
      mac: macs,
      with: fc.integer({ min: 0, max: 7 }),
    })
    .map((given) =>
      observationOf(
        given.source,
        given.name.toLowerCase(),
        {
          ...((given.with & 1) === 1 && { biosUuid: given.swapped ? byteSwapped(given.uuid) : given.uuid }),
          ...((given.with & 2) === 2 && { macAddresses: [given.mac] }),
          ...((given.with & 4) === 4 && { fqdn: 'app.corp.example' }),
        },
        { name: given.name },
      ),
    );
  const shapeOf = (rows: readonly ReturnType<typeof identityRowOf>[], order: ReadonlyMap<string, number>): string[] =>
    identityGroups(rows)
      .map(({ members }) =>
        members
          .map((key) => order.get(key) ?? -1)
          .sort((a, b) => a - b)
          .join('+'),
      )
      .sort();
  fc.assert(
    fc.property(fc.uniqueArray(observation, { maxLength: 8, selector: ({ sourceId }) => sourceId }), (observations) => {
      const pseudonymiser = new Pseudonymiser(KEY);
      const rows = observations.map(identityRowOf);
      const hidden = observations.map((one) =>
        identityRowOf(pseudonymiser.item({ type: 'workload', observation: one }).observation),
      );
      const orderOf = (list: typeof rows): Map<string, number> => {
        const order = new Map<string, number>();
        for (const [index, { key }] of list.entries()) if (!order.has(key)) order.set(key, index);
        return order;
      };
      expect(shapeOf(hidden, orderOf(hidden))).toEqual(shapeOf(rows, orderOf(rows)));
    }),
  );
});

test('flow records still mean the same machines, and name none of them', () => {
  const uuid = '4c4c4544-0051-4a10-8034-b7c04f4e3232';
  const one = observationOf(
    'vc',
    'vm-7',
    { biosUuid: uuid, fqdn: 'web01.corp.example' },
    { name: 'WEB01', ipAddresses: ['10.1.2.3'] },
  );
  const pseudonymiser = new Pseudonymiser(KEY);
  const { observation } = pseudonymiser.item({ type: 'workload', observation: one });
  const index = new EndIndex();
  const { identity, facts } = observation;
  index.add(endOf({ id: 'wl-1', kind: 'vm', identity, facts, observations: [], provenance: {}, conflicts: [] }));
  for (const reference of [
    `uuid:${uuid}`,
    'fqdn:web01.corp.example,ip:10.9.9.9',
    'name:web01',
    'ip:10.1.2.3',
    'name:other,ip:10.1.2.3',
  ]) {
    const { dependency } = pseudonymiser.item({
      type: 'dependency',
      dependency: {
        fromWorkloadId: reference,
        toWorkloadId: 'ip:8.8.8.8',
        confidencePct: 70,
        evidence: 'w3wp calls web01',
        sourceId: 'flows-a',
        flow: { kind: 'flow-log', days: 1, fromProcess: 'acme-shop' },
      },
    });
    const text = JSON.stringify(dependency);
    for (const secret of ['web01', 'corp', 'acme', '10.1.2.3', uuid]) expect(text).not.toContain(secret);
    expect(dependency.flow?.kind).toBe('flow-log');
    const { from } = index.resolve(dependency.fromWorkloadId, dependency.toWorkloadId, 'flows-a');
    expect(from.id, reference).toBe('wl-1');
  }
});
