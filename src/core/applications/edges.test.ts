import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { Dependency } from '../model/estate.ts';
import { calls, end } from './applications.fixture.ts';
import { EdgeBook } from './edges.ts';
import { EndIndex } from './end-index.ts';
import type { WorkloadEnd } from './ends.ts';
import { thresholdsOf } from './noise.ts';
import { serviceNames } from './service-names.ts';

const judged = { names: serviceNames(catalog['service-ports']), thresholds: thresholdsOf(catalog['service-ports']) };

function indexOf(...ends: WorkloadEnd[]): EndIndex {
  const index = new EndIndex();
  for (const each of ends) index.add(each);
  return index;
}

const resolve = (index: EndIndex, from: string, to: string, sourceId = 'flows'): [string | number, string | number] => {
  const pair = index.resolve(from, to, sourceId);
  return [pair.from.id ?? pair.from.candidates, pair.to.id ?? pair.to.candidates];
};

describe('whom a reference means', () => {
  const web = end('web', { addresses: ['10.0.0.5'], fqdn: 'web01.corp.example', name: 'WEB01' });
  const db = end('db', { addresses: ['10.0.0.9', '10.1.0.9'], uuids: ['4200aaaa-0000-0000-0000-000000000001'] });

  it.each<{ reason: string; ends: WorkloadEnd[]; from: string; to: string; means: [string | number, string | number] }>(
    [
      { reason: 'addresses', ends: [web, db], from: 'ip:10.0.0.5', to: 'ip:10.1.0.9', means: ['web', 'db'] },
      {
        reason: 'a short name for a qualified one',
        ends: [web, db],
        from: 'name:web01',
        to: 'name:db',
        means: ['web', 'db'],
      },
      { reason: 'an id', ends: [web, db], from: 'web', to: 'ip:10.0.0.9', means: ['web', 'db'] },
      { reason: 'nobody', ends: [web, db], from: 'ip:8.8.8.8', to: 'ip:10.0.0.9', means: [0, 'db'] },
      {
        reason: 'an address of two, by the name that goes with it',
        ends: [web, db, end('other', { addresses: ['10.0.0.5'] })],
        from: 'name:web01,ip:10.0.0.5',
        to: 'ip:10.0.0.9',
        means: ['web', 'db'],
      },
      {
        reason: 'an address that was given to another since',
        ends: [web, end('new', { addresses: ['10.0.0.7'] }), db],
        from: 'fqdn:web01.corp.example,ip:10.0.0.7',
        to: 'db',
        means: ['web', 'db'],
      },
      {
        reason: 'the clone that is on',
        ends: [web, end('off', { addresses: ['10.0.0.5'], mayTalk: false }), db],
        from: 'ip:10.0.0.5',
        to: 'db',
        means: ['web', 'db'],
      },
      {
        reason: 'two machines of one address: nothing tells',
        ends: [
          web,
          end('twin', { addresses: ['10.0.0.5'] }),
          end('twin2', { addresses: ['10.0.0.5'], sources: ['b'] }),
        ],
        from: 'ip:10.0.0.5',
        to: 'ip:1.2.3.4',
        means: [3, 0],
      },
      {
        reason: 'two sites with one address space: those of one source belong together',
        ends: [
          end('a1', { addresses: ['10.0.0.1'], sources: ['a'] }),
          end('a2', { addresses: ['10.0.0.2'], sources: ['a'] }),
          end('b1', { addresses: ['10.0.0.1'], sources: ['b'] }),
        ],
        from: 'ip:10.0.0.1',
        to: 'ip:10.0.0.2',
        means: ['a1', 'a2'],
      },
      {
        reason: 'two sites with both addresses: ambiguous',
        ends: ['a', 'b'].flatMap((source) => [
          end(`${source}1`, { addresses: ['10.0.0.1'], sources: [source] }),
          end(`${source}2`, { addresses: ['10.0.0.2'], sources: [source] }),
        ]),
        from: 'ip:10.0.0.1',
        to: 'ip:10.0.0.2',
        means: [2, 2],
      },
      {
        reason: 'a pod by its owner',
        ends: [web, end('dep', { kind: 'container', name: 'api', namespace: 'shop' })],
        from: 'pod:shop/api,ip:10.128.0.4',
        to: 'ip:10.0.0.5',
        means: ['dep', 'web'],
      },
    ],
  )('$reason', ({ ends, from, to, means }) => expect(resolve(indexOf(...ends), from, to)).toEqual(means));

  it('prefers machines that the source of the flow lists itself', () => {
    const index = indexOf(
      end('a1', { addresses: ['10.0.0.1'], sources: ['a'] }),
      end('b1', { addresses: ['10.0.0.1'], sources: ['b'] }),
      db,
    );
    expect(resolve(index, 'ip:10.0.0.1', 'db', 'b')).toEqual(['b1', 'db']);
  });
});

