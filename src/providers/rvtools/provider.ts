/** RVTools: the inventory of a vSphere environment as a workbook or CSV files. */

import type { Provider } from '../provider.ts';
import { KIND, PLATFORM, readExport } from './read.ts';
import { suppliedFacts } from './receipt.ts';

export const rvtoolsProvider: Provider = {
  kind: KIND,
  title: 'RVTools',
  platform: PLATFORM,
  precedence: 100,
  supplies: suppliedFacts(),
  file: {
    accepts: 'RVTools .xlsx (3.x and 4.x), or a folder or .zip of its CSV files',
    extensions: ['.xlsx', '.zip', '.csv'],
    read: (request) => readExport(request),
  },
};
