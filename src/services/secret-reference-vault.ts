/**
 * "vault:secret/vcenter#password": HashiCorp Vault, key-value engine version 2, at VAULT_ADDR with VAULT_TOKEN, or with
 * VAULT_ROLE by the service account of the pod it runs in (Kubernetes auth). VAULT_CACERT and VAULT_NAMESPACE count too.
 */

import { readFile } from 'node:fs/promises';
import type { TlsTrust } from '../transport/tls.ts';
import type { Resolving } from './secret-reference.ts';
import { askStore, memberOf } from './secret-reference-https.ts';
import { SERVICE_ACCOUNT } from './secret-reference-kubernetes.ts';

const errorsOf = (answer: unknown): string | undefined => {
  const errors = memberOf(answer, 'errors');
  return Array.isArray(errors) && errors.length > 0 ? errors.join('; ') : undefined;
};

export async function fromVault(rest: string, { installation, signal }: Resolving): Promise<string> {
  const { variables } = installation;
  const match = /^([^/#]+)\/([^#]+)#(.+)$/.exec(rest);
  if (match === null) throw new Error('it is written vault:<engine>/<path>#<field>');
  const [, engine = '', path = '', field = ''] = match;
  const address = variables['VAULT_ADDR'];
  if (address === undefined || !URL.canParse(address)) throw new Error('VAULT_ADDR is not set to an address');
  const trust = await trustOf(variables['VAULT_CACERT']);
  const namespace = variables['VAULT_NAMESPACE'];
  const common = {
    ...(trust !== undefined && { trust }),
    ...(signal !== undefined && { signal }),
  };
  const spaced: Record<string, string> = namespace === undefined ? {} : { 'x-vault-namespace': namespace };
  const login = async (): Promise<string> => {
    const role = variables['VAULT_ROLE'];
    if (role === undefined) throw new Error('neither VAULT_TOKEN nor VAULT_ROLE is set');
    const jwt = await readFile(variables['VAULT_JWT_FILE'] ?? SERVICE_ACCOUNT.token, 'utf8');
    const mount = variables['VAULT_AUTH_MOUNT'] ?? 'kubernetes';
    const answer = await askStore(
      {
        ...common,
        url: new URL(`/v1/auth/${encodeURI(mount)}/login`, address),
        method: 'POST',
        headers: spaced,
        body: { role, jwt: jwt.trim() },
      },
      errorsOf,
    );
    const token = memberOf(answer, 'auth', 'client_token');
    if (typeof token !== 'string') throw new Error('the sign-in gives no token');
    return token;
  };
  const token = variables['VAULT_TOKEN'] ?? (await login());
  const inner = path
    .replace(/^data\//, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  const answer = await askStore(
    {
      ...common,
      url: new URL(`/v1/${encodeURIComponent(engine)}/data/${inner}`, address),
      headers: { ...spaced, 'x-vault-token': token },
    },
    errorsOf,
  );
  const value = memberOf(answer, 'data', 'data', field);
  if (typeof value !== 'string') throw new Error(`there is no text in its field "${field}"`);
  return value;
}

async function trustOf(file: string | undefined): Promise<TlsTrust | undefined> {
  return file === undefined ? undefined : { caCertificate: await readFile(file, 'utf8') };
}
