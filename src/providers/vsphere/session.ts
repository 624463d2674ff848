/** A signed-in session with a vCenter or ESXi host: signs in, signs in again when the session ended, signs out. */

import { setTimeout as sleep } from 'node:timers/promises';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { pauseMs } from '../../transport/retry.ts';
import { VimFault, isTransient, told } from './faults.ts';
import type { MoRef } from './nodes.ts';
import { child, refAt, textAt } from './nodes.ts';
import { element } from './request.ts';
import type { Call, SoapClient } from './soap.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** How often a piece of work is begun again after the session ended or the connection broke. */
const MOST_ATTEMPTS = 4;
const PAUSES = { firstPauseMs: 500, longestPauseMs: 8000 };
const SERVICE: MoRef = { type: 'ServiceInstance', value: 'ServiceInstance' };

/** What the account may not see ends as missing properties; the end of a session may come in the same clothes. */
export const sessionEnded = (): VimFault => new VimFault('NotAuthenticated', 'The session is not authenticated.');

export class VimSession implements AsyncDisposable {
  readonly soap: SoapClient;
  readonly #credentials: Credentials;
  readonly #signal: AbortSignal | undefined;
  #content: XmlNode | undefined;
  #user: XmlNode | undefined;
  /** One more for each sign-in: views and filters of an earlier one are gone. */
  #epoch = 0;

  constructor(soap: SoapClient, credentials: Credentials, signal?: AbortSignal) {
    this.soap = soap;
    this.#credentials = credentials;
    this.#signal = signal;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Product, version and instance UUID. */
  get about(): XmlNode | undefined {
    return child(this.#content, 'about');
  }

  /** The user session: key, userName, loginTime. */
  get user(): XmlNode | undefined {
    return this.#user;
  }

  /** Reference to one of the server's own objects, such as "propertyCollector"; undefined where it has none. */
  manager(name: string): MoRef | undefined {
    return refAt(this.#content, name);
  }

  /** The same, for those that every server has. */
  needed(name: string): MoRef {
    const found = this.manager(name);
    if (found === undefined) throw failure('IST-2205', `${this.soap.place} names no ${name}`);
    return found;
  }

  /** Throws IST-2203 when the account is refused, IST-2205 when no vSphere answers. */
  async open(): Promise<void> {
    await this.attempted(async () => {
      this.#content = await this.soap.call({ method: 'RetrieveServiceContent', self: SERVICE, ...this.#aborting() });
    });
    const version = textAt(this.about, 'apiVersion');
    if (this.manager('rootFolder') === undefined || version === undefined) {
      throw failure('IST-2205', `${this.soap.place} does not answer as a vCenter or ESXi host does`);
    }
    this.soap.version = version;
    await this.attempted(() => this.#signIn(), 'Login');
  }

  /** One call; begun again when that may help. */
  async call(call: Call): Promise<XmlNode | undefined> {
    return this.attempted(() => this.soap.call({ ...this.#aborting(), ...call }), call.method);
  }

  async response(call: Call): Promise<XmlNode> {
    return this.attempted(() => this.soap.response({ ...this.#aborting(), ...call }), call.method);
  }

  /** Does the work again when the session ended (after signing in again) or the way was broken (after a pause). */
  async attempted<T>(work: () => Promise<T>, method = 'a request'): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        await this.recover(error, attempt, method);
      }
    }
  }

  /** Makes ready for the next attempt, or throws what nothing can be done about, with a code. */
  async recover(error: unknown, attempt: number, method: string): Promise<void> {
    this.#signal?.throwIfAborted();
    if (attempt >= MOST_ATTEMPTS || !worthAnotherTry(error)) {
      throw error instanceof VimFault ? told(error, this.soap.place, method) : error;
    }
    if (error instanceof VimFault && error.type === 'NotAuthenticated') {
      if (method !== 'Login') await this.#signIn();
      return;
    }
    await sleep(pauseMs(attempt, PAUSES, Math.random()), undefined, this.#aborting());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.soap.cookie === undefined) return;
    const signal = AbortSignal.timeout(5000);
    // The server ends the session by itself when this does not arrive.
    await this.soap.call({ method: 'Logout', self: this.needed('sessionManager'), signal }).catch(() => undefined);
    this.soap.forgetSession();
  }

  async #signIn(): Promise<void> {
    this.soap.forgetSession();
    const { user, password } = this.#credentials;
    const body = element('userName', user) + element('password', password) + element('locale', 'en_US');
    const self = this.needed('sessionManager');
    try {
      this.#user = await this.soap.call({ method: 'Login', self, body, ...this.#aborting() });
    } catch (error) {
      if (error instanceof VimFault && !isTransient(error)) throw told(error, this.soap.place, 'Login');
      throw error;
    }
    this.#epoch += 1;
  }

  #aborting(): { readonly signal?: AbortSignal } {
    return this.#signal === undefined ? {} : { signal: this.#signal };
  }
}

function worthAnotherTry(error: unknown): boolean {
  if (error instanceof VimFault) return error.type === 'NotAuthenticated' || isTransient(error);
  return error instanceof IsthmusError && error.code === 'IST-2207';
}
