/** The pages of cost as somebody who decides walks through them: totals, questions, a path, licences, prices, the workbook. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TcoDocument } from '../../src/api/costs.ts';
import { recalculate } from '../../src/core/cost/tco/workbook/recalculate.fixture.ts';
import { findBrowser, watchedPage } from './browser.ts';
import { AXE_MS, CONTRAST, SIZE, startConsole, WCAG } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const root = path.join(import.meta.dirname, '../..');
const browserPath = findBrowser();
const inCi = process.env['CI'] !== undefined;
const WORKLOADS = 300;
const ANSWER_MS = 60_000;

describe.skipIf(browserPath === undefined && !inCi)('cost in the console', () => {
  let app: ConsolePage;
  let page: ConsolePage['page'];
  let callApi: ConsolePage['callApi'];
  let tco: TcoDocument;

  const run = async (address: string, body: unknown): Promise<void> => {
    const { id } = (await callApi('POST', address, body)) as { id: string };
    const { state } = (await callApi('GET', `/api/v1/operations/${id}?wait=60s`)) as { state: string };
    expect(state).toBe('succeeded');
  };
  const open = async (address: string): Promise<void> => {
    await app.open(address);
    await app.settled();
  };
  const table = (name: string) => page.getByRole('table', { name, exact: true });

  beforeAll(async () => {
    app = await startConsole(browserPath);
    ({ page, callApi } = app);
    await page.goto(app.server.signInUrl);
    await page.getByRole('heading', { name: 'Nothing is known yet' }).waitFor();
  });

  afterAll(() => app?.[Symbol.asyncDispose]());

  it('says what it needs while there is nothing to price', async () => {
    await open('/cost');
    await page.getByText('Nothing to price yet').waitFor();
    expect(await page.getByRole('button', { name: 'Download workbook' }).count()).toBe(0);
  });

  describe('of an estate that is placed', () => {
    beforeAll(async () => {
      await run('/api/v1/demo', { seed: 42, workloads: WORKLOADS });
      await callApi('PUT', '/api/v1/sites', { text: await readFile(path.join(root, 'demo/sites.yaml'), 'utf8') });
      await run('/api/v1/placements', { seed: 1, iterations: 500 });
      tco = (await callApi('GET', '/api/v1/tco')) as TcoDocument;
      await page.goto(app.server.url);
    });

    it('compares staying with each way out, and says how many lines have no price', async () => {
      await open('/cost');
      await table('Paths').waitFor({ timeout: ANSWER_MS });
      const rows = table('Paths').locator('tbody tr');
      expect(await rows.count()).toBe(tco.paths.length);
      for (const [at, { title, unpricedLines }] of tco.paths.entries()) {
        expect(await rows.nth(at).innerText()).toContain(title);
        expect(await rows.nth(at).getByRole('cell').last().innerText()).toBe(String(unpricedLines));
      }
    });

    it('asks for what nobody knows, as the line in sites.yaml that would give it', async () => {
      await page.getByRole('heading', { name: /would give lines a price/ }).waitFor();
      const ask = 'sites.yaml azure-weu.cost.egressGiBPerMonth';
      expect(tco.asks.map((each) => each.ask)).toContain(ask);
      await page.getByText(ask).first().waitFor();
    });

    it('shows the lines of the path that is chosen, with what is unverified and what has no price', async () => {
      await table('Paths')
        .getByRole('link', { name: /Azure West Europe/ })
        .click();
      await page.getByRole('heading', { name: /^Lines of .*Azure West Europe/ }).waitFor();
      expect(new URL(page.url()).searchParams.get('path')).toContain('azure-weu');
      const egress = table('Lines').locator('tbody tr', { hasText: 'Egress to internet' }).first();
      expect(await egress.innerText()).toContain('no price');
      await table('Lines')
        .getByText(/\(unverified\)/)
        .first()
        .waitFor();
      await page.reload();
      await page.getByRole('heading', { name: /^Lines of .*Azure West Europe/ }).waitFor({ timeout: ANSWER_MS });
    });

    it('goes out as a workbook that computes to the same totals', async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download workbook' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`tco-gen${tco.generation}.xlsx`);
      const file = path.join(app.folder, 'tco.xlsx');
      await download.saveAs(file);
      const book = recalculate(new Uint8Array(await readFile(file)));
      for (const [at, { usd }] of tco.paths.entries())
        expect(Number(book.read('Summary', `D${at + 5}`))).toBeCloseTo(usd?.likely ?? Number.NaN, 2);
    });

    it('has licences and price lists beside it, by keys alone', async () => {
      await open('/cost');
      await page.getByRole('tab', { name: 'Licences', exact: true }).focus();
      await page.keyboard.press('Enter');
      await table('Licences').waitFor({ timeout: ANSWER_MS });
      await page.getByRole('tab', { name: 'Price lists', exact: true }).click();
      await table('Price lists').waitFor();
      await page
        .getByText(/example/i)
        .first()
        .waitFor();
    });
  });

  describe('for everybody', () => {
    const PAGES = ['/cost', '/cost?path=all-to%2Fazure-weu', '/cost?tab=licences', '/cost?tab=prices'];

    it('who may only look is offered nothing that the server would refuse', async () => {
      const { secret } = (await callApi('POST', '/api/v1/tokens', { name: 'viewer', role: 'viewer' })) as {
        secret: string;
      };
      const context = await app.browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
      const viewer = await watchedPage(context, app.server.url);
      for (const address of PAGES) {
        await viewer.page.goto(`${app.server.url}${address}`);
        await viewer.page.getByRole('table').first().waitFor({ timeout: ANSWER_MS });
        const offered = viewer.page.getByRole('button', { name: /^(Fetch|Use|Import)\b/ });
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
