/** `isthmus get findings --since gen/12` and `isthmus get trend`: how findings come and go. */

import type { z } from 'zod';
import type { findingChangesSchema, trendPointSchema } from '../../api/finding-trend.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { countText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { generationOf, limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';

type Changes = z.infer<typeof findingChangesSchema>;
const PAGE = 500;

export async function getChanges(cli: Cli, input: GetInput): Promise<void> {
  const { change, out, state, level, pack, rule, site, name } = input;
  const ignored = Object.entries({ out, state, level, pack, rule, site, name }).find(
    ([, value]) => value !== undefined,
  );
  if (ignored !== undefined) {
    throw failure(
      'IST-9001',
      `get findings --since does not take ${ignored[0] === 'name' ? 'a name' : `--${ignored[0]}`}`,
      {
        hint: 'Beside --since there is --change: new, reopened, resolved, waived or open.',
      },
    );
  }
  const client = await cli.client();
  const limit = limitOf(input);
  const items: Changes['items'] = [];
  let page: Changes | undefined;
  do {
    page = await client.call(ROUTES.findingChanges, {
      query: {
        since: generationOf(input.since),
        change,
        limit: Math.min(PAGE, limit - items.length),
        continue: page?.continue,
      },
    });
    items.push(...page.items);
  } while (page.continue !== undefined && items.length < limit);
  const { from, to, counts, total } = page;
  await printList(
    cli,
    {
      noun: 'finding',
      items,
      columns: [
        { header: 'CHANGE', value: (row) => row.change },
        { header: 'LEVEL', value: (row) => row.level },
        { header: 'RULE', value: (row) => row.ruleId },
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'WORKLOAD', value: (row) => row.workloadName ?? row.workloadId ?? '(whole site)' },
        { header: 'WAS', value: (row) => row.was ?? '-' },
        { header: 'NOW', value: (row) => row.now ?? '-' },
        { header: 'SINCE', value: (row) => `gen/${row.since.generation}` },
        { header: 'TITLE', value: (row) => row.title },
        { header: 'WAIVER', value: (row) => row.waiverId, wide: true },
      ],
      name: (row) => `${row.ruleId}/${row.workloadId ?? row.siteId}`,
    },
    { from, to, counts, total },
  );
  cli.say(
    `gen/${from.generation} to gen/${to.generation}: ${countText(counts.new)} new, ${countText(counts.reopened)} re-opened, ${countText(counts.resolved)} resolved, ${countText(counts.waived)} waived, ${countText(counts.open)} still open`,
  );
}

type Point = z.infer<typeof trendPointSchema>;

export async function getTrend(cli: Cli, input: GetInput): Promise<void> {
  const limit = Math.min(limitOf(input), 1000);
  const { items, total } = await (await cli.client()).call(ROUTES.findingTrend, { query: { limit } });
  const number = (header: string, value: (row: Point) => number) => ({ header, value, align: 'right' }) as const;
  await printList(
    cli,
    {
      noun: 'check',
      items,
      columns: [
        { header: 'GENERATION', value: (row) => `gen/${row.generation}` },
        {
          header: 'CHECKED',
          value: (row) => row.at.slice(0, 16).replace('T', ' '),
          raw: { header: 'CHECKED', value: (row) => row.at },
        },
        number('MUST', (row) => row.must.violated),
        number('VIOLATED', (row) => row.all.violated),
        number('UNKNOWN', (row) => row.all.unknown),
        number('WAIVED', (row) => row.all.waived),
        number('NEW', (row) => row.changes.new),
        number('REOPENED', (row) => row.changes.reopened),
        number('RESOLVED', (row) => row.changes.resolved),
        { header: 'PACKS', value: (row) => (row.packs === null ? 'all' : row.packs.join(',')) },
      ],
      name: (row) => row.checkId,
    },
    { total },
  );
  if (items.length === 0) cli.say('Nothing was checked yet. Run: isthmus check');
}
