import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startArmStub } from '../../../test/support/arm-stub.ts';
import type { ArmStub } from '../../../test/support/arm-stub.ts';
import { HIDDEN, ROWS, SIZES, WORKLOADS } from '../../../test/support/arm-stub-tenant.ts';
import { describeProvider } from '../conformance.ts';
import { azureProvider } from './provider.ts';
import { graphQueries } from './queries.ts';

let stub: ArmStub;
beforeAll(async () => {
  stub = await startArmStub();
  stub.pageSize = 3;
});
afterAll(async () => stub[Symbol.asyncDispose]());

/** One file per query, as people save them. */
async function writeSaved(folder: string): Promise<string> {
  const path = join(folder, 'azure');
  await mkdir(path);
  for (const { fileName, types } of graphQueries()) {
    const data = ROWS.filter((row) => types.includes(String(row['type'])));
    const answer = { count: data.length, data, skip_token: null, total_records: data.length };
    await writeFile(join(path, fileName), JSON.stringify(answer, undefined, 2));
  }
  await writeFile(join(path, 'sizes.json'), JSON.stringify(SIZES));
  return path;
}

/** In one file, as az graph query prints a table of an older version, in the encoding of a PowerShell redirection. */
async function writeTable(folder: string): Promise<string> {
  const path = join(folder, 'machines.json');
  const rows = ROWS.filter((row) => row['type'] === 'microsoft.compute/virtualmachines');
  const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'string' }));
  const data = { columns, rows: rows.map((row) => columns.map(({ name }) => row[name])) };
  await writeFile(
    path,
    Buffer.from(
      `\uFEFF${JSON.stringify({ totalRecords: rows.length, count: rows.length, data, resultTruncated: 'false' })}`,
      'utf16le',
    ),
  );
  return path;
}

describeProvider(
  azureProvider,
  [
    // Machines of the set that only Resource Manager lists are in no saved query.
    { name: 'a folder of saved queries', file: writeSaved, workloads: WORKLOADS.length - 1, secrets: [HIDDEN] },
    { name: 'a table of machines in UTF-16', file: writeTable, workloads: 5, secrets: [HIDDEN] },
  ],
  [
    {
      name: 'a stub shaped by the published examples of Resource Graph and Resource Manager',
      open: () => ({ settings: stub.settings, secrets: { clientSecret: stub.clientSecret } }),
      refused: () => ({ settings: stub.settings, secrets: { clientSecret: 'not~the.secret-0123456789' } }),
      workloads: WORKLOADS.length,
    },
  ],
);
