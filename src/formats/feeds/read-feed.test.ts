import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IsthmusError } from '../../core/errors/errors.ts';
import type { FeedItem, FeedRecord } from '../../core/policy/controls/feed.ts';
import { jsonItems } from '../json-items.ts';
import { readFeed } from './read-feed.ts';
import { arf, checkResult, policyReport, policyState, testResult } from './feed.fixture.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'feeds-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string): Promise<FeedItem[]> {
  const path = join(folder, 'given');
  await writeFile(path, text);
  const items: FeedItem[] = [];
  for await (const found of readFeed(path, 'given')) items.push(...found);
  return items;
}
const records = async (text: string): Promise<FeedRecord[]> =>
  (await read(text)).flatMap(({ record }) => (record === undefined ? [] : [record]));
const doubts = async (text: string): Promise<string[]> =>
  (await read(text)).flatMap(({ doubt }) => (doubt === undefined ? [] : [`${doubt.what} (${doubt.where})`]));
async function refusal(text: string): Promise<string> {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof IsthmusError)) throw new Error('nothing was refused');
  return `${error.code} ${error.message} ${error.causes.map(({ where, message }) => `${where}: ${message}`).join('; ')}`;
}

describe('an ARF', () => {
  it('gives target, scan, rules with the controls they name, and every state apart', async () => {
    const items = await read(arf());
    expect(items.find(({ round }) => round !== undefined)?.round).toEqual({
      name: 'xccdf_org.example_testresult_base',
      target: 'db1.example.com',
      benchmark: 'xccdf_org.example_benchmark_BASE',
      profile: 'xccdf_org.example_profile_base',
      scanner: 'OpenSCAP 1.3.7',
      startedAt: '2026-11-20T10:00:00.000Z',
      endedAt: '2026-11-20T10:05:00.000Z',
    });
    const found = items.flatMap(({ record }) => record ?? []);
    expect(Object.fromEntries(found.map(({ rule, state }) => [rule, state]))).toEqual({
      encrypt_partitions: 'fail',
      sshd_disable_root_login: 'pass',
      'xccdf_org.example_rule_own': 'notapplicable',
      notchecked_one: 'notchecked',
      unknown_one: 'unknown',
      error_one: 'error',
      fixed_one: 'fixed',
      informational_one: 'informational',
      notselected_one: 'notselected',
    });
    expect(found[0]).toMatchObject({
      feed: 'openscap',
      title: 'Encrypt Partitions',
      target: {
        label: 'db1.example.com',
        hostNames: ['db1.example.com', 'db1'],
        addresses: ['192.0.2.7'],
        macAddresses: ['02:00:00:00:00:0a'],
      },
      cites: [
        { framework: 'nist80053r5', control: 'SC-28(1)', cited: 'SC-28(1) (revision 4)' },
        { framework: 'nist80053r5', control: 'CM-6', cited: 'CM-6(a) (revision 4)' },
      ],
      idents: ['CCE-80789-1'],
      observedAt: '2026-11-20T10:05:00.000Z',
    });
  });

  it('takes a TestResult alone: without references, with what identifies the rule', async () => {
    const [first] = await records(testResult());
    expect(first).toMatchObject({
      rule: 'encrypt_partitions',
      title: 'encrypt_partitions',
      cites: [],
      idents: ['CCE-80789-1'],
    });
  });

  it('gives all results of a scan one time, and says which of several instances each is about', async () => {
    const results = ['sda1', 'sdb1'].map(
      (disk, at) =>
        `<rule-result idref="encrypt" time="2026-11-20T10:04:0${at}Z"><result>${at === 0 ? 'fail' : 'pass'}</result><instance>/dev/${disk}</instance></rule-result>`,
    );
    const scan = testResult().replace('</TestResult>', `${results.join('')}</TestResult>`);
    const found = (await records(scan)).slice(-2);
    expect(found).toMatchObject([
      { state: 'fail', detail: '/dev/sda1', observedAt: '2026-11-20T10:05:00.000Z' },
      { state: 'pass', detail: '/dev/sdb1', observedAt: '2026-11-20T10:05:00.000Z' },
    ]);
    const timeless = scan.replace(/ start-time="[^"]*" end-time="[^"]*"/, '');
    expect((await records(timeless)).map(({ observedAt }) => observedAt)).toEqual(
      Array.from({ length: 11 }, () => '2026-11-20T10:04:01.000Z'),
    );
  });

  it('keeps a word it does not know apart', async () => {
    const odd = testResult().replace('<result>pass</result>', '<result>splendid</result>');
    expect((await records(odd)).find(({ rule }) => rule === 'sshd_disable_root_login')?.state).toBe('unknown');
    expect(await doubts(odd)).toEqual(['"splendid" is no result that XCCDF knows (sshd_disable_root_login)']);
  });

  it.each<{ reason: string; text: string; says: RegExp }>([
    { reason: 'cut off', text: arf().slice(0, -400), says: /^IST-4061 .*given, at or behind line 1: the XML ends/ },
    {
      reason: 'an entity bomb',
      text: `<!DOCTYPE a [<!ENTITY b "c">]>${testResult()}`,
      says: /^IST-4061 .*document type/,
    },
    { reason: 'too deep', text: '<a>'.repeat(400), says: /^IST-4062 .*deeper than 256/ },
    { reason: 'no text at all', text: '\u0000\u0001', says: /^IST-4060 / },
    { reason: 'JSON of something else', text: '[{"a":1}]', says: /^IST-4060 .*begins with an object without a kind/ },
    { reason: 'JSON that ends early', text: '[{"kind":"x"}, {', says: /^IST-4061 .*ends too early/ },
    {
      reason: 'an element that is broken',
      text: '[{"kind":"x"}, {"a" 1}]',
      says: /^IST-4061 .*element 2: it is no valid JSON/,
    },
    { reason: 'broken YAML', text: 'kind: a\nb: [\n', says: /^IST-4061 .*line \d+: it is no valid YAML/ },
  ])('is refused: $reason', async ({ text, says }) => {
    expect(await refusal(text)).toMatch(says);
  });
});

