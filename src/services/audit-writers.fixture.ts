/** A process that writes audit records until it is killed: node audit-writers.fixture.ts DATABASE_URL HOME NAME */

import { readConfig } from '../config.ts';
import { openContext } from './context.ts';
import { recordAudit } from './audit.ts';

const [url, home, name = ''] = process.argv.slice(2);
const context = await openContext(readConfig({ DATABASE_URL: url, ISTHMUS_HOME: home }), { actor: name });
for (let at = 0; ; at += 1) {
  await context.store.transaction(async (db) => {
    await recordAudit(context, db, { action: 'test.write', object: { kind: 'note', id: `${name}-${at}` } });
    await recordAudit(context, db, { action: 'test.write', object: { kind: 'note', id: `${name}-${at}-2` } });
  });
  if (at === 3) process.stdout.write('writing\n');
}
