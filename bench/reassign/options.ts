/** What `npm run bench:reassign --` takes. */

import { parseArgs } from 'node:util';
import { InputFault } from './integers.ts';

export const USAGE = `npm run bench:reassign -- --model FILE --initial FILE --out FILE --time SECONDS --seed N
  --time S         all told, from the start of the process; the plan is written before it is over
  --iterations N   instead of --time: so many per stream; the same bytes on every machine and with any --threads
  --seed N         1 unless given
  --threads N      2 unless given
  --streams N      independent searches, part of what determines the result; 2 unless given
  --progress       cost after every round
  --json           a last line of JSON with the figures
npm run bench:reassign -- --all FOLDER --times 10,60 [--checker FILE] [--only a1_1,a2_2] [--out FOLDER]
  every model_NAME.txt with its assignment_NAME.txt, one process each, and a table of what the checker says`;

export interface RunOptions {
  readonly model: string;
  readonly initial: string;
  readonly out: string;
  readonly seconds: number | null;
  readonly iterations: number | null;
  readonly seed: number;
  readonly threads: number;
  readonly streams: number;
  readonly progress: boolean;
  readonly json: boolean;
}

export interface AllOptions {
  readonly folder: string;
  readonly times: readonly number[];
  readonly checker: string | null;
  readonly only: readonly string[] | null;
  readonly out: string | null;
  /** Handed on to each run. */
  readonly seed: number;
  readonly threads: number;
  readonly streams: number;
}

function figure(name: string, text: string, least: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least || (whole && !Number.isSafeInteger(value))) {
    throw new InputFault(`--${name} ${text}: expected ${whole ? 'a whole number' : 'a number'} of at least ${least}`);
  }
  return value;
}

/** Throws InputFault for anything it does not understand. */
export function parseOptions(args: readonly string[]): RunOptions | AllOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: text,
      initial: text,
      out: text,
      time: text,
      iterations: text,
      seed: text,
      threads: text,
      streams: text,
      progress: flag,
      json: flag,
      all: text,
      times: text,
      checker: text,
      only: text,
    },
  });
  const seed = figure('seed', values.seed ?? '1', 0, true);
  const threads = figure('threads', values.threads ?? '2', 1, true);
  const streams = figure('streams', values.streams ?? '2', 1, true);
  if (values.all !== undefined) {
    return {
      folder: values.all,
      times: (values.times ?? '10').split(',').map((time) => figure('times', time, 0, false)),
      checker: values.checker ?? null,
      only: values.only?.split(',') ?? null,
      out: values.out ?? null,
      seed,
      threads,
      streams,
    };
  }
  const { model, initial, out } = values;
  if (model === undefined || initial === undefined || out === undefined) {
    throw new InputFault(`--model, --initial and --out are needed.\n${USAGE}`);
  }
  if ((values.time === undefined) === (values.iterations === undefined)) {
    throw new InputFault(`either --time or --iterations is needed.\n${USAGE}`);
  }
  return {
    model,
    initial,
    out,
    seconds: values.time === undefined ? null : figure('time', values.time, 0, false),
    iterations: values.iterations === undefined ? null : figure('iterations', values.iterations, 0, true),
    seed,
    threads,
    streams,
    progress: values.progress,
    json: values.json,
  };
}
