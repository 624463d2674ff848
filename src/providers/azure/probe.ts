/** Why a sign-in service cannot be reached: the library that signs in does not tell. Sends nothing but a bare request. */

import { failure } from '../../core/errors/registry.ts';
import { wireFailure } from './wire-failure.ts';

/** The failure on the way there; when there is none, that what answers is no sign-in service. */
export async function whyNoSignIn(
  address: string,
  ca: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const { createDefaultHttpClient, createEmptyPipeline, createPipelineRequest, proxyPolicy } =
    await import('@azure/core-rest-pipeline');
  const { host } = new URL(address);
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  const request = createPipelineRequest({
    url: `${address}/`,
    method: 'HEAD',
    timeout: 10_000,
    ...(signal !== undefined && { abortSignal: signal }),
  });
  request.tlsSettings = { ca: [...ca] };
  try {
    await pipeline.sendRequest(createDefaultHttpClient(), request);
  } catch (error) {
    signal?.throwIfAborted();
    return wireFailure(error, host, 'connecting') ?? failure('IST-2201', `${host} did not answer`);
  }
  return failure('IST-2203', `${host} does not know the tenant, or is no sign-in service`, {
    hint: 'Check tenantId, and for a custom cloud authorityHost.',
  });
}
