/** Connecting to Azure: settings, the way there, and what a connection offers. */

import type { TokenCredential } from '@azure/core-auth';
import { failure } from '../../core/errors/registry.ts';
import type {
  Connection,
  ConnectionIdentity,
  Connector,
  ConnectRequest,
  SecretField,
  SettingField,
} from '../connection.ts';
import { ArmClient } from './arm-client.ts';
import type { ArmOptions } from './arm-client.ts';
import { cloudOf, CLOUD_NAMES } from './clouds.ts';
import type { Cloud } from './clouds.ts';
import { credentialOf } from './credentials.ts';
import { whyNoSignIn } from './probe.ts';
import { LiveReader } from './read-live.ts';
import { lackingRights } from './rights.ts';
import { Sizes } from './sizes.ts';
import { scopeOf } from './subscriptions.ts';
import type { Scope } from './subscriptions.ts';
import { Tokens } from './tokens.ts';
import { authorities } from './trust.ts';

export const SETTINGS: readonly SettingField[] = [
  {
    name: 'subscriptions',
    title: 'Subscriptions',
    help: 'Ids or names of the subscriptions to read; all that the account may see when absent.',
    type: 'list',
    example: '00000000-0000-0000-0000-000000000000',
  },
  {
    name: 'managementGroups',
    title: 'Management groups',
    help: 'Ids of management groups whose subscriptions are read, instead of naming the subscriptions.',
    type: 'list',
    example: 'mg-platform',
  },
  {
    name: 'tenantId',
    title: 'Tenant',
    help: 'Id of the Microsoft Entra tenant; needed with a secret, otherwise the one of the credential found.',
    type: 'text',
    example: '00000000-0000-0000-0000-000000000000',
  },
  {
    name: 'clientId',
    title: 'Client',
    help: 'Id of the application to sign in as; without a secret, of the managed or workload identity.',
    type: 'text',
    example: '00000000-0000-0000-0000-000000000000',
  },
  {
    name: 'cloud',
    title: 'Cloud',
    help: 'The public cloud when absent; custom takes its endpoints from the three settings below.',
    type: 'choice',
    choices: CLOUD_NAMES,
    decidesTrust: true,
  },
  {
    name: 'resourceManager',
    title: 'Resource Manager endpoint',
    help: 'Of a custom cloud: the address of its Azure Resource Manager.',
    type: 'text',
    example: 'https://management.local.azurestack.external',
    decidesTrust: true,
  },
  {
    name: 'authorityHost',
    title: 'Sign-in endpoint',
    help: 'Of a custom cloud: the address that issues its tokens.',
    type: 'text',
    example: 'https://login.local.azurestack.external',
    decidesTrust: true,
  },
  {
    name: 'audience',
    title: 'Audience',
    help: 'Of a custom cloud: whom a token is for; the Resource Manager endpoint when absent.',
    type: 'text',
    example: 'https://management.local.azurestack.external',
    decidesTrust: true,
  },
  {
    name: 'caCertificate',
    title: 'Authority certificate',
    help: 'PEM of the authority behind the endpoints, for a custom cloud or a proxy that inspects TLS; then no other is trusted.',
    type: 'text',
    multiline: true,
    decidesTrust: true,
  },
];

export const SECRETS: readonly SecretField[] = [
  {
    name: 'clientSecret',
    title: 'Client secret',
    help: 'Secret of the application. Without a secret, environment, workload identity, managed identity and the az command line are asked, in this order.',
  },
  {
    name: 'clientCertificate',
    title: 'Client certificate',
    help: 'Certificate of the application and its private key, both in PEM form, instead of a client secret.',
    multiline: true,
  },
];

export interface ConnectorParts {
  /** Stands for a credential of Azure: for tests. */
  readonly credential?: TokenCredential;
  /** Limits and pauses of the client, other than its own. */
  readonly client?: Partial<Pick<ArmOptions, 'maxBytes' | 'maxThrottledMs' | 'timeoutMs' | 'pause' | 'now'>>;
}

export function azureConnector(parts: ConnectorParts = {}): Connector {
  return {
    facets: ['inventory', 'console'],
    settings: SETTINGS,
    secrets: SECRETS,
    guide: 'azure.md',
    intervalSeconds: 900,
    connect: (request) => connect(request, parts),
  };
}

async function connect(request: ConnectRequest, parts: ConnectorParts): Promise<Connection> {
  const { settings, signal, clock } = request;
  signal?.throwIfAborted();
  const cloud = cloudOf(settings);
  const { now = (): number => Date.now() } = parts.client ?? {};
  const caCertificate = typeof settings['caCertificate'] === 'string' ? settings['caCertificate'] : undefined;
  const tokens = new Tokens({
    credential: () => parts.credential ?? credentialOf(request, cloud),
    scope: `${cloud.audience}/.default`,
    place: new URL(cloud.authorityHost).host,
    whyNot: (asked) => whyNoSignIn(cloud.authorityHost, authorities(caCertificate), asked),
    now,
  });
  const client = new ArmClient({
    origin: cloud.resourceManager,
    tokens,
    caCertificate,
    ...parts.client,
  });
  try {
    const scope = await scopeOf(client, settings, signal);
    const identity = await identityOf(client, cloud, scope, tokens, settings['tenantId'], signal);
    const sizes = new Sizes();
    return {
      identity,
      inventory: {
        read: (read) => {
          const signals = [signal, read.signal].filter((one) => one !== undefined);
          const observing = { sourceId: request.sourceId, observedAt: clock().toISOString() };
          const live = { client, scope, observing, sizes, pause: parts.client?.pause };
          return new LiveReader(live, {
            ...read,
            ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
          }).mutations();
        },
      },
      console: { link: async (nativeId) => portalLink(cloud, identity.instanceId, nativeId) },
      [Symbol.asyncDispose]: () => {
        client.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

async function identityOf(
  client: ArmClient,
  cloud: Cloud,
  scope: Scope,
  tokens: Tokens,
  tenantId: unknown,
  signal: AbortSignal | undefined,
): Promise<ConnectionIdentity> {
  const { subscriptions, hidden } = scope;
  const tenant =
    typeof tenantId === 'string' ? tenantId : subscriptions.map((one) => one.tenantId).find((id) => id !== undefined);
  const account = tokens.account();
  const lacking = [
    ...hidden.map((name) => ({
      right: `any right on subscription ${name}`,
      cost: 'Nothing in it is listed.',
    })),
    ...(await lackingRights(client, subscriptions, signal)),
  ];
  return {
    product: `Azure Resource Manager (${cloud.title})`,
    instanceId: (tenant ?? new URL(cloud.resourceManager).host).toLowerCase(),
    endpoint: cloud.resourceManager,
    ...(account !== undefined && { account }),
    ...(lacking.length > 0 && { lacking }),
  };
}

/** The machine's page in the portal; custom clouds do not say where theirs is. */
function portalLink(cloud: Cloud, tenant: string, nativeId: string): { readonly url: string } {
  if (cloud.portal === undefined) throw failure('IST-2220', 'the portal of a custom cloud is not known');
  const path = nativeId.split('/').map(encodeURIComponent).join('/');
  return { url: `${cloud.portal}/#@${encodeURIComponent(tenant)}/resource${path}` };
}
