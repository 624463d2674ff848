/** The options that every search for a placement takes, and what they become in a request. */

import type { Command } from 'commander';
import { failure } from '../../core/errors/registry.ts';

export interface SearchFlags {
  readonly seed: string;
  readonly iterations?: string;
  readonly seconds?: string;
}

export function addSearchOptions(command: Command): Command {
  return command
    .option('--seed <n>', 'seed of the search; the same seed gives the same answer', '1')
    .option('--iterations <n>', 'tries of the search: more take longer and may find better')
    .option('--seconds <s>', 'end the search after so long; the answer then depends on the machine');
}

export function searchBody({ seed, iterations, seconds }: SearchFlags): {
  readonly seed: number;
  readonly iterations?: number;
  readonly seconds?: number;
} {
  return {
    seed: whole('--seed', seed),
    ...(iterations !== undefined && { iterations: whole('--iterations', iterations) }),
    ...(seconds !== undefined && { seconds: positive('--seconds', seconds) }),
  };
}

/** Throws IST-9001. */
function whole(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw failure('IST-9001', `${option} takes a whole number, not "${text}"`);
}

function positive(option: string, text: string): number {
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw failure('IST-9001', `${option} takes a number of seconds above 0, not "${text}"`);
}
