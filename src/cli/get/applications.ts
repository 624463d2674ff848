/** Lists around applications: proposals, and who calls whom. */

import type { DependencyDocument, ProposalDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printList } from '../output/print.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

export async function getProposals(cli: Cli): Promise<void> {
  const { items, shared, generation } = await (await cli.client()).call(ROUTES.listApplicationProposals);
  await printList<ProposalDocument>(
    cli,
    {
      noun: 'proposal',
      items,
      name: (row) => row.id,
      columns: [
        { header: 'ID', value: (row) => row.id },
        { header: 'NAME', value: (row) => row.name },
        { header: 'SCORE', value: (row) => row.score, align: 'right' },
        { header: 'WORKLOADS', value: (row) => row.workloads.length, align: 'right' },
        { header: 'ADDS TO', value: (row) => row.extends?.name },
        { header: 'EVIDENCE', value: (row) => row.evidence[0] },
        { header: 'MEMBERS', value: (row) => row.workloads.map(({ name }) => name).join(' '), wide: true },
        { header: 'USES', value: (row) => row.uses.map(({ name }) => name).join(' '), wide: true },
      ],
    },
    { shared, generation },
  );
  if (items.length > 0) cli.say('Next: isthmus application accept ID   ·   isthmus application reject ID --reason …');
}

export async function getDependencies(cli: Cli, input: GetInput): Promise<void> {
  const query = input.name === undefined ? {} : { workload: input.name };
  const { items, total } = await readPages<DependencyDocument>(
    await cli.client(),
    ROUTES.listDependencies,
    { query },
    limitOf(input),
  );
  await printList(
    cli,
    {
      noun: 'dependency',
      items,
      name: (row) => row.id,
      columns: [
        { header: 'FROM', value: (row) => row.from.name },
        { header: 'TO', value: (row) => row.to.name },
        { header: 'PORT', value: (row) => (row.port === undefined ? null : `${row.port}/${row.protocol ?? 'tcp'}`) },
        { header: 'SERVICE', value: (row) => row.service },
        { header: 'BACKGROUND', value: (row) => row.noise },
        { header: 'SURE', value: (row) => `${row.confidencePct}%`, align: 'right' },
        { header: 'EVIDENCE', value: (row) => row.evidence, wide: true },
        { header: 'ID', value: (row) => row.id, wide: true },
      ],
    },
    { total },
  );
  if (items.length < total) cli.say(`${items.length} of ${total} shown`);
}
