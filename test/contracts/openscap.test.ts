/**
 * The whole way with the real scanner: oscap looks at a small file system with the rules of the SCAP Security Guide, its
 * ARF is imported, its host is found among the machines, and controls say what it saw.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workload } from '../../src/core/model/workload.ts';
import type { OwnedContext } from '../../src/services/context.ts';
import { getControl, listControls } from '../../src/services/control-matrix.ts';
import { loadEstate } from '../../src/services/generations.ts';
import { importDemo } from '../../src/services/import-demo.ts';
import { importEvidence } from '../../src/services/import-evidence.ts';
import { putSites } from '../../src/services/sites-document.ts';
import { testContext } from '../support/database.ts';

const CONTENT = '/usr/share/xml/scap/ssg/content';
const PROFILE = 'xccdf_org.ssgproject.content_profile_e8';

function skipReason(): string | undefined {
  if (spawnSync('oscap', ['--version']).status !== 0) return 'oscap is not installed (Debian: openscap-scanner)';
  const missing = ['xccdf', 'oval', 'ocil']
    .map((part) => `${CONTENT}/ssg-rhel9-${part}.xml`)
    .find((file) => !existsSync(file));
  return missing === undefined ? undefined : `${missing} is not there (Debian: ssg-base ssg-nondebian)`;
}

const reason = skipReason();
const inCi = process.env['CI'] === 'true';
if (reason !== undefined) process.stderr.write(`test with the real OpenSCAP skipped: ${reason}\n`);

describe.skipIf(reason !== undefined && !inCi)('oscap', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-oscap-'));
  let context: OwnedContext;
  let machine: Workload;

  beforeAll(async () => {
    context = await testContext({});
    await importDemo(context, { seed: 1, workloads: 120 });
    await putSites(context, readFileSync(new URL('../../demo/sites.yaml', import.meta.url), 'utf8'));
    const found = (await loadEstate(context)).workloads.find(
      ({ facts }) => facts.hostName?.includes('.') === true && facts.os?.family === 'linux',
    );
    if (found === undefined) throw new Error('the demo has no Linux machine with a name');
    machine = found;
  });
  afterAll(async () => {
    await context?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The guide's own rules for RHEL 9, asked of any file system: their conditions on the platform are taken out. */
  async function scan(hostName: string, sshd: string): Promise<string> {
    for (const part of ['oval', 'ocil']) {
      await copyFile(`${CONTENT}/ssg-rhel9-${part}.xml`, join(folder, `ssg-rhel9-${part}.xml`));
    }
    const rules = readFileSync(`${CONTENT}/ssg-rhel9-xccdf.xml`, 'utf8');
    writeFileSync(
      join(folder, 'ssg-rhel9-xccdf.xml'),
      rules.replaceAll(/<(?:xccdf-1\.2:)?platform idref="[^"]*" ?\/>/g, ''),
    );
    const root = join(folder, 'root');
    mkdirSync(join(root, 'etc/ssh'), { recursive: true });
    writeFileSync(join(root, 'etc/ssh/sshd_config'), sshd);
    writeFileSync(join(root, 'etc/hostname'), `${hostName}\n`);
    writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/bash\n');
    const arf = join(folder, 'arf.xml');
    try {
      execFileSync(
        'oscap',
        ['xccdf', 'eval', '--profile', PROFILE, '--results-arf', arf, join(folder, 'ssg-rhel9-xccdf.xml')],
        {
          env: { ...process.env, OSCAP_PROBE_ROOT: root },
          stdio: 'ignore',
        },
      );
    } catch (error) {
      // 2: some rules failed, which is what is looked for.
      if ((error as { status?: number }).status !== 2) throw error;
    }
    return arf;
  }

  it('speaks for the machine it looked at, and for no other', async () => {
    const path = await scan(machine.facts.hostName ?? '', 'PermitRootLogin no\n');
    const { receipt, sizeBytes } = await importEvidence(context, { path, fileName: 'arf.xml' });
    expect(sizeBytes).toBeGreaterThan(20_000_000);
    expect(receipt.targets).toMatchObject({ workloads: 1, noneCount: 0, severalCount: 0 });
    expect(receipt.rounds).toMatchObject([
      { target: machine.facts.hostName, profile: PROFILE, scanner: expect.stringMatching(/^OpenSCAP \d/) },
    ]);
    const { pass = 0, fail = 0, notselected = 0, unknown = 0 } = receipt.states.openscap ?? {};
    for (const count of [pass, fail, notselected, unknown]) expect(count).toBeGreaterThan(0);
    expect(receipt.doubts).toEqual([]);

    const query = { by: 'site', staleAfterDays: 90 } as const;
    const { evidence, state } = await getControl(context, { ...query, id: 'nist80053r5:AC-6(2)', limit: 20 });
    expect(evidence.filter(({ feed }) => feed === 'openscap')).toMatchObject([
      {
        rule: 'sshd_disable_root_login',
        title: 'Disable SSH Root Login',
        said: 'pass',
        workloadId: machine.id,
        links: [{ check: null }],
      },
    ]);
    // One machine was looked at, the others of its site were not.
    expect(state).toBe('unknown');
    const matrix = await listControls(context, {
      ...query,
      framework: 'nist80053r5',
      feed: 'openscap',
      state: 'violated',
    });
    expect(matrix.items.map(({ control }) => control)).toContain('AU-2');
    expect(matrix.unplaced).toEqual({});
  });
});
