/** Shows an error to a person (message, causes, what to do) or to a program (problem details), and picks the exit code. */

import { failure } from '../core/errors/registry.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import type { Cli } from './cli.ts';

export function reportError(cli: Cli, thrown: unknown): number {
  if (isBrokenPipe(thrown)) return 0;
  const error = thrown instanceof IsthmusError ? thrown : failure('IST-7001', messageOf(thrown), { cause: thrown });
  if (cli.options().output === 'json') {
    cli.say(
      JSON.stringify(
        {
          code: error.code,
          title: error.definition.title,
          detail: error.message,
          hint: error.hint,
          causes: error.causes,
        },
        null,
        2,
      ),
    );
  } else {
    cli.say(`error ${error.code}: ${error.message}`);
    for (const cause of error.causes)
      cli.say(`  ${cause.where === undefined ? '' : `${cause.where}: `}${cause.message}`);
    cli.say(`  ${error.hint}`);
  }
  if (cli.options().trace === true) cli.say(traceOf(thrown));
  return error.definition.exitCode;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  return [thrown.stack ?? '', thrown.cause instanceof Error ? `caused by ${thrown.cause.stack ?? ''}` : '']
    .join('\n')
    .trim();
}

/** `isthmus get … | head` closes the pipe early; that is no error. */
function isBrokenPipe(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPIPE';
}