describe('edges of an estate', () => {
  const ends = [end('web', { addresses: ['10.0.0.5', '10.9.0.5'] }), end('db', { addresses: ['10.0.0.9'] })];
  const flow = (from: string, to: string, over: Partial<Dependency> = {}): Dependency =>
    calls(`ip:${from}`, `ip:${to}`, {
      port: 1433,
      connections: 10,
      confidencePct: 70,
      flow: { kind: 'flow-log', days: 1 },
      ...over,
    });

  it('joins what two sources and two addresses say of one edge, and is surer of it', () => {
    const book = new EdgeBook(indexOf(...ends));
    book.add({ sourceId: 's1', precedence: 50, doc: flow('10.0.0.5', '10.0.0.9') });
    book.add({ sourceId: 's1', precedence: 50, doc: flow('10.9.0.5', '10.0.0.9') });
    book.add({ sourceId: 's2', precedence: 40, doc: flow('10.0.0.5', '10.0.0.9') });
    const { dependencies } = book.finish(judged);
    expect([...dependencies]).toMatchObject([
      [
        'web.db.tcp.1433',
        {
          service: 'ms-sql-s',
          connections: 20,
          sourceId: 's1',
          alsoStatedBy: ['s2'],
          confidencePct: 82,
          evidence: 'flow records: 20 connections on 1 day; stated by 2 sources',
        },
      ],
    ]);
  });

  it('keeps ends outside the estate per workload, counts them and says why', () => {
    const book = new EdgeBook(
      indexOf(...ends, end('x1', { addresses: ['10.0.0.77'] }), end('x2', { addresses: ['10.0.0.77'] })),
    );
    book.add({ sourceId: 's', precedence: 1, doc: flow('10.0.0.5', '203.0.113.80', { port: 443 }) });
    book.add({ sourceId: 's', precedence: 1, doc: flow('10.9.0.5', '203.0.113.80', { port: 443 }) });
    book.add({ sourceId: 's', precedence: 1, doc: flow('10.0.0.77', '10.0.0.5', { port: 22 }) });
    book.add({ sourceId: 's', precedence: 1, doc: flow('10.0.0.5', '224.0.0.251', { port: 5353, protocol: 'udp' }) });
    book.add({ sourceId: 's', precedence: 1, doc: flow('1.1.1.1', '8.8.8.8') });
    const { external, dependencies } = book.finish(judged);
    expect(dependencies.size).toBe(0);
    expect(book.unresolved.get('s')).toBe(5);
    expect(external).toHaveLength(1);
    expect(external[0]).toMatchObject({ id: 'web', outgoing: 2, incoming: 1 });
    expect(
      external[0]?.ends.map(({ direction, peer, why, zone, connections, noise }) => [
        direction,
        peer,
        why,
        zone,
        connections,
        noise,
      ]),
    ).toEqual([
      ['out', '203.0.113.80', 'unlisted', 'public', 20, undefined],
      ['in', '10.0.0.77', 'ambiguous', 'private', 10, undefined],
      ['out', '224.0.0.251', 'unlisted', 'special', 10, 'broadcast'],
    ]);
  });

  it('leaves what sources state otherwise as it is, and judges noise with the reason in words', () => {
    const book = new EdgeBook(indexOf(end('a'), end('dc', { roles: ['domain-controller'] })));
    book.add({
      sourceId: 's',
      precedence: 1,
      doc: calls('a', 'dc', { port: 389, confidencePct: 33, evidence: 'stated' }),
    });
    const [doc] = [...book.finish(judged).dependencies.values()];
    expect(doc).toMatchObject({
      confidencePct: 33,
      noise: 'directory',
      evidence: 'stated; directory: dc is a domain controller',
    });
  });
});
