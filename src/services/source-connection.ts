/** Opens a live connection of a source, and says who answered. */

import { failure } from '../core/errors/registry.ts';
import type { Connection, Connector, Inventory, Settings } from '../providers/connection.ts';
import type { Provider } from '../providers/provider.ts';
import type { ServiceContext } from './context.ts';
import { scrubber } from './source-scrub.ts';
import type { Scrub } from './source-scrub.ts';

export interface LiveProvider extends Provider {
  readonly live: Connector;
}

/** Throws IST-2221 for a kind that is unknown or cannot be connected. */
export async function liveProvider(context: ServiceContext, kind: string): Promise<LiveProvider> {
  const { providers, packages } = await context.installation.providers();
  const provider = providers.find((candidate) => candidate.kind === kind);
  if (provider?.live !== undefined) return { ...provider, live: provider.live };
  const live = providers.filter((candidate) => candidate.live !== undefined).map((candidate) => candidate.kind);
  const broken = packages.filter(({ problem }) => problem !== undefined).map(({ name }) => name);
  const lost = broken.length === 0 ? '' : `; ${broken.join(', ')} could not be loaded`;
  throw failure('IST-2221', `"${kind}" cannot be connected; what can is ${live.sort().join(', ')}${lost}`, {
    ...(provider === undefined && {
      hint: 'The kind of a provider package is known where ISTHMUS_PROVIDERS names the package: isthmus doctor',
    }),
  });
}

export interface OpenedConnection extends AsyncDisposable {
  readonly connection: Connection;
  readonly scrub: Scrub;
}

export interface OpenRequest {
  readonly sourceId: string;
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
  /** Ends connecting and everything the connection does later. */
  readonly signal?: AbortSignal;
}

/** Throws IST-2201 to IST-2209 and IST-2220, without any secret in them. */
export async function openConnection(
  context: ServiceContext,
  connector: Connector,
  request: OpenRequest,
): Promise<OpenedConnection> {
  const scrub = scrubber(request.secrets);
  try {
    const connection = await connector.connect({ ...request, clock: context.clock });
    return {
      connection: scrubbed(connection, scrub),
      scrub,
      [Symbol.asyncDispose]: () => closeQuietly(connection),
    };
  } catch (error) {
    throw scrub.error(error);
  }
}

/** What is stored and shown of who answered and of what was listed is without secrets, too. */
function scrubbed(connection: Connection, scrub: Scrub): Connection {
  const { identity, inventory, power, console } = connection;
  return {
    identity: scrub.identity(identity),
    ...(inventory !== undefined && { inventory: { read: (request) => endScrubbed(inventory.read(request), scrub) } }),
    ...(power !== undefined && { power }),
    ...(console !== undefined && { console }),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

async function* endScrubbed(mutations: ReturnType<Inventory['read']>, scrub: Scrub): ReturnType<Inventory['read']> {
  return scrub.end(yield* mutations);
}

/** What a platform says while it is left changes nothing. */
async function closeQuietly(connection: Connection): Promise<void> {
  await Promise.resolve(connection[Symbol.asyncDispose]()).catch(() => undefined);
}

/** Host of an endpoint, by which connections to it are counted. */
export function hostOf(endpoint: string): string {
  if (URL.canParse(endpoint)) {
    const { host } = new URL(endpoint);
    if (host !== '') return host.toLowerCase();
  }
  return endpoint.toLowerCase().slice(0, 200);
}
