/**
 * Racklist, a hosting company that does not exist: its API lists rented machines as JSON. A provider of one file, with
 * nothing of Isthmus in it but the shape of the port.
 *
 * @typedef {{ id: string, name: string, cpus: number, ramMiB: number, running: boolean, macs: string[] }} Machine
 */

import { request } from 'node:https';

/** The version of the port this is written for; Isthmus refuses another one and says so. */
export const portVersion = 1;

const LARGEST_ANSWER = 16 * 1024 * 1024;

export const provider = {
  kind: 'racklist',
  title: 'Racklist',
  platform: 'bare-metal',
  precedence: 150,
  supplies: {
    name: 'field "name"',
    cpuCount: 'field "cpus"',
    memoryMiB: 'field "ramMiB"',
    powerState: 'field "running"',
  },
  live: {
    facets: ['inventory'],
    settings: [
      {
        name: 'address',
        title: 'Address',
        help: 'Address of the API.',
        type: 'text',
        required: true,
        example: 'https://api.racklist.example',
        // Where the token is sent: with another address it must be given again.
        decidesTrust: true,
      },
      {
        name: 'caCertificate',
        title: 'Certificate',
        help: 'Of a private authority.',
        type: 'text',
        multiline: true,
        decidesTrust: true,
      },
    ],
    secrets: [{ name: 'token', title: 'Token', help: 'A token that may read.', required: true }],
    guide: 'racklist.md',
    intervalSeconds: 600,
    connect,
  },
};

async function connect({ sourceId, settings, secrets, signal, clock }) {
  const call = (path) => get(new URL(path, settings.address), secrets.token, settings.caCertificate, signal);
  const account = await call('/v1/account');
  return {
    identity: {
      product: `Racklist API ${account.version}`,
      version: account.version,
      instanceId: account.id,
      endpoint: new URL(settings.address).origin,
      account: account.user,
    },
    inventory: { read: (options) => read(call, sourceId, account.id, clock().toISOString(), options) },
    async [Symbol.asyncDispose]() {},
  };
}

/** Lists everything at each read: Racklist cannot tell what changed. */
async function* read(call, sourceId, scope, observedAt, { signal, onIssue, onProgress }) {
  let rows = 0;
  for (let page = 0; page !== undefined;) {
    signal?.throwIfAborted();
    const { machines, next, total } = await call(`/v1/machines?page=${page}`);
    const items = [];
    for (const machine of machines) {
      const observation = observationOf(machine, sourceId, scope, observedAt);
      if (observation !== undefined) items.push({ type: 'workload', observation });
      else
        onIssue({
          severity: 'warning',
          code: 'MACHINE_WITHOUT_ID',
          where: `page ${page}`,
          message: 'A machine has no id and was left out.',
          fix: 'Ask Racklist why.',
          skipped: true,
        });
    }
    rows += items.length;
    onProgress?.(total > 0 ? Math.min(1, rows / total) : 1, 'reading machines');
    yield { type: 'full', items };
    page = next;
  }
  return { parts: [{ name: 'machines', rows, handling: 'read' }], missing: [] };
}

/** What Racklist does not say is left out: absent is "not known", never false or 0. */
function observationOf(machine, sourceId, scope, observedAt) {
  if (typeof machine?.id !== 'string' || machine.id === '') return undefined;
  return {
    sourceId,
    nativeId: machine.id.toLowerCase(),
    scope,
    observedAt,
    kind: 'vm',
    identity: Array.isArray(machine.macs) ? { macAddresses: machine.macs.map((mac) => mac.toLowerCase()) } : {},
    facts: {
      platform: 'bare-metal',
      ...(typeof machine.name === 'string' && { name: machine.name }),
      ...(Number.isInteger(machine.cpus) && { cpuCount: machine.cpus }),
      ...(Number.isInteger(machine.ramMiB) && { memoryMiB: machine.ramMiB }),
      ...(typeof machine.running === 'boolean' && { powerState: machine.running ? 'on' : 'off' }),
    },
  };
}

/** An error with the code of the page that Isthmus has for it. */
const failure = (code, message) => Object.assign(new Error(message), { code });

/** By what Racklist answers; anything else is no answer of its API. */
const CODES = { 401: 'IST-2203', 403: 'IST-2204', 429: 'IST-2209' };

/**
 * JSON over verified TLS, with an end to how much is taken. What Node.js itself throws of names, connections and
 * certificates is left as it is: Isthmus knows those codes.
 */
function get(url, token, ca, signal) {
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers: { authorization: `Bearer ${token}` }, ca, signal }, (answer) => {
      const chunks = [];
      let size = 0;
      answer.on('data', (chunk) => {
        size += chunk.length;
        if (size > LARGEST_ANSWER) asking.destroy(failure('IST-2206', `${url.host} answers with too much`));
        else chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode } = answer;
        if (statusCode !== 200) {
          const code = CODES[statusCode] ?? (statusCode >= 500 ? 'IST-2207' : 'IST-2205');
          return reject(failure(code, `${url.host} answers ${statusCode}`));
        }
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        } catch {
          reject(failure('IST-2205', `${url.host} does not answer with JSON`));
        }
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}
