import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound } from './bound.ts';
import { aloneSeconds, schedule } from './schedule.ts';
import type { Job, Shared } from './schedule.ts';
import { TimerQueue } from './timer-queue.ts';

const job = (id: string, over: Partial<Job> = {}): Job => ({
  id,
  method: 'forklift-vddk',
  host: null,
  line: 'wan',
  places: 1,
  beforeSeconds: 0,
  copyMiB: 1000,
  streamMiBps: 100,
  hostMiBps: Infinity,
  afterSeconds: 0,
  checkSeconds: 0,
  ...over,
});

const shared = (over: { places?: number; perHost?: number; line?: number; checkers?: number } = {}): Shared => ({
  methodPlaces: () => over.places ?? Infinity,
  hostPlaces: () => over.perHost ?? Infinity,
  lineMiBps: () => over.line ?? Infinity,
  checkers: over.checkers ?? 10,
});

const jobs = (count: number, over: Partial<Job> = {}): Job[] =>
  Array.from({ length: count }, (_, index) => job(`w${String(index).padStart(3, '0')}`, over));

describe('moves that share', () => {
  it('nothing run side by side at their own speed', () => {
    expect(schedule(jobs(5), shared()).seconds).toBeCloseTo(10, 6);
  });

  it('a line split it evenly', () => {
    expect(schedule(jobs(5), shared({ line: 100 })).seconds).toBeCloseTo(50, 6);
  });

  it('a line give what a slow copy leaves to the others', () => {
    // 20 MiB/s at most for the slow one, so 80 for the other: 1,000 MiB in 12.5 s; then the slow one goes on alone.
    const { spans } = schedule([job('fast'), job('slow', { streamMiBps: 20 })], shared({ line: 100 }));
    expect(spans.map(({ moved }) => Math.round(moved * 100) / 100)).toEqual([12.5, 50]);
  });

  it('places run one after the other, the longest first', () => {
    const { spans, seconds } = schedule(
      [job('short', { copyMiB: 100 }), job('long', { copyMiB: 2000 }), job('middle')],
      shared({ places: 1 }),
    );
    expect(seconds).toBeCloseTo(31, 6);
    expect(spans.toSorted((a, b) => a.start - b.start).map(({ id }) => id)).toEqual(['long', 'middle', 'short']);
  });

  it('a host wait for it while others go on', () => {
    const onHosts = [
      job('a1', { host: 'a' }),
      job('a2', { host: 'a' }),
      job('b1', { host: 'b' }),
      job('x1'),
      job('x2'),
    ];
    const { seconds, spans } = schedule(onHosts, shared({ perHost: 1 }));
    expect(seconds).toBeCloseTo(20, 6);
    expect(spans.filter(({ start }) => start === 0)).toHaveLength(4);
  });

  it('what one host reads share that', () => {
    const two = [job('a1', { host: 'a', hostMiBps: 100 }), job('a2', { host: 'a', hostMiBps: 100 })];
    expect(schedule(two, shared()).seconds).toBeCloseTo(20, 6);
  });

  it('a machine with more disks than places runs alone, and does not wait for ever', () => {
    const wide = [job('wide', { places: 60 }), job('a', { places: 1 }), job('b', { places: 1 })];
    expect(schedule(wide, shared({ places: 52 })).seconds).toBeCloseTo(20, 6);
  });

  it('people look at them, so many at a time, while others are still moved', () => {
    expect(schedule(jobs(4, { checkSeconds: 60 }), shared({ checkers: 2 })).seconds).toBeCloseTo(130, 6);
  });

  it('a full line does not get ever more copies, which delays nobody', () => {
    const { seconds, spans } = schedule(jobs(1000, { copyMiB: 100 }), shared({ line: 100 }));
    expect(seconds).toBeCloseTo(1000, 3);
    expect(spans.filter(({ start }) => start === 0)).toHaveLength(200);
    expect(schedule(jobs(1000, { copyMiB: 100 }), shared({ line: 1e9 })).seconds).toBeCloseTo(1, 6);
  });

  it('nothing but handling when there is nothing to copy', () => {
    expect(schedule([job('x', { copyMiB: 0, beforeSeconds: 3, afterSeconds: 4 })], shared({ line: 1 })).seconds).toBe(
      7,
    );
    expect(schedule([], shared())).toEqual({ seconds: 0, spans: [] });
  });
});

const anyJob = fc
  .record({
    host: fc.constantFrom(null, 'a', 'b'),
    line: fc.constantFrom('wan', 'lan'),
    method: fc.constantFrom('one', 'two'),
    places: fc.integer({ min: 1, max: 6 }),
    beforeSeconds: fc.integer({ min: 0, max: 600 }),
    copyMiB: fc.integer({ min: 0, max: 1_000_000 }),
    streamMiBps: fc.integer({ min: 5, max: 300 }),
    afterSeconds: fc.integer({ min: 0, max: 600 }),
    checkSeconds: fc.integer({ min: 0, max: 3600 }),
  })
  .map((over) => ({ ...over, hostMiBps: over.host === null ? Infinity : 200 }));
const anyJobs = fc
  .array(anyJob, { minLength: 1, maxLength: 25 })
  .map((list) => list.map((over, index) => job(`w${index}`, over)));
const anyShared = fc
  .record({
    places: fc.integer({ min: 1, max: 8 }),
    perHost: fc.integer({ min: 1, max: 4 }),
    line: fc.integer({ min: 10, max: 500 }),
    checkers: fc.integer({ min: 1, max: 5 }),
  })
  .map(shared);

describe('whatever is moved', () => {
  it('no schedule is faster than its bound, or slower than one after the other', () => {
    fc.assert(
      fc.property(anyJobs, anyShared, (list, over) => {
        const { seconds } = schedule(list, over);
        expect(seconds).toBeGreaterThanOrEqual(lowerBound(list, over).seconds * (1 - 1e-9));
        const serial = list.reduce((sum, each) => sum + aloneSeconds(each, over) + each.checkSeconds, 0);
        expect(seconds).toBeLessThanOrEqual(serial * (1 + 1e-9) + 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('places are never overdrawn, unless by one that runs alone', () => {
    fc.assert(
      fc.property(anyJobs, fc.integer({ min: 1, max: 8 }), (list, places) => {
        const { spans } = schedule(list, shared({ places }));
        const byId = new Map(list.map((each) => [each.id, each]));
        for (const { start } of spans) {
          for (const method of ['one', 'two']) {
            const there = spans.filter(
              (span) => span.start <= start && start < span.moved && byId.get(span.id)?.method === method,
            );
            const used = there.reduce((sum, { id }) => sum + (byId.get(id)?.places ?? 0), 0);
            expect(used <= places || there.length === 1).toBe(true);
          }
        }
      }),
    );
  });

  it('the order they are named in does not matter', () => {
    fc.assert(
      fc.property(anyJobs, anyShared, (list, over) => {
        expect(schedule(list.toReversed(), over).seconds).toBeCloseTo(schedule(list, over).seconds, 6);
      }),
    );
  });
});

describe('timers', () => {
  it('come in the order of time, and of adding at one time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (times) => {
        const queue = new TimerQueue<{ at: number; nth: number }>();
        times.forEach((at, nth) => queue.add(at, { at, nth }));
        const taken = times.map(() => queue.take());
        expect(taken).toEqual(times.map((at, nth) => ({ at, nth })).toSorted((a, b) => a.at - b.at || a.nth - b.nth));
        expect([queue.size, queue.nextAt, queue.take()]).toEqual([0, Infinity, undefined]);
      }),
    );
  });
});
