/** Access tokens: kept until shortly before they end, renewed at once when the service says that one is no longer good. */

import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import { wireFailure } from './wire-failure.ts';

/** A token that ends within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 5 * 60_000;

export class Tokens {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  readonly #place: string;
  readonly #now: () => number;
  #token: AccessToken | undefined;

  /** `place` is what messages call the sign-in service. */
  constructor(credential: TokenCredential, scope: string, place: string, now: () => number) {
    this.#credential = credential;
    this.#scope = scope;
    this.#place = place;
    this.#now = now;
  }

  /** Throws IST-2201, IST-2202 or IST-2203. `claims`: what the service asked for when it refused the last one. */
  async get(signal: AbortSignal | undefined, claims?: string): Promise<string> {
    const known = this.#token;
    if (claims === undefined && known !== undefined && known.expiresOnTimestamp - this.#now() > RENEW_BEFORE_MS)
      return known.token;
    this.#token = await this.#fetch(signal, claims);
    return this.#token.token;
  }

  /** The service refused the token that get() gave. */
  forget(): void {
    this.#token = undefined;
  }

  /** Whom the token names, as far as it can be read: a user, else the application. */
  account(): string | undefined {
    const payload = this.#token?.token.split('.')[1];
    if (payload === undefined) return undefined;
    try {
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
      const names = [claims['upn'], claims['unique_name'], claims['app_displayname'], claims['appid'], claims['oid']];
      return names.find((name) => typeof name === 'string')?.slice(0, 200);
    } catch {
      return undefined;
    }
  }

  async #fetch(signal: AbortSignal | undefined, claims: string | undefined): Promise<AccessToken> {
    signal?.throwIfAborted();
    try {
      const token = await this.#credential.getToken(this.#scope, {
        ...(signal !== undefined && { abortSignal: signal }),
        ...(claims !== undefined && { claims }),
        enableCae: true,
      });
      if (token === null) throw failure('IST-2203', `${this.#place} gave no token`);
      return token;
    } catch (error) {
      signal?.throwIfAborted();
      throw signInFailure(error, this.#place);
    }
  }
}

/** The library's own messages hold the whole request; only the service's code and first sentence are passed on. */
function signInFailure(error: unknown, place: string): unknown {
  if (error instanceof IsthmusError) return error;
  const wire = wireFailure(error, place, 'connecting');
  if (wire !== undefined) return wire;
  const { name, message } = error instanceof Error ? error : new Error('');
  if (name === 'CredentialUnavailableError' || name === 'AggregateAuthenticationError') {
    const said = sentenceOf(message);
    return failure(
      'IST-2203',
      said ??
        'no credential was found: environment, workload identity, managed identity and the az command line were asked',
      { hint: 'Give tenantId, clientId and the secret clientSecret or clientCertificate, or sign in with az login.' },
    );
  }
  return failure('IST-2203', sentenceOf(message) ?? `${place} refuses the sign-in`);
}

/** "AADSTS7000215: Invalid client secret provided." */
function sentenceOf(message: string): string | undefined {
  const found = /AADSTS\d+: [^.\r\n]{1,200}/.exec(message)?.[0];
  return found === undefined ? undefined : `${found}.`;
}
