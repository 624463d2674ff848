/** Parses the command line and runs one verb. Only the verb that is asked for is loaded, so that starting stays quick. */

import { Command, CommanderError, Option } from 'commander';
import type { Client } from './client/client.ts';
import { OUTPUT_FORMATS } from './cli.ts';
import type { Cli, GlobalOptions, OutputFormat, Streams, Wiring } from './cli.ts';
import { bareArguments, bareId } from './output/ids.ts';
import { useColor } from './output/color.ts';
import { plainText } from './output/plain.ts';
import { reportError } from './report-error.ts';
import { VERBS } from './verbs.ts';
import { PRODUCT_VERSION } from '../version.ts';

const USAGE_EXIT = 64;

export async function run(
  argv: readonly string[],
  wiring: Wiring,
  streams: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  let exitCode = 0;
  let opened: Promise<Client> | undefined;
  let options: GlobalOptions = {};
  const program = new Command('isthmus');
  const cli: Cli = {
    streams,
    wiring,
    env,
    options: () => options,
    client: () => (opened ??= openClient(cli)),
    say: (text) => void streams.stderr.write(`${plainText(text, streams.stderr.isTTY === true)}\n`),
    write: (text) => writeAll(streams.stdout, plainText(text, useColor(cli))),
    exitWith: (code) => void (exitCode = code),
  };
  endureClosedPipe(streams);
  buildProgram(program, streams);
  const verb = VERBS.find(({ name }) => name === firstWord(argv));
  for (const { name, summary } of VERBS) {
    if (name === verb?.name) (await verb.load())(program, cli);
    else program.command(name).description(summary).helpOption(false).allowUnknownOption();
  }
  prepare(program);
  program.hook('preAction', (_, command) => {
    options = settle(command);
    command.processedArgs = bareArguments(verb?.name ?? '', command.processedArgs);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT;
    return reportError(cli, error);
  } finally {
    await (await opened?.catch(() => undefined))?.close();
  }
}

function buildProgram(program: Command, streams: Streams): void {
  program
    .description(
      'See the whole estate as one, judge every workload for every target, keep it lawful, place it, plan the move.',
    )
    .version(PRODUCT_VERSION, '-V, --version')
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
    })
    .showHelpAfterError('(run with --help for what it takes)')
    .addHelpText(
      'after',
      '\nStart here:\n  isthmus import rvtools FILE.xlsx\n  isthmus assess\n  isthmus sites init\n',
    );
}

const isFormat = (text: unknown): text is OutputFormat => (OUTPUT_FORMATS as readonly unknown[]).includes(text);

/** Every command takes the common options, wherever on the line they stand. */
function prepare(command: Command): void {
  command.exitOverride();
  for (const option of command.options) if (option.mandatory) option.description += ' (needed)';
  // Its name of old; -q says the same everywhere.
  if (command.options.some(({ long, short }) => long === '--filter' && short === '-q'))
    command.addOption(new Option('--query <filter>').hideHelp());
  const ownsShortO = command.options.some((option) => option.short === '-o');
  command
    .addOption(new Option(`${ownsShortO ? '' : '-o, '}--output <format>`, 'output format').choices([...OUTPUT_FORMATS]))
    .option('--context <name>', 'server to talk to; "local" is the embedded database')
    .option('--no-color', 'no colour')
    .option('--trace', 'show where an error came from');
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    prepare(child);
  }
}

interface Renamed {
  readonly out?: string;
  readonly query?: string;
  readonly filter?: string;
  readonly workload?: unknown;
}

/** Options in force for a command: ids without their noun, one name for the filter. Where -o takes a file, a format's name still means the format. */
function settle(command: Command): GlobalOptions {
  const options: GlobalOptions & Renamed = command.optsWithGlobals();
  if (options.query !== undefined) command.setOptionValue('filter', options.filter ?? options.query);
  if (typeof options.workload === 'string') command.setOptionValue('workload', bareId(options.workload));
  if (!isFormat(options.out)) return options;
  command.setOptionValue('out', undefined);
  return { ...options, output: options.out };
}

const WITH_VALUE = new Set(['-o', '--output', '--context']);

function firstWord(argv: readonly string[]): string | undefined {
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] as string;
    if (WITH_VALUE.has(word)) index += 1;
    else if (!word.startsWith('-')) return word === 'help' ? firstWord(argv.slice(index + 1)) : word;
  }
  return undefined;
}

async function openClient(cli: Cli): Promise<Client> {
  const { chooseContext } = await import('./client/contexts.ts');
  const context = await chooseContext(cli.env, cli.options().context);
  if (context === undefined) return cli.wiring.openLocal();
  const [{ createClient }, { remoteTransport }] = await Promise.all([
    import('./client/client.ts'),
    import('./client/remote.ts'),
  ]);
  return createClient(remoteTransport(context.server, context.token));
}

/** `| head` closes the pipe early. That ends the output, not the command; without a listener it would end the process. */
function endureClosedPipe(streams: Streams): void {
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

function writeAll(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
