/** Tries a source's connection step by step, and says who answers, with which certificate and which rights. */

import type { ConnectionIdentity, Settings } from '../providers/connection.ts';
import { readConnection } from '../store/connections.ts';
import type { ServiceContext } from './context.ts';
import { liveProvider, openConnection } from './source-connection.ts';
import { certificateOf } from './source-certificate.ts';
import type { CertificateStatus } from './source-certificate.ts';
import { resolveSecrets } from './source-secrets.ts';
import { notLive } from './source-not-live.ts';
import { findSource } from './sources.ts';

export interface SourceTest {
  readonly identity: ConnectionIdentity;
  /** Null when the platform is not reached over TLS, or shows none. */
  readonly certificate: CertificateStatus | null;
  readonly lacking: NonNullable<ConnectionIdentity['lacking']>;
  /** What was done, with how long it took. */
  readonly steps: readonly { readonly name: string; readonly milliseconds: number }[];
}

/** Throws IST-2222, IST-2221 for a file, and what stands in the way: IST-2201 to IST-2209, IST-2224, IST-2225. */
export async function testSource(context: ServiceContext, idOrName: string): Promise<SourceTest> {
  const source = await findSource(context, idOrName);
  const record = await readConnection(context.store, source.id);
  if (record === undefined) throw notLive(source.name);
  const steps: SourceTest['steps'][number][] = [];
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const done = await work();
    steps.push({ name, milliseconds: Math.round(performance.now() - from) });
    return done;
  };
  const { live } = await liveProvider(context, source.providerKind);
  const secrets = await timed('secrets', () => resolveSecrets(context, source.id));
  const settings: Settings = record.settings;
  const { signal } = context;
  await using opened = await timed('connect and sign in', () =>
    openConnection(context, live, {
      sourceId: source.id,
      settings,
      secrets,
      ...(signal !== undefined && { signal }),
    }),
  );
  const { identity } = opened.connection;
  const certificate = await timed('certificate', () => certificateOf(identity.endpoint));
  return { identity, certificate, lacking: identity.lacking ?? [], steps };
}
