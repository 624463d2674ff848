/**
 * A stand-in for the public retail price service, shaped by its published response. Strict where it matters: the
 * version, the form of the filter, letter case of values, pages of at most `pageSize` with a link to the next.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from './certificates.ts';

export type RetailRecord = Readonly<Record<string, unknown>>;

export interface RetailStub extends AsyncDisposable {
  readonly origin: string;
  readonly caCertificate: string;
  readonly asked: URL[];
  pageSize: number;
  records: readonly RetailRecord[];
  /** Answers in the service's place, when it answers; nth counts from 1. */
  fault:
    | ((url: URL, nth: number) => { status: number; headers?: Record<string, string>; text?: string } | undefined)
    | undefined;
}

export async function startRetailStub(records: readonly RetailRecord[]): Promise<RetailStub> {
  const certificates = makeCertificates();
  const server = createServer({ key: certificates.server.key, cert: certificates.server.cert }, (request, response) => {
    answer(stub, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stub: RetailStub = {
    origin: `https://localhost:${port}`,
    caCertificate: certificates.authority.cert,
    asked: [],
    pageSize: 100,
    records,
    fault: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}

function answer(stub: RetailStub, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', stub.origin);
  stub.asked.push(url);
  const fault = stub.fault?.(url, stub.asked.length);
  if (fault !== undefined) {
    response.writeHead(fault.status, fault.headers).end(fault.text ?? '');
    return;
  }
  const filter = url.searchParams.get('$filter');
  const wanted = filter === null ? undefined : parseFilter(filter);
  const currency = /^'([A-Z]{3})'$/.exec(url.searchParams.get('currencyCode') ?? '')?.[1];
  if (
    url.pathname !== '/api/retail/prices' ||
    url.searchParams.get('api-version') !== '2023-01-01-preview' ||
    wanted === undefined ||
    currency === undefined
  ) {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'BadRequest', message: 'Invalid OData parameters supplied' } }));
    return;
  }
  const skip = Number(url.searchParams.get('$skip') ?? '0');
  const matching = stub.records.filter(
    (record) =>
      record['currencyCode'] === currency &&
      wanted.every(({ field, values }) => values.some((value) => value === record[field])),
  );
  const page = matching.slice(skip, skip + stub.pageSize);
  const next = new URL(url);
  next.searchParams.set('$skip', String(skip + stub.pageSize));
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(
    JSON.stringify({
      BillingCurrency: currency,
      CustomerEntityId: 'Default',
      CustomerEntityType: 'Retail',
      Items: page,
      NextPageLink: skip + stub.pageSize < matching.length ? next.href : null,
      Count: page.length,
    }),
  );
}

/** "a eq 'x' and (b eq 'y' or b eq 'z')" and nothing else; undefined for other filters. */
function parseFilter(text: string): { field: string; values: string[] }[] | undefined {
  const parts: { field: string; values: string[] }[] = [];
  for (const part of text.split(' and ')) {
    const inner = part.startsWith('(') && part.endsWith(')') ? part.slice(1, -1) : part;
    const values: string[] = [];
    let field = '';
    for (const term of inner.split(' or ')) {
      const found = /^(\w+) eq '((?:[^']|'')*)'$/.exec(term);
      if (found === null || (field !== '' && field !== found[1])) return undefined;
      field = found[1] ?? '';
      values.push((found[2] ?? '').replaceAll("''", "'"));
    }
    parts.push({ field, values });
  }
  return parts;
}
