/** Ends what an embedded database left: its processes and its folders. */

import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findLayout } from '../../src/store/embedded/layout.ts';
import { isAlive, readPostmaster } from '../../src/store/embedded/postmaster.ts';

/** Stops the server of a home, if one runs, as an operator would: by the process that postmaster.pid names. */
export async function stopServer(home: string): Promise<void> {
  const { data } = await findLayout(home);
  const server = await readPostmaster(data);
  if (server === undefined || !isAlive(server.pid)) return;
  process.kill(server.pid, 'SIGINT');
  for (let waited = 0; waited < 200 && (await readPostmaster(data)) !== undefined; waited += 1) await sleep(50);
}

export async function removeHome(home: string): Promise<void> {
  const { folder } = await findLayout(home);
  await stopServer(home);
  await rm(folder, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
