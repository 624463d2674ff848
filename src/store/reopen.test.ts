/** A process that outlives its database server. */

import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { removeHome, stopServer } from '../../test/support/homes.ts';
import { readConfig } from '../config.ts';
import { findLayout } from './embedded/layout.ts';
import { isAlive, readPostmaster } from './embedded/postmaster.ts';
import { openStore } from './store.ts';

it('goes on after the embedded server was killed, and after it was stopped', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-reopen-'));
  try {
    await using store = await openStore(readConfig({ ISTHMUS_HOME: home }));
    const count = async (): Promise<number> =>
      Number((await store.query('select count(*) from settings')).rows[0]?.['count']);
    await store.query(`insert into settings values ('kept', '1', now())`);

    const pid = (await readPostmaster((await findLayout(home)).data))?.pid ?? 0;
    const cut = store.transaction(async (connection) => {
      await connection.query(`insert into settings values ('cut', '1', now())`);
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await sleep(20);
      await connection.query('select 1');
    });
    await expect(cut).rejects.toMatchObject({ code: 'IST-7006' });
    expect(await count()).toBe(1);

    await stopServer(home);
    expect(await count()).toBe(1);
    expect(await Promise.all(Array.from({ length: 12 }, count))).toEqual(Array.from({ length: 12 }, () => 1));
  } finally {
    await removeHome(home);
  }
});
