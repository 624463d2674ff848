/** Flow records: who calls whom, from tables, logs of networks, and what machines list of their own connections. */

import type { Provider } from '../provider.ts';
import { KIT } from './kit.ts';
import { KIND, readFlows } from './read.ts';

export const flowsProvider: Provider = {
  kind: KIND,
  title: 'Flow records',
  precedence: 50,
  // It lists no machines; what it says of them is who they work with.
  supplies: { application: 'connections between machines, from which applications are proposed' },
  file: {
    accepts:
      'CSV, TSV or JSONL of connections, Azure Migrate dependency exports, flow logs of AWS and Azure, IPFIX as JSON, ss or netstat by the playbook collect-connections.yml; gzipped, in a folder or a .zip',
    extensions: ['.csv', '.tsv', '.txt', '.log', '.json', '.jsonl', '.ndjson', '.gz', '.zip'],
    read: (request) => readFlows(request),
  },
  kit: KIT,
};
