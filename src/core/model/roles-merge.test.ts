import { expect, test } from 'vitest';
import { mergedRoles } from './roles-merge.ts';

test.each([
  { reason: 'nobody states roles', words: [{}, {}], expected: {} },
  {
    reason: 'one sees a domain controller, the other a database',
    words: [
      { roles: ['domain-controller' as const], rolesSeen: ['domain-controller' as const] },
      { roles: ['sql-server' as const], rolesSeen: ['sql-server' as const] },
    ],
    expected: { roles: ['domain-controller', 'sql-server'], rolesSeen: ['domain-controller', 'sql-server'] },
  },
  {
    reason: 'a source that found none does not take away what another found',
    words: [
      { roles: [], rolesSeen: ['domain-controller' as const] },
      { roles: ['web-server' as const], rolesSeen: ['web-server' as const] },
    ],
    expected: { roles: ['web-server'], rolesSeen: ['domain-controller', 'web-server'] },
  },
  {
    reason: 'who knows them all makes them complete',
    words: [{ roles: [] }, { roles: ['sql-server' as const], rolesSeen: ['sql-server' as const] }],
    expected: { roles: ['sql-server'] },
  },
])('$reason', ({ words, expected }) => {
  expect(mergedRoles(words)).toEqual(expected);
  expect(mergedRoles(words.toReversed())).toEqual(expected);
});
