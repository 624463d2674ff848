/** Recorded results of the real tools are read whole, and our own fixtures are what the tools' schemas allow. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { checkResult, policyReport } from '../../src/formats/feeds/feed.fixture.ts';
import { readFeed } from '../../src/formats/feeds/read-feed.ts';
import { SCHEMAS, skipReason } from './schemas.ts';

const samples = join(process.env['ISTHMUS_SHARED'] ?? '', 'samples');
const reason = skipReason() ?? (existsSync(samples) ? undefined : `${samples} does not exist`);
if (reason !== undefined) process.stderr.write(`contract tests of evidence feeds skipped: ${reason}\n`);
const noXz = spawnSync('xz', ['--version']).status !== 0;

describe.skipIf(reason !== undefined)('recorded results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-feeds-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function read(path: string) {
    const states: Record<string, number> = {};
    const targets = new Set<string>();
    let [cited, doubts] = [0, 0];
    for await (const items of readFeed(path, path)) {
      for (const { record, doubt } of items) {
        if (doubt !== undefined) doubts += 1;
        if (record === undefined) continue;
        states[record.state] = (states[record.state] ?? 0) + 1;
        if (record.cites.length > 0) cited += 1;
        targets.add(record.target.label);
      }
    }
    return { states, targets: [...targets], cited: cited > 0, doubts };
  }

  it.each([
    { file: 'compliance/arf-small.xml', states: { notselected: 1, pass: 1 }, cited: false },
    { file: 'compliance/xccdf-result-rhel7-small.xml', states: { notselected: 1, pass: 1 }, cited: false },
    { file: 'compliance/xccdf-testresult-debian.xml', states: { notselected: 311, fail: 21, pass: 23 }, cited: false },
    { file: 'compliance/ccr-ocp4-cis-network-policies.yaml', states: { fail: 1 }, cited: false },
    { file: 'compliance/ccr-ocp4-cis-audit-log-forwarding.yaml', states: { fail: 1 }, cited: false },
    { file: 'compliance/co-ComplianceCheckResult-1.yaml', states: { fail: 1 }, cited: false },
  ])('$file', async ({ file, states, cited }) => {
    expect(await read(join(samples, file))).toMatchObject({ states, cited, doubts: 0 });
  });

  it('of Azure Policy, whose groups name no control', async () => {
    expect(await read(join(samples, 'azure/spec-policy-states.json'))).toMatchObject({
      states: { fail: 2 },
      doubts: 2,
    });
  });

  it.skipIf(noXz).each([
    { file: 'compliance/openscap-arf-debian.xml.xz', states: { fail: 21, pass: 23 }, cited: true },
    { file: 'compliance/xccdf-result-rhcos.xml.xz', states: {}, cited: false },
  ])('$file', async ({ file, states, cited }) => {
    const path = join(folder, 'unpacked.xml');
    writeFileSync(path, execFileSync('xz', ['-dc', join(samples, file)], { maxBuffer: 64 * 1024 ** 2 }));
    const found = await read(path);
    expect(found).toMatchObject({ states, cited, doubts: 0 });
    expect(Object.keys(found.states).length).toBeGreaterThan(1);
  });
});

describe.skipIf(reason !== undefined)('fixtures', () => {
  const validate = (file: string, version: string) => {
    const text = readFileSync(join(SCHEMAS ?? '', 'crd', file), 'utf8');
    const definition = parse(text) as { spec?: { versions: { name: string; schema: { openAPIV3Schema: object } }[] } };
    const schema = definition.spec?.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema ?? definition;
    return new Ajv({ strict: false, validateFormats: false }).compile(schema);
  };

  it('of a check result and of a policy report are valid', () => {
    const result = validate('compliance.openshift.io_compliancecheckresults.yaml', 'v1alpha1');
    expect([result(checkResult({})), result.errors]).toEqual([true, null]);
    const report = validate('wgpolicyk8s.io_policyreport_v1alpha2.json', 'v1alpha2');
    expect([report(policyReport({ result: 'fail' })), report.errors]).toEqual([true, null]);
  });
});
