import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageSplitter, encodeMessage } from './message.ts';
import type { Message } from './message.ts';
import { readDomain, readParameters, writeDomain } from './types.ts';
import { MAX_STRING_BYTES, XdrError, XdrReader, XdrWriter } from './xdr.ts';

const reader = (...bytes: number[]): XdrReader => new XdrReader(Buffer.from(bytes));

describe('XDR', () => {
  test('what is written is read again, padded to four bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.option(fc.string()), fc.integer(), (text, maybe, number) => {
        const bytes = new XdrWriter()
          .string(text)
          .optionalString(maybe ?? undefined)
          .int(number | 0)
          .bytes();
        expect(bytes.length % 4).toBe(0);
        const back = new XdrReader(bytes);
        expect(back.string()).toBe(Buffer.from(text).toString());
        expect(back.optionalString() ?? null).toBe(maybe === null ? null : Buffer.from(maybe).toString());
        expect(back.int()).toBe(number | 0);
        expect(back.remaining).toBe(0);
      }),
    );
  });

  test('a domain is written as it is read', () => {
    const domain = { name: 'web01', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: -1 };
    expect(readDomain(new XdrReader(writeDomain(new XdrWriter(), domain).bytes()))).toEqual(domain);
  });

  test('every type of parameter is read, an unknown one refused', () => {
    const bytes = new XdrWriter();
    bytes.uint(3).string('a').int(1).int(-5).string('b').int(6).int(1).string('c').int(7).string('text');
    expect([...readParameters(new XdrReader(bytes.bytes()), 10)]).toEqual([
      ['a', -5],
      ['b', true],
      ['c', 'text'],
    ]);
    const unknown = new XdrWriter().uint(1).string('a').int(99).int(0).bytes();
    expect(() => readParameters(new XdrReader(unknown), 10)).toThrow(XdrError);
  });

  test.each([
    { reason: 'a number that is cut off', read: () => reader(0, 0, 1).int() },
    { reason: 'a string longer than the message', read: () => reader(0, 0, 0, 9, 65).string() },
    {
      reason: 'a string longer than any',
      read: () => new XdrReader(Buffer.alloc(MAX_STRING_BYTES + 9, 0x7f)).string(),
    },
    { reason: 'a list longer than the message', read: () => reader(0, 0, 1, 0, 0, 0).list(1000, 4, (r) => r.int()) },
    { reason: 'a list longer than it may be', read: () => reader(0, 0, 0, 9).list(8, 0, () => 1) },
    { reason: 'neither true nor false', read: () => reader(0, 0, 0, 2).flag() },
  ])('refuses $reason', ({ read }) => {
    expect(read).toThrow(XdrError);
  });

  test('bytes at random are read or refused, and never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readParameters(new XdrReader(Buffer.from(bytes)), 100);
        } catch (error) {
          expect(error).toBeInstanceOf(XdrError);
        }
      }),
    );
  });
});

describe('messages', () => {
  const message = (serial: number, payload: Buffer): Message => ({
    program: 0x20008086,
    procedure: 1,
    type: 1,
    serial,
    status: 0,
    payload,
  });

  test('are the same however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 97 }),
        (payloads, cut) => {
          const messages = payloads.map((payload, index) => message(index, Buffer.from(payload)));
          const stream = Buffer.concat(messages.map(encodeMessage));
          const splitter = new MessageSplitter();
          const found: Message[] = [];
          for (let at = 0; at < stream.length; at += cut) found.push(...splitter.take(stream.subarray(at, at + cut)));
          expect(found.map(({ serial, payload }) => [serial, payload.toString('hex')])).toEqual(
            messages.map(({ serial, payload }) => [serial, payload.toString('hex')]),
          );
        },
      ),
    );
  });

  test.each([
    { reason: 'longer than libvirt sends', bytes: Buffer.from([0x7f, 0xff, 0xff, 0xff]) },
    { reason: 'shorter than its own header', bytes: Buffer.from([0, 0, 0, 8, 0, 0, 0, 0]) },
    { reason: 'of another protocol', bytes: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') },
  ])('are refused when $reason, before anything is set aside', ({ bytes }) => {
    expect(() => [...new MessageSplitter().take(bytes)]).toThrow(XdrError);
  });
});
