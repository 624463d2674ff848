import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProvider } from '../conformance.ts';
import { azureMigrateProvider } from './provider.ts';
import { TEMPLATE, csv } from './table.fixture.ts';

async function put(folder: string, text: string | Buffer): Promise<string> {
  const path = join(folder, 'servers.csv');
  await writeFile(path, text);
  return path;
}

const many = Array.from({ length: 450 }, (_, i) => [
  i % 90 === 7 ? '' : `srv${i % 90 === 8 ? i - 1 : i}`,
  `10.1.${i >> 8}.${i & 255}`,
  i % 50 === 3 ? 'four' : '4',
  '8192',
  'Windows Server 2022',
]);

describeProvider(azureMigrateProvider, [
  {
    name: 'the import template',
    workloads: 2,
    file: (folder) =>
      put(
        folder,
        csv(TEMPLATE, [
          ['web01.example.com', '10.1.0.11', '4', '16384', 'Windows Server 2019', '', 'x64', '35', '60'],
          ['db01', '10.1.0.21;10.2.0.21', '16', '131072', 'Red Hat Enterprise Linux 7', '7.9', '64-bit'],
        ]),
      ),
  },
  {
    name: 'many rows, some of them bad, in UTF-16 with semicolons',
    workloads: 445,
    file: (folder) => put(folder, Buffer.from(`\uFEFF${csv(TEMPLATE, many).replaceAll(',', ';')}`, 'utf16le')),
  },
]);
