/** How far an operation is, as people see it: a bar on a terminal, lines now and then elsewhere. */

import type { Operation } from '../api/common.ts';
import type { Streams } from './cli.ts';
import { usdText } from './output/format.ts';

export interface ShownProgress {
  update(operation: Operation): void;
  end(): void;
}

type Clock = () => number;

export function shownProgress(
  stream: Streams['stderr'],
  say: (text: string) => void,
  now: Clock = Date.now,
): ShownProgress {
  return stream.isTTY === true ? terminalProgress(stream, now) : lineProgress(say, now);
}

/** A log that nobody watches is kept short: a line per phase, and of a long search one in ten seconds. */
const LINE_EVERY_MS = 10_000;
/** Phases that are worth a line only when they last. */
const PASSING: ReadonlySet<string> = new Set(['waiting for its turn', 'starting']);
const PASSING_MS = 5_000;

function lineProgress(say: (text: string) => void, now: Clock): ShownProgress {
  let phase = '';
  let told = '';
  let toldAt = now();
  const startedAt = now();
  return {
    update(operation) {
      const figures = figuresText(operation.figures);
      // The answer itself says that it is done.
      const passes = PASSING.has(operation.phase) && now() - startedAt < PASSING_MS;
      const isNew = !passes && !['', 'done', phase].includes(operation.phase);
      const isDue = figures !== '' && figures !== told && now() - toldAt >= LINE_EVERY_MS;
      if (isNew || isDue) {
        say([operation.phase, figures].filter((part) => part !== '').join(': '));
        told = figures;
        toldAt = now();
      }
      if (!passes) phase = operation.phase;
    },
    end: () => {},
  };
}

const BAR_CELLS = 24;

function terminalProgress(stream: Streams['stderr'], now: Clock): ShownProgress {
  return {
    update(operation) {
      const done = Math.round(operation.progress * BAR_CELLS);
      const bar = `${'█'.repeat(done)}${'░'.repeat(BAR_CELLS - done)}`;
      const percent = `${Math.floor(operation.progress * 100)}%`.padStart(4);
      const figures = figuresText(operation.figures);
      const rest = figures === '' ? remaining(operation, now()) : `  ${figures}`;
      stream.write(`\r\u001b[2K${clipped(`${bar}${percent}  ${operation.phase}${rest}`, stream)}`);
    },
    end: () => void stream.write('\r\u001b[2K'),
  };
}

/** A line that wraps cannot be written over. */
function clipped(text: string, stream: Streams['stderr'] & { readonly columns?: number }): string {
  const columns = stream.columns ?? 80;
  return text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
}

/** "$1,204/month, best possible $1,198, gap 0.50 %, 12 s": of a search, once it has a plan. */
/** A server of an older release sends none. */
export function figuresText(figures: Operation['figures'] | undefined = {}): string {
  const { costUsdPerMonth, boundUsdPerMonth, gapPct, unplaced, seconds, workloads, sites } = figures;
  // A bound that is not above nothing yet says nothing.
  const isBounded = boundUsdPerMonth !== undefined && boundUsdPerMonth > 0;
  const parts = [
    workloads !== undefined && sites !== undefined && costUsdPerMonth === undefined
      ? `${workloads.toLocaleString('en-US')} × ${sites}`
      : undefined,
    costUsdPerMonth === undefined ? undefined : `${usdText(costUsdPerMonth) ?? ''}/month`,
    !isBounded ? undefined : `best possible ${usdText(boundUsdPerMonth) ?? ''}`,
    gapPct === undefined || !isBounded ? undefined : `gap ${gapPct.toFixed(2)} %`,
    unplaced === undefined || unplaced === 0 ? undefined : `${unplaced.toLocaleString('en-US')} without a place`,
    seconds === undefined ? undefined : `${Math.round(seconds)} s`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Straight-line estimate; said only once a tenth is done, since earlier ones mislead. */
function remaining(operation: Operation, now: number): string {
  if (operation.progress < 0.1) return '';
  const elapsedMs = now - Date.parse(operation.startedAt);
  const seconds = Math.round((elapsedMs * (1 - operation.progress)) / operation.progress / 1000);
  return seconds < 2 ? '' : `, about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`;
}
