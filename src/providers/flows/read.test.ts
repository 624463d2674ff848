import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dependency } from '../../core/model/estate.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import * as fixture from './flows.fixture.ts';
import { readTexts } from './flows.fixture.ts';
import { secondsOf } from './time.ts';

const short = ({ fromWorkloadId, toWorkloadId, port, protocol, connections, flow }: Dependency): string =>
  `${fromWorkloadId} > ${toWorkloadId} ${protocol ?? '?'}/${port ?? '?'} x${connections ?? '?'}${flow?.bothSides === true ? ' both' : ''}${flow?.directionUnknown === true ? ' ?' : ''}${flow?.days === 1 ? '' : ` ${flow?.days} days`}`;
const codes = (issues: readonly { readonly code: string }[]): string[] =>
  [...new Set(issues.map(({ code }) => code))].sort();

describe('reading flow records', () => {
  it.each<{ reason: string; files: Record<string, string | Uint8Array>; edges: string[]; issues?: string[] }>([
    {
      reason: 'a table with ports on both sides: answers belong to the call',
      files: { 'a.csv': fixture.GENERIC_CSV },
      edges: ['ip:10.0.0.5 > ip:10.0.0.9 tcp/1433 x3 both 2 days', 'ip:10.0.0.5 > ip:203.0.113.80 tcp/443 x1'],
    },
    {
      reason: 'a VPC flow log: refused and missing records are said',
      files: { 'a.log': fixture.VPC_LOG },
      edges: ['ip:10.1.0.7 > ip:10.1.0.8 tcp/5432 x2 both'],
      issues: ['DENIED_FLOWS', 'NO_DATA'],
    },
    {
      reason: 'a VPC flow log without its header, gzipped',
      files: { 'a.log.gz': gzipSync(fixture.VPC_LOG.slice(fixture.VPC_LOG.indexOf('\n') + 1)) },
      edges: ['ip:10.1.0.7 > ip:10.1.0.8 tcp/5432 x2 both'],
      issues: ['DENIED_FLOWS', 'NO_DATA'],
    },
    {
      reason: "Azure Migrate's export",
      files: { 'a.csv': fixture.MIGRATE_CSV },
      edges: ['name:web01 > ip:203.0.113.80 tcp/443 x1', 'name:web01 > name:db01,ip:10.1.0.21 tcp/1433 x2'],
    },
    {
      reason: 'a flow log of a network security group: a flow begins once',
      files: { 'a.json': fixture.NSG_LOG },
      edges: ['ip:10.0.0.9 > ip:10.0.0.4 tcp/1433 x1 both'],
      issues: ['DENIED_FLOWS'],
    },
    {
      reason: 'a flow log of a virtual network',
      files: { 'a.json': fixture.VNET_LOG },
      edges: ['ip:10.0.0.6 > ip:10.0.0.7 tcp/443 x1 both'],
      issues: ['DENIED_FLOWS'],
    },
    {
      reason: 'IPFIX records: pods by their owners',
      files: { 'a.ndjson': fixture.IPFIX },
      edges: ['pod:authentication-operator,ip:10.128.0.5 > pod:kube/apiserver,ip:10.130.0.30 tcp/6443 x2 both'],
    },
    {
      reason: 'what two machines list themselves: one edge, known from both sides',
      files: { 'web01.json': fixture.SS_WEB, 'db01.json': fixture.NETSTAT_DB },
      edges: [
        'fqdn:web01.corp.example,name:web01,ip:10.0.0.5 > fqdn:db01.corp.example,name:db01,ip:10.0.0.9 tcp/1433 x2 both',
        'ip:203.0.113.7 > fqdn:web01.corp.example,name:web01,ip:10.0.0.5 tcp/443 x1',
      ],
      issues: ['LOOPBACK'],
    },
    {
      reason: 'JSON lines with other keys, one of them broken, one in an array of its own',
      files: { 'a.jsonl': '{"src":"a1","dst":"b1","dport":22}\n{"x":1}\n{"src":"a1","dst":"b1","dport":22,}\n' },
      edges: ['name:a1 > name:b1 tcp/22 x1'],
      issues: ['FLOW_UNREADABLE'],
    },
    {
      reason: 'columns nobody could guess, named in a line before the header',
      files: { 'a.csv': '# columns: from=Alpha; to=Beta; toPort=Gamma\nGamma;Alpha;Beta\n443/tcp;a1;b1\n' },
      edges: ['name:a1 > name:b1 tcp/443 x1'],
    },
    {
      reason: 'columns named in a file beside the table',
      files: {
        'a.csv': 'Gamma,Alpha,Beta\n443,a1,b1\n',
        'columns.json': '{"from":"Alpha","to":"Beta","toPort":"Gamma"}',
      },
      edges: ['name:a1 > name:b1 tcp/443 x1'],
    },
    {
      reason: 'rows that are wrong: the rest is read',
      files: { 'a.csv': 'source,destination,port\na,b,443\n,b,443\na,b,http\na,b,1,2,3\n10.0.0.1,10.0.0.1,443\n' },
      edges: ['name:a > name:b tcp/443 x1'],
      issues: ['FLOW_UNREADABLE', 'LOOPBACK'],
    },
    {
      reason: 'unnamed ports: the end that several talk to is called, else the direction is unknown',
      files: {
        'a.csv':
          'srcaddr,srcport,dstaddr,dstport,protocol\n10.0.0.1,50000,10.0.0.2,41000,6\n10.0.0.1,50000,10.0.0.3,42000,6\n10.0.0.1,60000,10.0.0.4,60001,6\n10.0.0.1,7070,10.0.0.5,7171,6\n',
      },
      edges: [
        'ip:10.0.0.1 > ip:10.0.0.4 tcp/? x1 ?',
        'ip:10.0.0.2 > ip:10.0.0.1 tcp/50000 x1',
        'ip:10.0.0.3 > ip:10.0.0.1 tcp/50000 x1',
        'ip:10.0.0.5 > ip:10.0.0.1 tcp/7070 x1 ?',
      ],
      issues: ['DIRECTION_UNKNOWN'],
    },
  ])('$reason', async ({ files, edges, issues = [] }) => {
    const read = await readTexts(files);
    expect(read.dependencies.map(short)).toEqual(edges);
    expect(codes(read.issues)).toEqual(issues);
  });

  it('takes processes from both ends, in any language of the system', async () => {
    const { dependencies } = await readTexts({ 'w.json': fixture.SS_WEB, 'd.json': fixture.NETSTAT_DB });
    expect(dependencies[0]?.flow).toMatchObject({ kind: 'process', fromProcess: 'java', toProcess: 'sqlservr' });
    expect(dependencies[0]?.evidence).toBe(
      'process and socket lists: 2 connections on 1 day, both sides agree; java calls sqlservr',
    );
  });

  it('says loudly when there are more edges than it keeps, and counts on those it has', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `10.0.0.1,10.0.1.${i % 25},443`).join('\n');
    const { dependencies, issues } = await readTexts(
      { 'a.csv': `source,destination,port\n${rows}\n` },
      { limits: { ...DEFAULT_LIMITS, maxEdges: 10, maxOpen: 5 } },
    );
    expect(dependencies).toHaveLength(10);
    expect(dependencies.every(({ connections }) => connections === 2)).toBe(true);
    expect(issues).toMatchObject([
      { severity: 'error', code: 'TOO_MANY_EDGES', message: expect.stringContaining('30 records') },
    ]);
  });

  it('tells of a machine whose collection failed', async () => {
    const failed = JSON.stringify({
      schema: 'isthmus/connections/1',
      host: { name: 'x' },
      output: [],
      error: 'neither answered',
    });
    const { issues } = await readTexts({ 'x.json': failed });
    expect(issues[0]).toMatchObject({ severity: 'error', code: 'COLLECTION_FAILED', message: 'x: neither answered' });
  });

  it.each([
    ['a list of servers', { 'a.csv': 'Server,Cores\na,2\n' }, 'IST-1012'],
    ['an empty file', { 'a.csv': '' }, 'IST-1002'],
    ['half a gzip', { 'a.gz': gzipSync(fixture.VPC_LOG.repeat(200)).subarray(0, 100) }, 'IST-1006'],
    ['half an object', { 'a.json': `${fixture.SS_WEB}{"schema": "isth` }, 'IST-1005'],
    ['columns that are no fields', { 'a.csv': fixture.GENERIC_CSV, 'columns.json': '{"foo":"bar"}' }, 'IST-1012'],
  ])('refuses %s with a code', async (_, files, code) => {
    await expect(readTexts(files)).rejects.toMatchObject({ code });
  });

  it('refuses an object without end before it fills the memory', async () => {
    const limits = { ...DEFAULT_LIMITS, maxEdges: 10, maxOpen: 10, maxRowBytes: 100_000 };
    await expect(readTexts({ 'a.json': `{"a":"${'x'.repeat(3_000_000)}"}` }, { limits })).rejects.toMatchObject({
      code: 'IST-1010',
    });
  });

  it('gives the same edges whatever the order of rows', async () => {
    const row = fc.tuple(
      fc.nat(5),
      fc.constantFrom(443, 8080, 9090, 40_000, 50_000),
      fc.nat(5),
      fc.constantFrom(22, 8080, 33_000, 50_000),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const text = (some: typeof rows): string =>
          `srcaddr,srcport,dstaddr,dstport,protocol\n${some.map(([a, p, b, q]) => `10.0.0.${a},${p},10.0.0.${b},${q},6`).join('\n')}\n`;
        const [one, other] = [
          await readTexts({ 'a.csv': text(rows) }),
          await readTexts({ 'a.csv': text([...rows].reverse()) }),
        ];
        expect(other.dependencies).toEqual(one.dependencies);
        const counted = one.dependencies.reduce((sum, { connections = 0 }) => sum + connections, 0);
        expect(counted).toBe(rows.filter(([a, , b]) => a !== b).length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('times', () => {
  it.each([
    ['1772450870', 1_772_450_870],
    ['1772450870123', 1_772_450_870],
    [1_772_450_870_123_456, 1_772_450_870],
    ['2026-03-02 11:27:50', 1_772_450_870],
    ['2026-03-02T12:27:50.5+01:00', 1_772_450_870],
    ['03/02/2026', undefined],
    ['soon', undefined],
  ])('%s is %s', (text, seconds) => expect(secondsOf(text)).toBe(seconds));
});

const shared = process.env['ISTHMUS_SHARED'];
const samples = shared === undefined ? undefined : `${shared}/samples/network`;
describe.skipIf(samples === undefined || !existsSync(samples))('samples of ISTHMUS_SHARED (skipped without it)', () => {
  it.each([
    ['aws-vpc-flow-default.log', 1],
    ['azure-migrate-dependencies.csv', 3],
    ['azure-nsg-flow-v2.json', 1],
    ['openshift-ipfix-flows-60.ndjson', 9],
  ])('%s gives %i edges', async (name, edges) => {
    const { readFile } = await import('node:fs/promises');
    expect((await readTexts({ [name]: await readFile(`${samples}/${name}`) })).dependencies).toHaveLength(edges);
  });
});