describe('the compliance operator', () => {
  const list = (...items: object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

  it.each([
    ['PASS', 'pass'],
    ['FAIL', 'fail'],
    ['INFO', 'informational'],
    ['MANUAL', 'notchecked'],
    ['ERROR', 'error'],
    ['NOT-APPLICABLE', 'notapplicable'],
    ['constructor', 'unknown'],
  ])('says %s as %s', async (status, state) => {
    expect(await records(list(checkResult({ status })))).toMatchObject([{ state, rule: 'api_server_tls_cert' }]);
  });

  it('takes nodes that differ as a failure when one of them fails', async () => {
    const annotations = {
      'compliance.openshift.io/inconsistent-source': 'node-1:FAIL',
      'compliance.openshift.io/most-common-status': 'PASS',
    };
    const [found] = await records(list(checkResult({ status: 'INCONSISTENT', annotations })));
    expect(found).toMatchObject({ state: 'fail', detail: 'nodes differ: node-1:FAIL; most say PASS' });
    expect(await records(list(checkResult({ status: 'INCONSISTENT' })))).toMatchObject([{ state: 'unknown' }]);
  });

  it('joins results with rules and scans, whatever their order, and says whom it cannot use', async () => {
    const rule = {
      apiVersion: 'compliance.openshift.io/v1alpha1',
      kind: 'Rule',
      id: 'xccdf_org.ssgproject.content_rule_api_server_tls_cert',
      title: 'The API server has a certificate',
      metadata: { name: 'ocp4-x', annotations: { 'control.compliance.openshift.io/NIST-800-53': 'SC-8;SC-8(1)' } },
    };
    const scan = {
      apiVersion: 'compliance.openshift.io/v1alpha1',
      kind: 'ComplianceScan',
      metadata: { name: 'ocp4-cis' },
      spec: { profile: 'cis' },
      status: { endTimestamp: '2026-11-21T08:00:00Z' },
    };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } };
    const text = list(checkResult({}), rule, pod, scan);
    expect(await records(text)).toMatchObject([
      {
        title: 'The API server has a certificate',
        observedAt: '2026-11-21T08:00:00.000Z',
        cites: [{ control: 'SC-8' }, { control: 'SC-8(1)' }],
        target: { object: { kind: 'Cluster' } },
      },
    ]);
    expect(await doubts(text)).toEqual(['kind Pod is not read (element 3)']);
  });

  it('comes as YAML too, in one document or many', async () => {
    const one =
      'apiVersion: compliance.openshift.io/v1alpha1\nkind: ComplianceCheckResult\nid: a\nstatus: FAIL\nmetadata: {name: m}\n';
    expect(await records(`${one}---\n${one}`)).toHaveLength(2);
  });

  it.each([
    [
      'many times itself',
      Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1}, `.repeat(at === 0 ? 0 : 9)}x]`).join('\n'),
    ],
    ['nothing', 'a: *b\n'],
  ])('is refused as YAML with an alias that stands for %s', async (_what, text) => {
    expect(await refusal(text)).toMatch(/^IST-4061 given cannot be read given, document 1: its aliases/);
  });
});

