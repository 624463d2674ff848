import { expect, it } from 'vitest';
import type { FeedState } from '../core/policy/controls/evidence.ts';
import type { FeedRecord } from '../core/policy/controls/feed.ts';
import { loadCatalog } from './catalog.ts';
import { EvidenceTally } from './evidence-tally.ts';
import { targetIndex } from './evidence-targets.ts';

const recordOf = (state: string): FeedRecord => ({
  feed: 'policy-report',
  target: { label: 'web1' },
  rule: 'a-rule',
  title: 'A rule',
  state: state as FeedState,
  observedAt: null,
  cites: [],
});

it('takes a state that is none as unknown, and says so', async () => {
  const tally = new EvidenceTally((await loadCatalog())['control-mappings'], targetIndex([], []), undefined);
  for (const state of ['pass', 'unknown', 'constructor', '__proto__', 'function Object() { [native code] }']) {
    expect(tally.take({ record: recordOf(state) })?.evidence.state).toBe(state === 'pass' ? 'pass' : 'unknown');
  }
  const { states, doubts, kept } = tally.receipt();
  expect(kept).toBe(5);
  expect(JSON.parse(JSON.stringify(states))).toEqual({ 'policy-report': { pass: 1, unknown: 4 } });
  expect(doubts).toEqual([{ what: 'a state that is none', count: 3, examples: ['a-rule'] }]);
});
