/**
 * A kubeconfig as a way to a cluster. It comes from whoever sets up a source and is used by this process, so nothing in
 * it may make the process read a file, run a program or trust anybody without a check.
 */

import { parse as parseYaml } from 'yaml';
import { failure } from '../../../core/errors/registry.ts';
import type { Access } from '../wire/client.ts';
import { flagAt, hasAt, isRecord, listAt, recordAt, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import { pluginHeaders } from './credential-plugin.ts';
import { accountOfCertificate, accountOfToken } from './token-account.ts';

export interface KubeconfigAccess extends Access {
  readonly account?: string;
  readonly namespace?: string;
  readonly clusterName: string;
}

export interface KubeconfigOptions {
  readonly context?: string;
  readonly caCertificate?: string;
  readonly thumbprint?: string;
  readonly credentialPlugins: boolean;
}

const MAX_BYTES = 1024 * 1024;
const FILES = ['certificate-authority', 'client-certificate', 'client-key', 'token-file', 'tokenFile'];

/** Throws IST-2220 with what is wrong in it, in words that quote no value of a user's entry. */
export async function kubeconfigAccess(text: string, options: KubeconfigOptions): Promise<KubeconfigAccess> {
  const config = parsed(text);
  const contextName = options.context ?? textAt(config, 'current-context');
  if (contextName === undefined) throw refused('it has no current context; name one with setting context');
  const context = named(config, 'contexts', contextName);
  const clusterName = textAt(context, 'cluster') ?? '';
  const cluster = named(config, 'clusters', clusterName);
  const user = named(config, 'users', textAt(context, 'user') ?? '');
  refuseUnsafe(cluster, user);
  const server = addressOf(textAt(cluster, 'server'));
  const certificate = decoded(user, 'client-certificate-data');
  const key = decoded(user, 'client-key-data');
  const caCertificate = options.caCertificate ?? decoded(cluster, 'certificate-authority-data');
  const token = textAt(user, 'token')?.trim();
  const namespace = textAt(context, 'namespace');
  const base = {
    server,
    clusterName,
    ...(namespace !== undefined && { namespace }),
    trust: {
      ...(options.thumbprint !== undefined
        ? { thumbprint: options.thumbprint }
        : caCertificate !== undefined && { caCertificate }),
      ...(certificate !== undefined && key !== undefined && { client: { certificate, key } }),
    },
  };
  if (token !== undefined) return { ...base, ...accountIn(accountOfToken(token)), headers: bearer(token) };
  if (certificate !== undefined && key !== undefined) {
    return { ...base, ...accountIn(accountOfCertificate(certificate)), headers: async () => ({}) };
  }
  if (hasAt(user, 'exec') || hasAt(user, 'auth-provider')) {
    return { ...base, headers: await pluginHeaders(text, contextName, options.credentialPlugins) };
  }
  throw refused(`the user of context "${contextName}" has neither a token nor a client certificate with its key`);
}

export const bearer = (token: string): Access['headers'] => {
  if (/[^\x21-\x7e]/.test(token)) throw failure('IST-2220', 'the token holds characters that no token has');
  return async () => ({ authorization: `Bearer ${token}` });
};

const accountIn = (account: string | undefined): { readonly account?: string } =>
  account === undefined ? {} : { account };

const refused = (why: string): Error => failure('IST-2220', `the kubeconfig cannot be used: ${why}`);

function parsed(text: string): Json {
  if (text.length > MAX_BYTES) throw refused('it is larger than 1 MiB');
  let config: unknown;
  try {
    config = parseYaml(text, { maxAliasCount: 0, logLevel: 'error' });
  } catch {
    // The parser would quote the line, which may be the one with the key.
  }
  if (!isRecord(config)) throw refused('it is no YAML or JSON object');
  return config;
}

function named(config: Json, list: 'contexts' | 'clusters' | 'users', name: string): Json {
  const entry = listAt(config, list).find((one) => one['name'] === name);
  const singular = list.slice(0, -1);
  if (entry === undefined) {
    const names = listAt(config, list).flatMap((one) => textAt(one, 'name') ?? []);
    throw refused(`it has no ${singular} "${name}" (it has: ${names.slice(0, 20).join(', ') || 'none'})`);
  }
  return recordAt(entry, singular);
}

function refuseUnsafe(cluster: Json, user: Json): void {
  if (flagAt(cluster, 'insecure-skip-tls-verify') === true) {
    throw refused(
      'insecure-skip-tls-verify is set, which would give the token to whoever answers; give the certificate of the authority (setting caCertificate) or the thumbprint instead',
    );
  }
  for (const key of FILES) {
    if (hasAt(cluster, key) || hasAt(user, key)) {
      throw refused(
        `${key} names a file, and a source may not make Isthmus read files; put the content in with: kubectl config view --raw --flatten --minify`,
      );
    }
  }
  if (hasAt(cluster, 'proxy-url')) throw refused('proxy-url is not supported; use a way without a proxy');
  if (hasAt(cluster, 'tls-server-name'))
    throw refused('tls-server-name is not supported; pin the thumbprint instead (setting thumbprint)');
  if (hasAt(user, 'username') || hasAt(user, 'password')) {
    throw refused('user name and password are no longer accepted by Kubernetes; use a token');
  }
  if (hasAt(user, 'as')) throw refused('impersonation is not supported; use the account itself');
}

/** Throws IST-2220 when it is no https address, or holds a password. */
export function addressOf(text: string | undefined): URL {
  const url = text === undefined || !URL.canParse(text) ? undefined : new URL(text);
  if (url === undefined) throw failure('IST-2220', 'the address of the API server is missing or no address');
  if (url.protocol !== 'https:') throw failure('IST-2220', 'the address of the API server must begin with https://');
  if (url.username !== '' || url.password !== '')
    throw failure('IST-2220', 'the address must not hold a user name or password');
  return url;
}

function decoded(from: Json, key: string): string | undefined {
  const text = textAt(from, key);
  if (text === undefined) return undefined;
  const pem = Buffer.from(text, 'base64').toString('utf8');
  if (!pem.includes('-----BEGIN')) throw refused(`${key} is not a PEM in base64`);
  return pem;
}
