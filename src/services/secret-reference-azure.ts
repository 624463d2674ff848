/** "azure-keyvault:https://name.vault.azure.net/secrets/x": Azure Key Vault, by DefaultAzureCredential. */

import type { TokenCredential } from '@azure/core-auth';
import type { TlsTrust } from '../transport/tls.ts';
import type { Resolving } from './secret-reference.ts';
import { askStore, memberOf } from './secret-reference-https.ts';

const API_VERSION = '7.4';
/** Where tokens of Key Vault may be sent: the clouds' own domains. */
const DOMAINS = ['vault.azure.net', 'vault.azure.cn', 'vault.usgovcloudapi.net'];

/** How it is reached. Tests give their own; nobody else does. */
export interface KeyVaultAccess {
  readonly credential: TokenCredential;
  readonly trust?: TlsTrust;
  /** Address to ask in place of the vault's own. */
  readonly address?: URL;
}

const messageOf = (answer: unknown): string | undefined => {
  const message = memberOf(answer, 'error', 'message');
  return typeof message === 'string' ? message : undefined;
};

export async function fromKeyVault(rest: string, { signal }: Resolving, access?: KeyVaultAccess): Promise<string> {
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  const domain = DOMAINS.find((known) => url?.hostname.endsWith(`.${known}`) === true);
  if (url === undefined || domain === undefined || url.protocol !== 'https:' || url.port !== '')
    throw new Error(`it is written azure-keyvault:https://<vault>.${DOMAINS[0] ?? ''}/secrets/<name>`);
  const path = /^\/secrets\/[A-Za-z0-9-]{1,127}(\/[0-9a-f]{32})?$/.exec(url.pathname);
  if (path === null) throw new Error('after the vault it goes on with /secrets/<name> and perhaps a version');
  const { credential, trust, address } = access ?? { credential: await defaultCredential() };
  const token = await credential.getToken(`https://${domain}/.default`, { ...(signal && { abortSignal: signal }) });
  if (token === null) throw new Error('there is no Azure sign-in');
  const answer = await askStore(
    {
      url: new URL(`${path[0]}?api-version=${API_VERSION}`, address ?? url),
      headers: { authorization: `Bearer ${token.token}` },
      ...(trust !== undefined && { trust }),
      ...(signal !== undefined && { signal }),
    },
    messageOf,
  );
  const value = memberOf(answer, 'value');
  if (typeof value !== 'string') throw new Error('the vault gives no text');
  return value;
}

async function defaultCredential(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
}
