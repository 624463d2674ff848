/** "kubernetes-secret:namespace/name#key": a Secret of the cluster this process runs in, by its service account. */

import { readFile } from 'node:fs/promises';
import type { Resolving } from './secret-reference.ts';
import { withoutLineEnd } from './secret-reference-file.ts';
import { askStore, memberOf } from './secret-reference-https.ts';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
export const SERVICE_ACCOUNT = { token: `${FOLDER}/token`, ca: `${FOLDER}/ca.crt` } as const;

const messageOf = (answer: unknown): string | undefined => {
  const message = memberOf(answer, 'message');
  return typeof message === 'string' ? message : undefined;
};

export async function fromKubernetes(
  rest: string,
  { installation, signal }: Resolving,
  account: typeof SERVICE_ACCOUNT | { readonly token: string; readonly ca: string } = SERVICE_ACCOUNT,
): Promise<string> {
  const match = /^([a-z0-9-]{1,63})\/([a-z0-9.-]{1,253})#([\w.-]+)$/.exec(rest);
  if (match === null || /^\.+$/.test(match[2] ?? ''))
    throw new Error('it is written kubernetes-secret:<namespace>/<name>#<key>');
  const [, namespace = '', name = '', key = ''] = match;
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = installation.variables;
  if (host === undefined) throw new Error('this process does not run in a cluster');
  const [token, caCertificate] = await Promise.all([readFile(account.token, 'utf8'), readFile(account.ca, 'utf8')]);
  const server = host.includes(':') ? `[${host}]` : host;
  const answer = await askStore(
    {
      url: new URL(`https://${server}:${port ?? '443'}/api/v1/namespaces/${namespace}/secrets/${name}`),
      headers: { authorization: `Bearer ${token.trim()}` },
      trust: { caCertificate },
      ...(signal !== undefined && { signal }),
    },
    messageOf,
  );
  const encoded = memberOf(answer, 'data', key);
  if (typeof encoded !== 'string') throw new Error(`the Secret has no key "${key}"`);
  return withoutLineEnd(Buffer.from(encoded, 'base64').toString('utf8'));
}
