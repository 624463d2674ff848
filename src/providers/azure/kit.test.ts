import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROWS, SIZES, WORKLOADS } from '../../../test/support/arm-stub-tenant.ts';
import type { InventoryItem } from '../provider.ts';
import { collectScript, roleDefinition } from './kit.ts';
import { graphQueries } from './queries.ts';
import { readSaved } from './read-files.ts';

test('the role that is printed is the one in the guide', async () => {
  const shipped = await readFile(new URL('../../../docs/guide/sources/azure-role.json', import.meta.url), 'utf8');
  expect(JSON.parse(roleDefinition())).toEqual(JSON.parse(shipped));
});

test('no query holds what a shell would read in it', () => {
  for (const { text } of graphQueries()) expect(text).not.toMatch(/["$`\\!]/);
});

/** Answers as az does: indented, with a token while there is more. Two rows a page, whatever is asked for. */
const FAKE_AZ = `
const { rows, sizes } = JSON.parse(require('node:fs').readFileSync(process.env.FAKE_ROWS, 'utf8'));
const args = process.argv.slice(2);
const value = (name) => args[args.indexOf(name) + 1];
const print = (answer) => console.log(JSON.stringify(answer, undefined, 2));
if (args[0] === 'vm') print(sizes);
else if (args.includes('tsv')) console.log('westeurope');
else {
  const types = /in~ \\(([^)]*)\\)/.exec(value('-q'))[1].split(', ').map((type) => type.slice(1, -1));
  const all = rows.filter((row) => types.includes(row.type)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const at = args.includes('--skip-token') ? Number(value('--skip-token').slice(5)) : 0;
  const data = all.slice(at, at + 2);
  print({ count: data.length, data, skip_token: at + 2 < all.length ? 'page-' + (at + 2) : null, total_records: all.length });
}
`;

test('the script saves every page of every query through az (a stand-in here), and what it saves is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-azure-'));
  try {
    await writeFile(join(folder, 'collect.sh'), collectScript());
    await writeFile(join(folder, 'rows.json'), JSON.stringify({ rows: ROWS, sizes: SIZES }));
    await writeFile(join(folder, 'az.cjs'), FAKE_AZ);
    await writeFile(join(folder, 'az'), `#!/bin/sh\nexec '${process.execPath}' '${folder}/az.cjs' "$@"\n`);
    await chmod(join(folder, 'az'), 0o755);
    const env = {
      ...process.env,
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      FAKE_ROWS: join(folder, 'rows.json'),
    };
    await promisify(execFile)('sh', [join(folder, 'collect.sh'), join(folder, 'out')], { env });
    expect(
      (await readdir(join(folder, 'out'))).filter((name) => name.startsWith('azure-virtual-machines')),
    ).toHaveLength(3);
    const items: InventoryItem[] = [];
    const codes: string[] = [];
    await readSaved({
      path: join(folder, 'out'),
      fileName: 'out',
      sourceId: 'source-1',
      observedAt: '2026-11-22T00:00:00Z',
      onItem: (batch) => void items.push(...batch),
      onIssue: ({ code }) => void codes.push(code),
    });
    const names = items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts.name ?? ''] : []));
    expect(names.toSorted()).toEqual(WORKLOADS.filter((name) => name !== 'batch_0').toSorted());
    expect(codes).not.toContain('INCOMPLETE_PAGE');
  } finally {
    await rm(folder, { recursive: true });
  }
});