describe('Azure Policy states', () => {
  it.each([
    ['Compliant', 'pass'],
    ['NonCompliant', 'fail'],
    ['Exempt', 'waived'],
    ['Conflict', 'error'],
    ['Unknown', 'unknown'],
    ['Splendid', 'unknown'],
    ['constructor', 'unknown'],
  ])('says %s as %s', async (complianceState, state) => {
    expect(await records(JSON.stringify({ value: [policyState({ complianceState })] }))).toMatchObject([{ state }]);
  });

  it('reads controls off group names, and says which names it does not understand', async () => {
    const text = JSON.stringify([
      policyState({ policyDefinitionGroupNames: ['NIST_SP_800-53_R5_SC-28(1)', 'NIST_SP_800-53_R4_AC-02', 'Mine'] }),
    ]);
    const [found] = await records(text);
    expect(found?.cites.map(({ control, cited }) => `${control}: ${cited}`)).toEqual([
      'SC-28(1): NIST_SP_800-53_R5_SC-28(1)',
      'AC-2: NIST_SP_800-53_R4_AC-02 (revision 4)',
    ]);
    expect(await doubts(text)).toEqual(['groups of policies that name no control we know (Mine)']);
  });
});

describe('policy reports', () => {
  it.each([
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['warn', 'fail'],
    ['error', 'error'],
    ['skip', 'notselected'],
    ['splendid', 'unknown'],
    ['toString', 'unknown'],
  ])('say %s as %s', async (result, state) => {
    expect(await records(JSON.stringify(policyReport({ result })))).toMatchObject([
      {
        state,
        rule: 'disallow-privileged-containers',
        target: { label: 'Deployment/shop/web' },
        observedAt: '2026-11-20T00:00:00.000Z',
      },
    ]);
  });
});

describe('elements of a JSON list', () => {
  async function* piecesOf(text: string, size: number): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const itemsOf = async (text: string, size: number): Promise<unknown[]> => {
    const items: unknown[] = [];
    for await (const texts of jsonItems(piecesOf(text, size), ['items']))
      items.push(...texts.map((each) => JSON.parse(each) as unknown));
    return items;
  };

  it('are what JSON.parse finds, however the file is cut', async () => {
    const element = fc.object({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    await fc.assert(
      fc.asyncProperty(
        fc.array(element, { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(2),
        async (list, size, form) => {
          const indent = form === 1 ? 2 : undefined;
          expect(await itemsOf(JSON.stringify(list, null, indent), size)).toEqual(list);
          const wrapped = { kind: 'List', nested: { items: [1] }, items: list, after: [{ items: [2] }] };
          expect(await itemsOf(JSON.stringify(wrapped, null, indent), size)).toEqual(list);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of an object without a list are the object itself, and several documents may follow each other', async () => {
    expect(await itemsOf('{"a":[1]}\n{"items":[{"b":2}]}\n[3]', 3)).toEqual([{ a: [1] }, { b: 2 }, 3]);
  });
});
