/** `isthmus replay`: exit 0 the same, 1 different, 4 what it was made from is no longer there. */

import type { Command } from 'commander';
import type { DecisionDocument, ReplayDocument } from '../../api/decisions.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { whole } from '../option-values.ts';
import { printDocument, printList } from '../output/print.ts';

const EXIT = { same: 0, different: 1, impossible: 4 } as const;

export function registerReplay(program: Command, cli: Cli): void {
  program
    .command('replay')
    .description(
      'Make a decision again from exactly what it was made from, and compare. Exit code 1: the result is another; 4: it cannot be made again, and what is missing.',
    )
    .argument('[decision]', 'why-…, or the id of its result')
    .option('--list', 'list decisions instead')
    .option('--limit <n>', 'decisions listed', '50')
    .action(async (id: string | undefined, options: { list?: boolean; limit: string }) => {
      if (options.list === true || id === undefined) {
        if (options.list !== true)
          throw failure('IST-9003', 'no decision is named', { hint: 'isthmus replay --list shows them.' });
        return listDecisions(cli, whole('--limit', options.limit, { min: 1, max: 1000 }));
      }
      const operation = await (await cli.client()).call(ROUTES.replayDecision, { params: { id } });
      const replay = await follow<ReplayDocument>(cli, operation);
      await printDocument(cli, replay, () => replayText(replay));
      cli.exitWith(EXIT[replay.answer]);
    });
}

async function listDecisions(cli: Cli, limit: number): Promise<void> {
  const { items, total } = await (await cli.client()).call(ROUTES.listDecisions, { query: { limit } });
  await printList<DecisionDocument>(cli, {
    noun: 'decision',
    items,
    name: ({ id }) => id,
    columns: [
      { header: 'ID', value: ({ id }) => id },
      { header: 'DECISION', value: ({ decision }) => decision },
      { header: 'TIME', value: ({ createdAt }) => createdAt },
      { header: 'ACTOR', value: ({ actor }) => actor },
      { header: 'GENERATION', value: ({ generation }) => `gen/${generation}` },
      { header: 'RESULT', value: ({ resultId }) => resultId },
      {
        header: 'AUDIT',
        value: ({ audit }) => (audit === null ? 'none' : audit.fits ? `${audit.seq}` : 'DOES NOT FIT'),
      },
      { header: 'INPUTS', value: ({ inputsDigest }) => inputsDigest, wide: true },
      { header: 'DIGEST', value: ({ resultDigest }) => resultDigest, wide: true },
    ],
  });
  if (total > items.length) cli.say(`${items.length} of ${total}`);
}

function replayText({ id, decision, answer, difference, missing, notes, recordedDigest }: ReplayDocument): string {
  const head = {
    same: `same: ${decision} ${id} gives ${recordedDigest} again`,
    different: `DIFFERENT: ${decision} ${id} does not give its recorded result again`,
    impossible: `cannot be replayed: ${decision} ${id}`,
  }[answer];
  return [
    head,
    ...(difference === null
      ? []
      : [
          `  first difference: ${difference.where}`,
          `    recorded  ${difference.recorded}`,
          `    now       ${difference.now}`,
        ]),
    ...missing.map((line) => `  because ${line}`),
    ...notes.map((line) => `  note: ${line}`),
    '',
  ].join('\n');
}
