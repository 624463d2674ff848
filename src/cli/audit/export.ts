/** `isthmus audit export`: written page by page, and under its name only when it is whole. */

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { whole } from '../option-values.ts';

export async function exportAudit(cli: Cli, options: { readonly out: string; readonly from?: string }): Promise<void> {
  const from = options.from === undefined ? undefined : whole('--from', options.from, { min: 1 });
  if (options.out === '-') return void (await write(cli, from, (text) => cli.write(text)));
  const draft = `${options.out}.part`;
  const file = createWriteStream(draft, { mode: 0o600 });
  const failed = once(file, 'error').then(([cause]: unknown[]) => {
    throw failure('IST-9003', `${options.out} cannot be written`, { cause });
  });
  failed.catch(() => undefined);
  try {
    const records = await Promise.race([
      failed,
      write(cli, from, async (text) => {
        if (!file.write(text)) await Promise.race([failed, once(file, 'drain')]);
      }),
    ]);
    file.end();
    await Promise.race([failed, once(file, 'finish')]);
    await rename(draft, options.out);
    cli.say(`${options.out}: ${records}. Verify it with: isthmus audit verify ${options.out} --key public.pem`);
  } catch (error) {
    file.destroy();
    await rm(draft, { force: true });
    throw error;
  }
}

/** Answers which records were written, in words. */
async function write(cli: Cli, wanted: number | undefined, put: (text: string) => Promise<unknown>): Promise<string> {
  const client = await cli.client();
  const { from, to, text } = await client.call(ROUTES.startAuditExport, { body: { from: wanted } });
  await put(text);
  for (let next: number | null = from; next !== null && next <= to;) {
    const page: { text: string; next: number | null } = await client.call(ROUTES.auditExportPage, {
      query: { from: next, to },
    });
    await put(page.text);
    next = page.next;
  }
  await put((await client.call(ROUTES.endAuditExport, { body: { from, to } })).text);
  return to < from ? 'no records yet' : `records ${from} to ${to}`;
}
