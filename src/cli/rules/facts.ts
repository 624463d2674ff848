/** What a rule may read. */

import { FACT_PATHS, factTypeText } from '../../core/assess/user-rules/fact-types.ts';
import type { Cli } from '../cli.ts';
import { printList } from '../output/print.ts';

export async function listFacts(cli: Cli, word = ''): Promise<void> {
  const items = FACT_PATHS.filter((path) => path.toLowerCase().includes(word.toLowerCase())).map((path) => ({
    path,
    type: factTypeText(path),
  }));
  await printList(cli, {
    noun: 'fact',
    items,
    name: (row) => row.path,
    columns: [
      { header: 'FACT', value: (row) => row.path },
      { header: 'TYPE', value: (row) => row.type },
    ],
  });
}
