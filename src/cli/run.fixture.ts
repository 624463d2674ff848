/** Command lines run against canned answers, for tests. */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { rulebook } from '../../test/support/rulebook.ts';
import { createClient } from './client/client.ts';
import type { TransportRequest, TransportResponse } from './client/client.ts';
import { run } from './run.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly sent: readonly TransportRequest[];
}

class Memory extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export const json = (body: unknown, status = 200): TransportResponse => ({
  status,
  contentType: 'application/json',
  text: JSON.stringify(body),
});

/** Runs a command line against canned answers, by method and path without query. */
export async function cli(
  argv: readonly string[],
  answers: Readonly<Record<string, TransportResponse | readonly TransportResponse[]>> = {},
  env: Record<string, string> = {},
): Promise<Ran> {
  const out = new Memory();
  const err = new Memory();
  const sent: TransportRequest[] = [];
  const uses = new Map<string, number>();
  const client = createClient({
    send: async (request) => {
      sent.push(request);
      const key = `${request.method} ${request.url.split('?')[0]}`;
      const answer = answers[key];
      const use = uses.get(key) ?? 0;
      uses.set(key, use + 1);
      return (
        (Array.isArray(answer) ? (answer as TransportResponse[])[use] : (answer as TransportResponse | undefined)) ??
        json({ code: 'IST-8004', detail: `no answer for ${key}`, status: 404 }, 404)
      );
    },
    close: async () => {},
  });
  const code = await run(
    argv,
    {
      openLocal: async () => client,
      serve: async () => 0,
      rulebook,
    },
    { stdout: out, stderr: err },
    { ISTHMUS_CONFIG: join(tmpdir(), 'isthmus-no-such-file.yaml'), ...env },
  );
  return { code, out: out.text, err: err.text, sent };
}
