/** Racklist's API as its documentation would show it, for tests: pages of 2, one machine without an id. */

import { createServer } from 'node:https';

const MACHINES = [
  { id: 'RL-1', name: 'web-1', cpus: 8, ramMiB: 16384, running: true, macs: ['00:16:3E:00:00:01'] },
  { id: 'RL-2', name: 'web-2', cpus: 8, running: false, macs: [] },
  { name: 'lost' },
  { id: 'RL-3', name: 'db-1', cpus: 16, ramMiB: 65536, running: true, macs: ['00:16:3E:00:00:03'] },
];
const PAGE = 2;

/** Starts it on a free port of this machine. `tls` is { key, cert }. */
export async function startRacklist(tls, token) {
  const server = createServer(tls, (asked, answer) => {
    const say = (status, body) => answer.writeHead(status).end(JSON.stringify(body));
    const { pathname, searchParams } = new URL(asked.url, 'https://racklist');
    if (asked.headers.authorization !== `Bearer ${token}`) return say(401, {});
    if (pathname === '/v1/account') return say(200, { id: 'acct-7', user: 'reader', version: '1.4' });
    const page = Number(searchParams.get('page') ?? 0);
    const machines = MACHINES.slice(page * PAGE, page * PAGE + PAGE);
    say(200, { machines, total: MACHINES.length, ...((page + 1) * PAGE < MACHINES.length && { next: page + 1 }) });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `https://127.0.0.1:${server.address().port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
