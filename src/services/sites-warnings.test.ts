import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { sitesFileSchema } from '../core/policy/site.ts';
import type { OwnedContext } from './context.ts';
import { sitesWarnings } from './sites-warnings.ts';

let context: OwnedContext;
beforeAll(async () => void (context = await testContext({ clock: () => new Date('2026-11-22T08:00:00Z') })));
afterAll(() => context?.[Symbol.asyncDispose]());

const warned = (site: object): Promise<string[]> =>
  sitesWarnings(
    context,
    sitesFileSchema.parse({ sites: [{ id: 'az', platform: 'azure', target: 'azure-vm', ...site }] }),
  );

it('a region that no price list has is warned of, one that is listed is not', async () => {
  expect(await warned({ region: 'westeurope' })).toEqual([]);
  for (const site of [{ region: 'moonbase' }, { region: 'westeurope', cost: { priceRegion: 'moonbase' } }]) {
    const [warning] = await warned(site);
    expect(warning).toMatch(/^site az: .*moonbase.*, so nothing there has a price$/);
  }
});
