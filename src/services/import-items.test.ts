import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
import type { Provider } from '../providers/provider.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { importFile } from './import-file.ts';
import { lockEstate } from './rebuild-estate.ts';
import { getSource } from './sources.ts';
import { updateSource } from './source-update.ts';

let context: OwnedContext;
let name = '';
let count = 0;
/** Run while the file is read. */
let meanwhile: () => Promise<void>;

beforeAll(async () => {
  const fresh = await testContext();
  context = withProviders(fresh, both());
});
afterAll(() => context?.[Symbol.asyncDispose]());
beforeEach(() => {
  count += 1;
  name = `both-${count}`;
  meanwhile = () => Promise.resolve();
});

/** Of one kind, live and as a file. */
function both(): Provider {
  const file: Provider['file'] = {
    accepts: 'nothing',
    extensions: [],
    async read({ fileName, observedAt }) {
      await meanwhile();
      return {
        providerKind: 'fake',
        fileName,
        observedAt,
        sha256: String((count += 1)),
        sizeBytes: 1,
        bytesSent: 0,
        parts: [],
        counts: {},
        missing: [],
        skippedRows: 0,
        issueCounts: { error: 0, warning: 0, info: 0 },
      };
    },
  };
  return { ...fakeProvider(fakePlatform(1)), file };
}

const importIt = () => importFile(context, { providerKind: 'fake', path: '', fileName: `${name}.csv` });
const connectIt = () =>
  connectSource(context, {
    kind: 'fake',
    name,
    settings: { address: 'a.example' },
    secrets: { password: { value: 'pw' } },
    force: true,
  });

describe('a source of files', () => {
  it('keeps the standing that somebody gave it', async () => {
    await importIt();
    await updateSource(context, name, { precedence: 7 });
    await importIt();
    expect((await getSource(context, name)).precedence).toBe(7);
  });

  it('is none when it was connected while the file waited', async () => {
    let importing: Promise<unknown> = Promise.resolve();
    await context.store.transaction(async (connection) => {
      await lockEstate(connection);
      importing = importIt();
      importing.catch(() => undefined);
      await waitsForLock();
      await connectIt();
    });
    await expect(importing).rejects.toMatchObject({ code: 'IST-2223' });
    expect((await getSource(context, name)).live).not.toBeNull();
  });

  it('is not connected when it came while the connection was tried', async () => {
    let connecting: Promise<unknown> = Promise.resolve();
    meanwhile = async () => {
      connecting = connectIt();
      connecting.catch(() => undefined);
      await waitsForLock();
    };
    await importIt();
    await expect(connecting).rejects.toMatchObject({ code: 'IST-2223' });
    expect((await getSource(context, name)).live).toBeNull();
  });
});

async function waitsForLock(): Promise<void> {
  for (;;) {
    const { rows } = await context.store.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
    await sleep(20);
  }
}
