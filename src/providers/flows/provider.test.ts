import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeProvider } from '../conformance.ts';
import { GENERIC_CSV, IPFIX, MIGRATE_CSV, NETSTAT_DB, NSG_LOG, SS_WEB, VPC_LOG } from './flows.fixture.ts';
import { flowsProvider } from './provider.ts';

async function put(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describeProvider(flowsProvider, [
  { name: 'a table of connections', workloads: 0, file: (folder) => put(folder, 'flows.csv', GENERIC_CSV) },
  { name: 'a gzipped VPC flow log', workloads: 0, file: (folder) => put(folder, 'vpc.log.gz', gzipSync(VPC_LOG)) },
  {
    name: 'a folder of several forms',
    workloads: 0,
    file: async (folder) => {
      const path = join(folder, 'export');
      await mkdir(path);
      await put(path, 'migrate.csv', MIGRATE_CSV);
      await put(path, 'nsg.json', NSG_LOG);
      await put(path, 'ipfix.ndjson', IPFIX);
      await put(path, 'web01.json', SS_WEB);
      await put(path, 'db01.json', NETSTAT_DB);
      await put(path, 'notes.txt', 'nothing to see here');
      return path;
    },
  },
]);
