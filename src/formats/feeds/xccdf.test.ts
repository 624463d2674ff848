import { describe, expect, it } from 'vitest';
import type { FeedRecord } from '../../core/policy/controls/feed.ts';
import { testResult } from './feed.fixture.ts';
import { readXccdf } from './xccdf.ts';

async function recordsOf(text: string): Promise<FeedRecord[]> {
  const found: FeedRecord[] = [];
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  for await (const items of readXccdf(pieces())) found.push(...items.flatMap(({ record }) => record ?? []));
  return found;
}

describe('an override', () => {
  const override = (was: string, now: string): string =>
    `<override time="2026-11-20T10:04:00" authority="anna"><old-result>${was}</old-result><new-result>${now}</new-result><remark>seen by hand</remark></override>`;
  const overriddenAs = async (now: string, ...overrides: readonly string[]) =>
    (
      await recordsOf(testResult().replace('<result>pass</result>', `<result>${now}</result>${overrides.join('')}`))
    ).find(({ rule }) => rule === 'sshd_disable_root_login');

  it.each([
    { was: 'fail', now: 'pass', state: 'waived' },
    { was: 'fail', now: 'notapplicable', state: 'waived' },
    { was: 'fail', now: 'notselected', state: 'waived' },
    { was: 'pass', now: 'fail', state: 'fail' },
    { was: 'error', now: 'pass', state: 'error' },
    { was: 'notchecked', now: 'pass', state: 'notchecked' },
    { was: 'notapplicable', now: 'pass', state: 'notapplicable' },
    { was: 'pass', now: 'unknown', state: 'unknown' },
    { was: 'pass', now: 'pass', state: 'pass' },
    { was: 'splendid', now: 'pass', state: 'unknown' },
  ])('takes $was overridden as $now for $state', async ({ was, now, state }) => {
    expect(await overriddenAs(now, override(was, now))).toMatchObject({
      state,
      detail: `was ${was}, overridden as ${now} by anna: seen by hand`,
    });
  });

  it('sees a failure behind several overrides', async () => {
    expect((await overriddenAs('pass', override('fail', 'error'), override('error', 'pass')))?.state).toBe('waived');
    expect((await overriddenAs('pass', override('error', 'pass'), override('fail', 'error')))?.state).toBe('waived');
  });
});
