import { describe, expect, test } from 'vitest';
import type { Provider } from './provider.ts';
import { PROVIDERS, answeredBy, providerFor } from './registry.ts';

const file = { accepts: 'x', extensions: [], read: () => Promise.reject(new Error('not called')) };
const provider = (title: string, supplies: Record<string, string>, invented = false): Provider => ({
  kind: title.toLowerCase(),
  title,
  platform: 'p',
  precedence: 1,
  supplies,
  file,
  ...(invented && { invented }),
});

describe('providerFor', () => {
  test('finds every kind in the list, once, and nothing else', () => {
    expect(new Set(PROVIDERS.map(({ kind }) => kind)).size).toBe(PROVIDERS.length);
    for (const each of PROVIDERS) expect(providerFor(each.kind)).toBe(each);
    expect(providerFor('nothing')).toBeUndefined();
  });
});

describe('answeredBy', () => {
  const one = provider('One', { disks: 'sheet d', 'disks[].shared': 'sheet d, column s', os: 'sheet o' });
  const two = provider('Two', { disks: 'the API' });
  const invented = provider('Three', { disks: 'made up' }, true);

  test.each([
    { reason: 'the fact itself', path: 'disks', from: ['One sheet d', 'Two the API'] },
    {
      reason: 'the longest path that covers it',
      path: 'disks[].shared',
      from: ['One sheet d, column s', 'Two the API'],
    },
    { reason: 'a part nobody names apart', path: 'disks[].mode', from: ['One sheet d', 'Two the API'] },
    { reason: 'a member', path: 'os.version', from: ['One sheet o'] },
    { reason: 'nobody', path: 'tpm', from: [] },
  ] as const)('$path: $reason', ({ path, from }) => {
    expect(answeredBy([path], undefined, [one, two, invented])).toEqual([{ fact: path, from }]);
  });

  test('names the sheet that would answer', () => {
    const rvtools = PROVIDERS.filter(({ kind }) => kind === 'rvtools');
    expect(answeredBy(['disks', 'changeTracking', 'gpus'], new Set(['vsphere']), rvtools)).toEqual([
      { fact: 'disks', from: ['RVTools sheet vDisk'] },
      { fact: 'changeTracking', from: ['RVTools sheet vInfo, column "CBT"'] },
      { fact: 'gpus', from: [] },
    ]);
  });

  test('asks only those that see machines of the platform', () => {
    const other: Provider = { ...two, platform: 'q' };
    const { platform: _any, ...every } = provider('Every', { disks: 'in the guest' });
    const from = (platforms: string[]): unknown =>
      answeredBy(['disks'], new Set(platforms), [one, other, every])[0]?.from;
    expect(from(['p'])).toEqual(['One sheet d', 'Every in the guest']);
    expect(from(['q'])).toEqual(['Two the API', 'Every in the guest']);
    expect(from([])).toEqual(['One sheet d', 'Two the API', 'Every in the guest']);
  });

  test('sends nobody to look for what a source can never say', () => {
    const partial: Provider = { ...one, neverSupplies: ['disks[].changeTracking'] };
    expect(answeredBy(['disks[].changeTracking', 'disks'], undefined, [partial])).toEqual([
      { fact: 'disks[].changeTracking', from: [] },
      { fact: 'disks', from: ['One sheet d'] },
    ]);
  });
});
