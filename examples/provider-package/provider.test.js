/** What a package can test by itself, with Node.js alone: `node --test`. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portVersion, provider } from './provider.js';

void test('says what it is before anyone connects', () => {
  assert.equal(portVersion, 1);
  assert.match(provider.kind, /^[a-z][a-z0-9-]*$/);
  assert.deepEqual(provider.live.facets, ['inventory']);
  for (const field of [...provider.live.settings, ...provider.live.secrets]) assert.ok(field.title && field.help);
});

void test('fails with the place and without the token when nobody answers', async () => {
  const connecting = provider.live.connect({
    sourceId: 's',
    settings: { address: 'https://127.0.0.1:1' },
    secrets: { token: 'secret-token' },
    clock: () => new Date(0),
  });
  await assert.rejects(connecting, (error) => error.message.includes('127.0.0.1') && !error.message.includes('secret'));
});
