/** Calls of the vim25 API over HTTPS: one request, one answer, read as it arrives. Knows of no session but its cookie. */

import { failure } from '../../core/errors/registry.ts';
import { XmlError, DEFAULT_XML_LIMITS } from '../../formats/xml/limits.ts';
import { xmlTrees } from '../../formats/xml/trees.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import type { HttpsClient } from '../../transport/https.ts';
import { faultOf } from './faults.ts';
import type { MoRef } from './nodes.ts';
import { child } from './nodes.ts';
import { envelope } from './request.ts';

export interface Call {
  readonly method: string;
  readonly self: MoRef;
  /** Parameters as XML, from request.ts. */
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Depth of what a call returns: Envelope, Body, …Response, returnval. */
const RESPONSE_DEPTH = 2;
const RETURNVAL_DEPTH = 3;
/** An answer that is no list: the description of one vCenter, the counters it has. */
const SMALL_ANSWER = 64 * 1024 ** 2;

export class SoapClient {
  readonly place: string;
  readonly #https: HttpsClient;
  readonly #maxResponseBytes: number;
  #cookie: string | undefined;
  /** Of the API that is spoken. Servers take an older one than their own. */
  version = '6.5';

  constructor(https: HttpsClient, maxResponseBytes: number) {
    this.#https = https;
    this.place = https.place;
    this.#maxResponseBytes = maxResponseBytes;
  }

  forgetSession(): void {
    this.#cookie = undefined;
  }

  get cookie(): string | undefined {
    return this.#cookie;
  }

  /** What the call returns: undefined for nothing. Throws VimFault, or an error with a code. */
  async call(call: Call): Promise<XmlNode | undefined> {
    return child(await this.response(call), 'returnval');
  }

  /** The whole response element, for calls that return several values. */
  async response(call: Call): Promise<XmlNode> {
    const found: XmlNode[] = [];
    for await (const nodes of this.#answer(call, (_name, depth) => depth === RESPONSE_DEPTH, SMALL_ANSWER)) {
      found.push(...nodes);
    }
    const [response] = found;
    if (response === undefined) throw failure('IST-2205', `${this.place} answers ${call.method} without a response`);
    return response;
  }

  /** The elements inside of each returnval, as they arrive, with those named in `opened` replaced by what is in them. */
  async *stream(call: Call, opened: readonly string[] = []): AsyncGenerator<XmlNode> {
    const wanted = (name: string, depth: number): boolean =>
      depth === RESPONSE_DEPTH ? name === 'Fault' : depth > RETURNVAL_DEPTH && !opened.includes(name);
    for await (const nodes of this.#answer(call, wanted, this.#maxResponseBytes)) yield* nodes;
  }

  async *#answer(
    call: Call,
    wanted: (name: string, depth: number) => boolean,
    maxResponseBytes: number,
  ): AsyncGenerator<readonly XmlNode[]> {
    const { method, self, body = '', signal } = call;
    const response = await this.#https.request({
      method: 'POST',
      path: '/sdk',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `urn:vim25/${this.version}`,
        ...(this.#cookie !== undefined && { cookie: this.#cookie }),
      },
      body: envelope(method, self, body),
      maxResponseBytes,
      ...(signal !== undefined && { signal }),
      repeatable: method !== 'Login',
    });
    this.#keepCookie(response.headers['set-cookie']);
    const type = String(response.headers['content-type'] ?? '');
    // Faults come with status 500. What comes with another status, or as HTML, is not from the API.
    if ((response.status !== 200 && response.status !== 500) || !/xml/i.test(type)) {
      for await (const chunk of response.body) if (chunk.length >= 0) break;
      throw failure(
        response.status === 503 || response.status === 502 ? 'IST-2207' : 'IST-2205',
        `${this.place} answers ${method} with HTTP ${response.status}${type === '' ? '' : ` and ${type.slice(0, 60)}`}`,
      );
    }
    try {
      for await (const nodes of xmlTrees(response.body, wanted, DEFAULT_XML_LIMITS)) {
        const fault = nodes.find(({ name }) => name === 'Fault');
        if (fault !== undefined) throw faultOf(fault);
        yield nodes;
      }
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      const code = error.kind === 'limit' ? 'IST-2206' : 'IST-2205';
      throw failure(code, `${this.place} answers ${method} with XML that is not taken: ${error.message}`);
    }
  }

  /** Only the session's: it is never written anywhere. */
  #keepCookie(header: string | readonly string[] | undefined): void {
    for (const cookie of typeof header === 'string' ? [header] : (header ?? [])) {
      const pair = cookie.split(';')[0]?.trim();
      if (pair !== undefined && /^vmware_soap_session=./.test(pair)) this.#cookie = pair;
    }
  }
}
