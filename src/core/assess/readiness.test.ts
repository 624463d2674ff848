import { describe, expect, it } from 'vitest';
import { deriveReadiness } from './readiness.ts';

describe('readiness', () => {
  it.each([
    { reason: 'a blocker outweighs what is open', counts: [1, 1, 1, 1], readiness: 'not-ready' },
    { reason: 'an open blocker leaves it open', counts: [0, 1, 1, 1], readiness: 'unknown' },
    { reason: 'a warning makes it conditional', counts: [0, 0, 1, 0], readiness: 'conditional' },
    { reason: 'so does an open warning', counts: [0, 0, 0, 1], readiness: 'conditional' },
    { reason: 'nothing speaks against it', counts: [0, 0, 0, 0], readiness: 'ready' },
  ] as const)('$reason', ({ counts: [blockers, openBlockers, warnings, openWarnings], readiness }) => {
    expect(deriveReadiness(blockers, openBlockers, warnings, openWarnings)).toBe(readiness);
  });
});
