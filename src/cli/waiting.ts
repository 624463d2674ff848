/** A line on a terminal while an answer takes its time; nothing elsewhere, where it would only fill a log. */

import type { Cli } from './cli.ts';

export async function whileWaiting<T>(
  { streams: { stderr } }: Pick<Cli, 'streams'>,
  doing: string,
  ask: () => Promise<T>,
): Promise<T> {
  if (stderr.isTTY !== true) return ask();
  stderr.write(`${doing} …`);
  try {
    return await ask();
  } finally {
    stderr.write('\r\u001b[2K');
  }
}
