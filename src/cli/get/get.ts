/** `isthmus get <noun> [name]`: lists, filtered by the one filter language. */

import { Option } from 'commander';
import type { Command } from 'commander';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';
import { NOUNS } from './nouns.ts';
import type { GetInput, Noun } from './nouns.ts';

export interface GetOptions {
  readonly filter?: string;
  readonly sort?: string;
  readonly limit?: string;
  readonly all?: boolean;
  readonly generation?: string;
  readonly state?: 'violated' | 'unknown' | 'waived';
  readonly level?: string;
  readonly pack?: string;
  readonly rule?: string;
  readonly change?: string;
  readonly since?: string;
  readonly out?: string;
  readonly site?: string;
  readonly from?: string;
  readonly unplaced?: boolean;
  readonly target?: string;
  readonly readiness?: string;
  readonly best?: string;
  readonly fixes?: string;
  readonly by?: string;
  readonly conflict?: boolean;
  readonly basis?: string;
  readonly staleAfter?: string;
  readonly over?: string;
  readonly measure?: string;
}

export function registerGet(program: Command, cli: Cli): void {
  program
    .command('get')
    .description('List what the estate holds.')
    .argument('<noun>', `one of: ${NOUNS.map(({ name }) => name).join(', ')}`)
    .argument('[name]', 'only this one, by id or name')
    .option('-q, --filter <filter>', 'filter, such as: os.family = windows and os.version < 2016')
    .option('--sort <field>', 'sort by a field; "-field" for descending')
    .option('-l, --limit <n>', 'at most this many', '500')
    .option('-A, --all', 'no limit')
    .option('--generation <n>', 'an older generation: 4 or gen/4')
    .addOption(new Option('--state <state>', 'findings in this state only').choices(['violated', 'unknown', 'waived']))
    .addOption(new Option('--level <level>', 'findings of this level only').choices(['must', 'should', 'warn']))
    .option('--pack <id>', 'findings of this pack only')
    .option('--rule <id>', 'findings of this rule only')
    .addOption(
      new Option('--change <change>', 'findings that are this since the check before, or since --since').choices([
        'new',
        'open',
        'reopened',
        'waived',
        'resolved',
      ]),
    )
    .option('--since <generation>', 'findings: what became of them since then')
    .option('--out <file>', 'findings: all of them into this .csv or .xlsx')
    .option('--site <id>', 'findings at, or assignments to, this site only')
    .option('--from <id>', 'assignments from this site only')
    .option('--unplaced', 'assignments without a place only')
    .option('--target <id>', 'matrix: the target that --readiness and --fixes are about')
    .option('--readiness <class>', 'matrix: workloads that are ready, conditional, not-ready or unknown')
    .option('--best <target>', 'matrix: workloads whose best target this is; none for those without one')
    .option('--fixes <rules>', 'matrix: workloads that these rules alone keep from --target, comma-separated')
    .option('--by <columns>', 'controls: by site or by application')
    .option('--conflict', 'controls: only those about which feeds contradict each other')
    .option('--basis <what>', 'controls: only those satisfied as observed, partly or stated')
    .option('--stale-after <days>', 'controls: older evidence no longer shows that something is well; default 90')
    .option('--over <what>', 'concentration: per operator, jurisdiction, country, technology or site')
    .option('--measure <what>', 'concentration: functions, workloads, vcpu or memoryMiB; --all: not only critical ones')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus get workloads -q "os.family = windows and os.version < 2016" -o wide\n  isthmus get findings --state violated\n  isthmus get findings --since gen/12\n  isthmus get generations -o json\n',
    )
    .action(async (nounName: string, name: string | undefined, options: GetOptions) => {
      const noun = NOUNS.find((candidate) => candidate.name === nounName || candidate.aliases.includes(nounName));
      if (noun === undefined) {
        throw failure('IST-9002', `"${nounName}" is not something to get`, {
          causes: NOUNS.map((candidate) => ({ message: candidate.name })),
        });
      }
      refuseWhatIsIgnored(noun, { ...options, name });
      const load = await noun.load();
      await load(cli, { ...options, name });
    });
}

const FLAGS = {
  filter: '--filter',
  sort: '--sort',
  generation: '--generation',
  state: '--state',
  level: '--level',
  pack: '--pack',
  rule: '--rule',
  change: '--change',
  since: '--since',
  out: '--out',
  site: '--site',
  from: '--from',
  unplaced: '--unplaced',
  target: '--target',
  readiness: '--readiness',
  best: '--best',
  fixes: '--fixes',
  by: '--by',
  conflict: '--conflict',
  basis: '--basis',
  staleAfter: '--stale-after',
  over: '--over',
  measure: '--measure',
  name: 'a name',
} as const;

/** A filter that does nothing would show rows that were not asked for, as if they had been. */
function refuseWhatIsIgnored(noun: Noun, input: GetInput): void {
  for (const [option, flag] of Object.entries(FLAGS) as [keyof typeof FLAGS, string][]) {
    if (input[option] !== undefined && !noun.takes.includes(option)) {
      throw failure('IST-9001', `get ${noun.name} does not take ${flag}`, {
        hint: 'Filters work on workloads: isthmus get workloads -q "placedAt = …". For the rest use -o json.',
      });
    }
  }
}

export function notFound(noun: string, name: string): Error {
  return failure('IST-9007', `there is no ${noun} "${name}"`);
}

export function limitOf(options: GetOptions): number {
  if (options.all === true) return Number.POSITIVE_INFINITY;
  return whole('--limit', options.limit ?? '500', { min: 1 });
}

export function generationOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^(?:gen\/)?(\d+)$/.exec(text);
  if (match === null) throw failure('IST-9001', `a generation is a number such as gen/4, not "${text}"`);
  return Number(match[1]);
}
