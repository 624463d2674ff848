/** How findings come and go over checks of a small estate, on a real database. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { approveWaiver, withdrawWaiver } from './approve-waiver.ts';
import { checkEstate } from './check-estate.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { findingDetails } from './describe-finding.ts';
import { findingChanges, findingTrend } from './finding-trend.ts';
import { listFindings } from './get-check.ts';
import { importFile } from './import-file.ts';
import { inventory } from './machines.fixture.ts';
import { requestWaiver } from './request-waiver.ts';
import { putSites } from './sites-document.ts';

const HOUSE = `
id: house
version: 1.0.0
name: House rules
source: own
asOf: '2026-11-22'
appliesWhen: 'true'
requirements:
  - {id: home, ref: r1, title: Stays at home, remedy: Bring it home., test: site.country == "DE"}
  - {id: advice, ref: r2, title: Better in Austria, remedy: Think of it., level: should, test: site.country == "AT"}
`;
const OTHER = HOUSE.replace('id: house', 'id: other').replace('  - {id: advice', '  - {id: hint');
const sites = (country: string | undefined): string => `
regimes: [house, other]
sites:
  - {id: here, platform: vsphere, target: stay, matches: {sources: ['*']}, attributes: {${country === undefined ? '' : `country: ${country}`}}}
`;

let context: OwnedContext;
let folder: string;
let minute = 0;
const as = (actor: string): ServiceContext => ({
  ...context,
  actor,
  home: folder,
  clock: () => new Date(Date.UTC(2026, 10, 22, 8, (minute += 1))),
});
const check = (country?: string, packs?: readonly string[]) =>
  putSites(as('tester'), sites(country)).then(() => checkEstate(as('tester'), packs === undefined ? {} : { packs }));
const newest = async () => (await findingTrend(as('tester'), 100)).at(-1);
const since = (generation: number) => findingChanges(as('tester'), { since: generation, limit: 100 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-trend-'));
  await mkdir(join(folder, 'packs'));
  await writeFile(join(folder, 'packs', 'house.yaml'), HOUSE);
  await writeFile(join(folder, 'packs', 'other.yaml'), OTHER);
  context = await testContext();
  const provider = inventory([{ name: 'mail', address: '10.0.0.1' }]);
  await writeFile(join(folder, 'vc.xlsx'), '');
  await importFile(context, { providerKind: provider.kind, path: join(folder, 'vc.xlsx'), fileName: 'vc.xlsx' }, [
    provider,
  ]);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await context?.[Symbol.asyncDispose]();
});

describe('a trend', () => {
  it('needs a check', async () => {
    expect(await findingTrend(as('tester'), 100)).toEqual([]);
    await expect(since(1)).rejects.toThrow(IsthmusError);
  });

  it('counts what is new, stays, is settled and comes back', async () => {
    await check('US');
    expect(await newest()).toMatchObject({
      generation: 1,
      must: { violated: 2, unknown: 0, waived: 0 },
      all: { violated: 4, unknown: 0, waived: 0 },
      changes: { new: 4, open: 0, resolved: 0 },
    });
    await check('DE');
    expect(await newest()).toMatchObject({ all: { violated: 2 }, changes: { new: 0, open: 2, resolved: 2 } });
    await check(undefined);
    expect(await newest()).toMatchObject({
      all: { violated: 0, unknown: 4 },
      changes: { new: 2, open: 2, resolved: 0 },
    });
    expect(await since(1)).toMatchObject({ counts: { new: 0, open: 4, resolved: 0 }, total: 4 });
  });

  it('knows since when each finding is open, also after it was gone', async () => {
    const { items } = await listFindings(as('tester'), { limit: 10 });
    const [points, ages] = [
      await findingTrend(as('tester'), 10),
      items.map(({ ruleId, since: at }) => [ruleId, at?.at]),
    ];
    expect(new Map(ages as [string, string][])).toEqual(
      new Map([
        ['house/home', points[2]?.at],
        ['house/advice', points[0]?.at],
        ['other/home', points[2]?.at],
        ['other/hint', points[0]?.at],
      ]),
    );
  });

  it('leaves packs alone that a check was not asked for', async () => {
    await check('US');
    await check('DE', ['house']);
    expect(await newest()).toMatchObject({ packs: ['house'], changes: { open: 1, resolved: 1, new: 0 } });
    await check('US');
    expect(await newest()).toMatchObject({ packs: null, changes: { open: 3, new: 1, resolved: 0 } });
  });

  it('tells waived and re-opened from open, and keeps the story of one finding', async () => {
    const ask = { owner: 'o', reason: 'r', expires: '2027-03-31', acceptUnknown: false };
    const { id } = await requestWaiver(as('anna'), { ...ask, rule: 'house/home' });
    await approveWaiver(as('bob'), id, '');
    await check('US');
    expect(await newest()).toMatchObject({ must: { violated: 1, waived: 1 }, changes: { waived: 1, open: 3 } });
    await withdrawWaiver(as('anna'), id, '');
    await check('US');
    expect(await newest()).toMatchObject({ must: { violated: 2, waived: 0 }, changes: { reopened: 1, open: 3 } });
    const details = await findingDetails(as('tester'), { rule: 'house/home', site: 'here' });
    expect(details).toMatchObject({
      findings: [{ state: 'violated', change: 'reopened' }],
      rule: { packName: 'House rules', test: 'site.country == "DE"', level: 'must' },
      waivers: [{ id, state: 'withdrawn' }],
    });
    expect(details.history.map(({ state, to }) => [state, to === null])).toEqual([
      ['violated', false],
      ['unknown', false],
      ['violated', false],
      ['violated', false],
      ['waived', false],
      ['violated', true],
    ]);
  });

  it('keeps rows of the newest checks only, and every count', async () => {
    const points = await findingTrend(as('tester'), 100);
    const { rows } = await context.store.query<{ checks: number }>(
      `select count(distinct result_id)::int as checks from result_rows`,
    );
    expect(rows[0]?.checks).toBe(3);
    expect(points.length).toBe(8);
    await expect(findingDetails(as('tester'), { rule: 'house/none', site: 'here' })).rejects.toMatchObject({
      code: 'IST-4056',
    });
    expect((await findingTrend(as('tester'), 2)).map(({ checkId }) => checkId)).toEqual(
      points.slice(-2).map(({ checkId }) => checkId),
    );
  });
});
