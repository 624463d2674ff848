import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProvider } from '../conformance.ts';
import { EXPORT, LICENCE_KEY, cellsOf, exportBytes } from './export.fixture.ts';
import { rvtoolsProvider } from './provider.ts';

const MANY = Array.from({ length: 1300 }, (_, i) => ({
  ...EXPORT.vInfo?.[0],
  VM: `vm ${i}`,
  'VM ID': i % 100 === 7 ? `vm-${i - 1}` : `vm-${i}`,
  CPUs: i % 50 === 3 ? 'VM' : 2,
  Host: `esx${i % 7}`,
}));

async function put(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describeProvider(rvtoolsProvider, [
  {
    name: 'a workbook with every sheet',
    workloads: 2,
    secrets: [LICENCE_KEY],
    file: (folder) => put(folder, 'a.xlsx', exportBytes(EXPORT)),
  },
  {
    name: 'a workbook of many machines with odd rows',
    workloads: 1287,
    secrets: [LICENCE_KEY],
    file: (folder) => put(folder, 'b.xlsx', exportBytes({ ...EXPORT, vInfo: MANY })),
  },
  {
    name: 'a folder of CSV files',
    workloads: 2,
    secrets: [LICENCE_KEY],
    file: async (folder) => {
      const path = join(folder, 'export');
      await mkdir(path);
      for (const [name, rows] of Object.entries(EXPORT)) {
        const text = cellsOf(rows).map((row) =>
          row.map((cell) => `"${cell === null || typeof cell === 'object' ? '' : cell}"`).join(','),
        );
        await put(path, `RVTools_tab${name}.csv`, text.join('\n'));
      }
      return path;
    },
  },
]);
