import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { OwnedContext } from './context.ts';
import { changeSite } from './edit-site.ts';
import { putSites, requireSites } from './sites-document.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({});
  await putSites(context, 'sites:\n  - {id: a, platform: kvm, target: kvm}\n');
});
afterAll(() => context?.[Symbol.asyncDispose]());

const change = (changes: Record<string, unknown>) => changeSite(context, 'a', { changes });

it('takes fields of a site and attributes of your own, and names the nearest of what is none', async () => {
  const { file } = await change({
    'attributes.country': 'DE',
    name: 'A',
    'attributes.custom.constructor.tier': 'gold',
  });
  expect(file.sites[0]).toMatchObject({
    name: 'A',
    attributes: { country: 'DE', custom: { constructor: { tier: 'gold' } } },
  });
  const before = await requireSites(context);
  await expect(change({ 'attributes.constructor.prototype.polluted': 'yes' })).rejects.toMatchObject({
    code: 'IST-4036',
  });
  await expect(change({ 'attributes.contry': 'DE', region: 'x' })).rejects.toMatchObject({
    code: 'IST-4036',
    message: '"attributes.contry" is no field of a site. Did you mean "attributes.country"?',
  });
  expect((await requireSites(context)).digest).toBe(before.digest);
});

it('takes no file larger than a mebibyte', async () => {
  const text = `sites:\n  - {id: a, platform: kvm, target: kvm}\n# ${'x'.repeat(1024 ** 2)}\n`;
  await expect(putSites(context, text)).rejects.toMatchObject({
    code: 'IST-4001',
    message: 'sites.yaml is larger than 1 MiB',
  });
});
