/** Access tokens: kept until shortly before they end, renewed at once when the service says that one is no longer good. */

import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import { wireFailure } from './wire-failure.ts';

/** A token that ends within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 5 * 60_000;

export interface SignIn {
  /** A new one each time, without the tokens that the last one remembers. */
  readonly credential: () => Promise<TokenCredential> | TokenCredential;
  readonly scope: string;
  /** What messages call the sign-in service. */
  readonly place: string;
  /** Why it cannot be reached, when the credential does not say. */
  readonly whyNot: (signal: AbortSignal | undefined) => Promise<unknown>;
  readonly now: () => number;
}

export class Tokens {
  readonly #signIn: SignIn;
  #credential: TokenCredential | undefined;
  #token: AccessToken | undefined;

  constructor(signIn: SignIn) {
    this.#signIn = signIn;
  }

  /** Throws IST-2201, IST-2202 or IST-2203. `claims`: what the service asked for when it refused the last one. */
  async get(signal: AbortSignal | undefined, claims?: string): Promise<string> {
    const known = this.#token;
    if (claims === undefined && known !== undefined && known.expiresOnTimestamp - this.#signIn.now() > RENEW_BEFORE_MS)
      return known.token;
    this.#token = await this.#fetch(signal, claims);
    return this.#token.token;
  }

  /** The service refused the token that get() gave: neither it nor what the credential remembers is used again. */
  forget(): void {
    this.#token = undefined;
    this.#credential = undefined;
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
    const { place, scope, whyNot } = this.#signIn;
    this.#credential ??= await this.#signIn.credential();
    try {
      const token = await this.#credential.getToken(scope, {
        ...(signal !== undefined && { abortSignal: signal }),
        ...(claims !== undefined && { claims }),
        enableCae: true,
      });
      if (token === null) throw failure('IST-2203', `${place} gave no token`);
      return token;
    } catch (error) {
      signal?.throwIfAborted();
      if (UNREACHED.test(messageOf(error))) throw await whyNot(signal);
      throw signInFailure(error, place);
    }
  }
}

/** The library's words for a sign-in service that it could not ask. */
const UNREACHED = /endpoints_resolution_error|network_error|no_network_connectivity/;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** The library's own messages hold the whole request; only the service's code and first sentence are passed on. */
function signInFailure(error: unknown, place: string): unknown {
  if (error instanceof IsthmusError) return error;
  const wire = wireFailure(error, place, 'connecting');
  if (wire !== undefined) return wire;
  const said = sentenceOf(messageOf(error));
  if (said !== undefined) return failure('IST-2203', said);
  const name = error instanceof Error ? error.name : '';
  if (name !== 'CredentialUnavailableError' && name !== 'AggregateAuthenticationError')
    return failure('IST-2203', `${place} refuses the sign-in`);
  return failure(
    'IST-2203',
    'no credential was found: environment, workload identity, managed identity and the az command line were asked',
    { hint: 'Give tenantId, clientId and the secret clientSecret or clientCertificate, or sign in with az login.' },
  );
}

/** "AADSTS7000215: Invalid client secret provided." */
function sentenceOf(message: string): string | undefined {
  const found = /AADSTS\d+: [^.\r\n]{1,200}/.exec(message)?.[0];
  return found === undefined ? undefined : `${found}.`;
}
