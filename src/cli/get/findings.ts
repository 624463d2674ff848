/** `isthmus get findings`: of the newest check, as a list or a file; with --since what became of them. */

import type { z } from 'zod';
import type { findingSchema } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { countText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { getChanges } from './finding-changes.ts';
import { checkFindingsFile, writeFindings } from './findings-file.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

type Finding = z.infer<typeof findingSchema>;

export async function getFindings(cli: Cli, input: GetInput): Promise<void> {
  if (input.since !== undefined) return getChanges(cli, input);
  if (input.change === 'resolved') {
    throw failure('IST-9001', 'what is resolved is in no check: say since when', {
      hint: 'For example: isthmus get findings --since gen/12 --change resolved',
    });
  }
  if (input.out !== undefined) await checkFindingsFile(input.out);
  const { state, level, pack, rule, site, change, name: workload } = input;
  const { items, total } = await readPages<Finding>(
    await cli.client(),
    ROUTES.listFindings,
    { query: { state, level, pack, rule, site, change, workload } },
    input.out === undefined ? limitOf(input) : Number.POSITIVE_INFINITY,
  );
  if (input.out !== undefined) {
    await writeFindings(input.out, items);
    return cli.say(`${countText(items.length)} findings in ${input.out}`);
  }
  await printList(
    cli,
    {
      noun: 'finding',
      items,
      columns: [
        { header: 'STATE', value: stateText, raw: { header: 'STATE', value: (row) => row.state } },
        { header: 'LEVEL', value: (row) => row.level },
        { header: 'PACK', value: (row) => row.packId },
        { header: 'REFERENCE', value: (row) => row.reference },
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'WORKLOAD', value: (row) => row.workloadName ?? '(whole site)' },
        { header: 'TITLE', value: (row) => row.title },
        { header: 'SINCE', value: (row) => (row.since === null ? null : `gen/${row.since.generation}`) },
        { header: 'CHANGE', value: (row) => row.change, wide: true },
        { header: 'RULE', value: (row) => row.ruleId, wide: true },
        { header: 'MISSING', value: (row) => row.missing.join(','), wide: true },
        { header: 'EVIDENCE', value: (row) => JSON.stringify(row.evidence), wide: true },
        { header: 'WAIVER', value: (row) => row.waiver?.id, wide: true },
        { header: 'LAPSED', value: (row) => row.lapsed?.reason, wide: true },
        { header: 'REMEDY', value: (row) => row.remedy, wide: true },
        {
          header: 'CONFIDENCE',
          value: (row) => (row.confidence === 'own' ? 'unverified' : row.confidence),
          wide: true,
        },
      ],
      name: (row) => `${row.ruleId}/${row.workloadId ?? row.siteId}`,
    },
    { total },
  );
  cli.say(`${countText(items.length)} of ${countText(total)} shown`);
}

/** A waived finding is still what it is. */
function stateText({ state, waiver, lapsed }: Finding): string {
  if (waiver !== null) return `waived to ${waiver.expiresOn} (${state})`;
  return lapsed === null ? state : `${state}, re-opened`;
}
