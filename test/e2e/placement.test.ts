/** The pages of placement as somebody who plans walks through them: place, stop, look into it, what if, compare, lose a site. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, watchedPage } from './browser.ts';
import { AXE_MS, CONTRAST, eventually, SIZE, startConsole, WCAG } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const root = path.join(import.meta.dirname, '../..');
const browserPath = findBrowser();
const inCi = process.env['CI'] !== undefined;

/** Enough that no search proves its answer the best possible. */
const WORKLOADS = 1500;
/** More than can be done while the test looks. */
const ENDLESS = 10_000_000;
/** A search in a thread that must start, on a machine that does other things as well. */
const SEARCH_MS = 60_000;

const SCENARIOS = `
scenarios:
  - id: no-bolzano
    name: Bolzano is given up
    remove: [bz-kvm]
  - id: dearer-azure
    name: Azure a fifth dearer
    priceFactors: { azure-gwc: 1.2 }
`;

interface Summary {
  readonly id: string;
  readonly flows: readonly {
    readonly fromSiteId: string | null;
    readonly toSiteId: string | null;
    readonly workloads: number;
  }[];
}

describe.skipIf(browserPath === undefined && !inCi)('placement in the console', () => {
  let app: ConsolePage;
  let page: ConsolePage['page'];
  let open: ConsolePage['open'];
  let callApi: ConsolePage['callApi'];

  const run = async (address: string, body: unknown): Promise<void> => {
    const { id } = (await callApi('POST', address, body)) as { id: string };
    const { state } = (await callApi('GET', `/api/v1/operations/${id}?wait=60s`)) as { state: string };
    expect(state).toBe('succeeded');
  };
  const latest = async (): Promise<Summary> => (await callApi('GET', '/api/v1/placements/latest')) as Summary;
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: SEARCH_MS });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

  beforeAll(async () => {
    app = await startConsole(browserPath);
    ({ page, open, callApi } = app);
    await page.goto(app.server.signInUrl);
    await page.getByRole('heading', { name: 'Nothing is known yet' }).waitFor();
    await run('/api/v1/demo', { seed: 42, workloads: WORKLOADS });
    const text = await readFile(path.join(root, 'demo/sites.yaml'), 'utf8');
    await callApi('PUT', '/api/v1/sites', { text: /^scenarios:/m.test(text) ? text : text + SCENARIOS });
    await run('/api/v1/assessments', {});
    await run('/api/v1/checks', {});
  });

  afterAll(() => app?.[Symbol.asyncDispose]());

  describe('a search', () => {
    it('is started from the page, and its answer says how good it is', async () => {
      await open('/placement');
      await page.getByRole('heading', { name: 'Not placed yet' }).waitFor();
      await button('Place').click();
      await said('The estate is placed.');
      await page.getByText(/a month, (within .* of the best possible|the best possible, proved)/).waitFor();
      await button('Place again').waitFor();
    });

    it('is still there after the page is loaded again, and keeps its best when it is stopped', async () => {
      const before = await latest();
      await callApi('POST', '/api/v1/placements', { iterations: ENDLESS });
      await open('/placement');
      await page.getByRole('heading', { name: 'Placing the estate' }).waitFor();
      await page.reload();
      await said(/Stopped now, the answer is within/);
      expect(await button('Place again').isDisabled()).toBe(true);
      await button('Stop and keep the best').click();
      await said('The estate is placed.');
      await page.getByText(/stopped early with the best found until then/).waitFor();
      expect((await latest()).id).not.toBe(before.id);
    });

    it('that is cancelled leaves the placement before in force', async () => {
      const before = await latest();
      await callApi('POST', '/api/v1/placements', { iterations: ENDLESS });
      await open('/placement');
      await button('Cancel').click();
      await eventually(() => page.getByRole('heading', { name: 'Placing the estate' }).count()).toBe(0);
      expect((await latest()).id).toBe(before.id);
    });
  });

  describe('the answer', () => {
    it('leads from a flow, chosen by keys alone, to its workloads, as many as it says', async () => {
      await open('/placement');
      const chart = page.getByRole('listbox', { name: 'Workloads from site to site' });
      await chart.focus();
      await page.keyboard.press('ArrowDown');
      const chosen = chart.getByRole('option', { selected: true });
      const text = String(await chosen.getAttribute('aria-label'));
      const [, from, to, count] = /^(.+) → (.+): ([\d,]+) workload/.exec(text) ?? [];
      const { flows } = await latest();
      const flow = flows.find(({ fromSiteId, toSiteId }) => fromSiteId === from && toSiteId === to);
      expect(flow?.workloads).toBe(Number(count?.replace(',', '')));
      await page.keyboard.press('Enter');
      await page.getByText(`${count} assignments`).waitFor();
      expect(page.url()).toContain(`from=${from}`);
      expect(page.url()).toContain(`site=${to}`);
    });

    it('says of one workload what every site would cost, and why not there; the link shows a colleague the same', async () => {
      await open('/placement?show=moves');
      await button(/^Sites considered for/)
        .first()
        .click();
      const sites = page.getByRole('table', { name: 'Sites considered' });
      await sites.waitFor();
      const rows = sites.locator('tbody tr');
      expect(await rows.first().textContent()).toContain('chosen');
      expect(await sites.getByText('chosen').count()).toBe(1);
      expect(await rows.count()).toBeGreaterThan(3);
      expect(await app.broken(WCAG)).toEqual([]);
      await page.reload();
      await sites.waitFor();
      await button('Every site, with what forcing it truly adds').click();
      await button('Every site, computed').waitFor({ timeout: SEARCH_MS });
      await page.keyboard.press('Escape');
      await eventually(() => page.getByRole('dialog').count()).toBe(0);
      expect(page.url()).not.toContain('workload=');
    });

    it('shows how full each site is', async () => {
      await open('/placement');
      const sites = page.getByRole('table', { name: 'Sites', exact: true });
      await eventually(() => sites.locator('tbody tr').count()).toBe(7);
      expect(await sites.textContent()).toMatch(/of [\d.,]+ TiB/);
    });
  });

  describe('what if', () => {
    it('lists the scenarios with what they change, and runs one', async () => {
      await open('/placement/what-if');
      await page.getByText('gone: bz-kvm').waitFor();
      await button('Run: Bolzano is given up').click();
      await said('The what-if is computed.');
      await button('Run again: Bolzano is given up').waitFor();
    });

    it('is compared with the placement: totals, sites, workloads and what it was made from', async () => {
      const row = page.getByRole('table', { name: 'Scenarios' }).locator('tbody tr', { hasText: 'Bolzano' });
      await row.getByRole('link').nth(1).click();
      await page.getByText(/^B costs .* A/).waitFor();
      const sites = page.getByRole('table', { name: 'Sites of A and B' });
      const bolzano = sites.locator('tbody tr', { hasText: 'bz-kvm' });
      expect(await bolzano.locator('td').nth(2).textContent()).toBe('0');
      await page.getByRole('table', { name: 'Inputs that differ' }).getByText('no-bolzano').waitFor();
      const a = await page.getByRole('combobox', { name: 'Placement A' }).inputValue();
      await button('Exchange A and B').click();
      await eventually(() => page.getByRole('combobox', { name: 'Placement B' }).inputValue()).toBe(a);
    });
  });

  describe('the loss of a site', () => {
    it('is tried from the page, and says who survives it', async () => {
      await open('/placement/drill');
      await button(/^Try: loss of Bolzano/).click();
      await said('The loss is computed.');
      await page.getByRole('heading', { name: /^(Success|Danger) alert: *(Survives|Does not survive)/ }).waitFor();
      await page.getByRole('heading', { name: 'Headroom of the survivors' }).waitFor();
      const survivors = page.getByRole('table', { name: 'Sites', exact: true });
      expect(await survivors.getByText('bz-kvm').count()).toBe(0);
    });

    it('can be of several sites together', async () => {
      await page.getByRole('checkbox', { name: 'Lose Bolzano, KVM together with others' }).check();
      await page.getByRole('checkbox', { name: /^Lose Munich/ }).check();
      await button('Lose bz-kvm and muc-vsphere').click();
      await page.getByRole('heading', { name: 'Loss of bz-kvm, muc-vsphere' }).waitFor({ timeout: SEARCH_MS });
    });
  });

  describe('the hosts of a site', () => {
    it('are evened out by moves in an order', async () => {
      await open('/placement/hosts?site=fra-vsphere');
      await button('Plan to even them out').click();
      await said('The moves are planned.');
      await page.getByRole('table', { name: 'Hosts', exact: true }).waitFor();
      const moves = page.getByRole('table', { name: 'Moves', exact: true }).locator('tbody tr[aria-rowindex]');
      await moves.first().waitFor();
    });
  });

  describe('for everybody', () => {
    const PAGES = [
      '/placement',
      '/placement/what-if',
      '/placement/compare',
      '/placement/drill',
      '/placement/hosts?site=fra-vsphere',
    ];

    it('who may only look is offered nothing that the server would refuse', async () => {
      const { secret } = (await callApi('POST', '/api/v1/tokens', { name: 'viewer', role: 'viewer' })) as {
        secret: string;
      };
      const context = await app.browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
      const viewer = await watchedPage(context, app.server.url);
      for (const address of PAGES) {
        await viewer.page.goto(`${app.server.url}${address}`);
        await viewer.page.getByRole('navigation', { name: 'Pages of placement' }).waitFor();
        await viewer.page.getByRole('table').first().waitFor();
        const offered = viewer.page.getByRole('button', {
          name: /^(Place|Place again|Run|Run again|Try|Try again|Lose|Plan to)\b/,
        });
        expect(await offered.count(), address).toBe(0);
      }
      expect(viewer.complaints).toEqual([]);
      await context.close();
    });

    it(
      'no page breaks WCAG 2.2 AA, and every text can be read in the dark',
      async () => {
        expect(await app.brokenOn(PAGES, WCAG)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await app.brokenOn(PAGES, CONTRAST)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'light' });
      },
      AXE_MS,
    );

    it('fits a telephone without scrolling sideways', async () => {
      await page.setViewportSize({ width: 400, height: 800 });
      const tooWide: string[] = [];
      for (const address of PAGES) {
        await open(address);
        await app.settled();
        const main = page.locator('.pf-v6-c-page__main');
        const over = await main.evaluate((element) => element.scrollWidth - element.clientWidth);
        if (over > 1) tooWide.push(`${address}: ${over} pixels`);
      }
      await page.setViewportSize(SIZE);
      expect(tooWide).toEqual([]);
    });

    it('asked no other origin for anything and broke no content security policy', () => {
      expect(app.watched.foreign).toEqual([]);
      expect(app.watched.complaints).toEqual([]);
    });
  });
});
