/** The console as a newcomer walks through it: one server, an empty data folder, one browser. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRvtoolsWorkbook } from '../../src/providers/simulator/rvtools-workbook.ts';
import { testResult } from '../../src/formats/feeds/feed.fixture.ts';
import { findBrowser } from './browser.ts';
import { AXE_MS, CONTRAST, eventually, SIZE, startConsole, WCAG } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const root = path.join(import.meta.dirname, '../..');
const browserPath = findBrowser();
const inCi = process.env['CI'] !== undefined;
if (browserPath === undefined) {
  process.stderr.write('test/e2e: skipped, no Chromium was found; ISTHMUS_CHROMIUM may name one\n');
}

const WORKLOADS = 200;

describe.skipIf(browserPath === undefined && !inCi)('the console', () => {
  let app: ConsolePage;
  let folder: string;
  let server: ConsolePage['server'];
  let browser: ConsolePage['browser'];
  let context: ConsolePage['context'];
  let watched: ConsolePage['watched'];
  let page: ConsolePage['page'];
  let open: ConsolePage['open'];
  let settled: ConsolePage['settled'];
  let press: ConsolePage['press'];
  let callApi: ConsolePage['callApi'];

  beforeAll(async () => {
    app = await startConsole(browserPath);
    ({ folder, server, browser, context, watched, page, open, settled, press, callApi } = app);
  });

  afterAll(() => app?.[Symbol.asyncDispose]());

  const listed = (): Promise<number> => page.locator('.isthmus-window tbody tr[aria-rowindex]').count();

  describe('signing in', () => {
    it('asks for a link when there is no session, and says how to get one', async () => {
      await open('/workloads?q=cpuCount%20%3E%202');
      await page.getByRole('heading', { name: 'Sign in to Isthmus' }).waitFor();
      expect(page.url()).toBe(`${server.url}/sign-in`);
      expect(await page.getByRole('textbox', { name: 'Command' }).inputValue()).toBe('isthmus sign-in');
    });

    it('takes the link once, leads to where one wanted to go, and leaves no secret behind', async () => {
      await page.goto(server.signInUrl);
      await page.waitForURL(/\/workloads\?q=/);
      expect(page.url()).not.toContain('secret');
    });

    it('refuses the link the second time', async () => {
      const other = await browser.newContext();
      const second = await other.newPage();
      await second.goto(server.signInUrl);
      await second.getByText('IST-8003').waitFor();
      await other.close();
    });
  });

  describe('an empty estate', () => {
    it('offers to connect, an import and the demo, not an empty table', async () => {
      await open('/');
      await page.getByRole('heading', { name: 'Nothing is known yet' }).waitFor();
      expect(await page.getByRole('link', { name: 'Connect a platform' }).isVisible()).toBe(true);
      expect(await page.getByRole('link', { name: 'Import files' }).isVisible()).toBe(true);
      expect(await page.getByText('isthmus get source-kinds').isVisible()).toBe(true);
    });

    it('is filled by choosing a workbook', async () => {
      const workbook = path.join(folder, 'small.xlsx');
      await writeRvtoolsWorkbook({ path: workbook, vms: 30, seed: 3 });
      await open('/sources');
      await page.locator('input[type=file]').setInputFiles(workbook);
      await page.getByText(/✓ small\.xlsx: generation 1; .* 0 bytes sent/).waitFor();
      await page
        .getByRole('heading', { level: 2, name: /small|vc/i })
        .first()
        .waitFor();
    });

    it('says which file could not be read, and leaves the estate as it was', async () => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'broken.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: Buffer.from('PK\u0003\u0004 not a workbook'),
      });
      await page
        .getByText(/IST-1\d{3}/)
        .first()
        .waitFor();
      await open('/generations');
      const rows = page.getByRole('table', { name: 'Generations' }).locator('tbody tr');
      await eventually(() => rows.count()).toBe(1);
    });
  });

  describe('the road', () => {
    it('loads the demo and says so on every page', async () => {
      const { id } = (await callApi('POST', '/api/v1/demo', { seed: 42, workloads: WORKLOADS })) as { id: string };
      const { state } = (await callApi('GET', `/api/v1/operations/${id}?wait=60s`)) as { state: string };
      expect(state).toBe('succeeded');
      await open('/sites');
      await page.getByText('Demo data, seed 42.').waitFor();
    });

    it('starts sites from a template, names line and fix of an error, and saves the corrected file', async () => {
      await press('Start from template');
      const editor = page.getByRole('textbox', { name: 'Text of sites.yaml' });
      await eventually(() => editor.inputValue()).toContain('sites:');
      const text = await readFile(path.join(root, 'demo/sites.yaml'), 'utf8');
      await editor.fill(text.replace(/target: kvm\b/, 'target: kvmm'));
      await press('Save');
      await page.getByText(/Did you mean "kvm"\?/).waitFor();
      await page.getByRole('button', { name: /^sites\[\d+\]\.target \(line \d+\)$/ }).click();
      const selected = await editor.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
      expect(selected).toContain('target: kvmm');
      await editor.fill(text);
      await press('Save');
      await page.getByRole('tab', { name: 'Sites', exact: true }).waitFor();
      await page.getByRole('heading', { level: 2, name: /Frankfurt, VMware/ }).waitFor();
    });

    it.each([
      { address: '/assessment', button: 'Assess', shows: 'Readiness by target' },
      { address: '/findings', button: 'Check', shows: 'Rules that are broken or undecided' },
      { address: '/placement', button: 'Place', shows: 'Sites' },
      { address: '/plan', button: 'Plan', shows: 'Waves' },
    ])('$button runs from its page', async ({ address, button, shows }) => {
      await open(address);
      await press(button);
      await page.getByRole('table', { name: shows, exact: true }).waitFor();
      await page.getByRole('button', { name: `${button} again` }).waitFor();
    });

    it('tells controls that are only stated from those that something looked at, and takes evidence', async () => {
      await open('/controls');
      await page.getByText(/ satisfied \(of which .*\d+ only stated/).waitFor();
      await page.getByRole('combobox', { name: 'Satisfied on' }).selectOption({ label: 'satisfied, stated only' });
      await page.waitForURL(/basis=stated/);
      await page.getByRole('link', { name: 'AC-2', exact: true }).click();
      await page.getByText('nothing looked at it').waitFor();
      await page.getByRole('table', { name: 'Evidence of Our rules' }).getByText('only stated').first().waitFor();
      await open('/controls?tab=evidence');
      await page.locator('input[type=file]').setInputFiles({
        name: 'result.xml',
        mimeType: 'application/xml',
        buffer: Buffer.from(testResult('nobody.example')),
      });
      await page.getByText('nobody.example').first().waitFor();
      await open('/controls');
      await page.getByText(/\d+ results belong to no known machine or site/).waitFor();
    });

    it('shows the figures of all four on the overview', async () => {
      await open('/');
      for (const title of ['Readiness', 'Findings', 'Placement', 'Plan']) {
        const card = page.locator('.pf-v6-c-card', { has: page.getByRole('link', { name: title, exact: true }) });
        await eventually(() => card.textContent()).toMatch(/\d.*Generation \d/);
      }
      const readiness = (await callApi('GET', '/api/v1/assessments/latest')) as {
        targets: { counts: { ready: number } }[];
      };
      const cells = page.getByRole('table', { name: 'Readiness by target' }).locator('tbody tr').first().locator('td');
      expect(await cells.nth(1).textContent()).toBe(String(readiness.targets[0]?.counts.ready));
    });

    it('leads from a figure to the workloads behind it, as many as it says', async () => {
      const link = page
        .getByRole('table', { name: 'Readiness by target' })
        .locator('tbody tr')
        .first()
        .getByRole('link')
        .first();
      const count = await link.textContent();
      await link.click();
      await page.getByText(`${count} workloads, generation`).waitFor();
    });
  });

  describe('the list of workloads', () => {
    it('keeps its filter in the address: reload and a link for a colleague show the same', async () => {
      await open('/workloads');
      const box = page.getByRole('textbox', { name: 'Filter' });
      await page.keyboard.press('/');
      expect(await box.and(page.locator(':focus')).count()).toBe(1);
      await box.fill('os.family = windows and cpuCount > 2');
      await box.press('Enter');
      await page.waitForURL(/q=/);
      const line = page.getByText(/^\d+ workloads, generation/);
      await eventually(() => line.textContent()).not.toContain('230 workloads');
      const said = await line.textContent();
      const first = await page.locator('.isthmus-window tbody a').first().textContent();
      await page.reload();
      await eventually(() => line.textContent()).toBe(said);
      const colleague = await context.newPage();
      await colleague.goto(page.url());
      await colleague.getByText(String(said)).waitFor();
      expect(await colleague.locator('.isthmus-window tbody a').first().textContent()).toBe(first);
      expect(await colleague.getByText('isthmus get workloads -q "os.family = windows and cpuCount > 2"').count()).toBe(
        1,
      );
      await colleague.close();
    });

    it('names the place of an error in the filter', async () => {
      const box = page.getByRole('textbox', { name: 'Filter' });
      await box.fill('os.famly = windows');
      await box.press('Enter');
      await page.getByText(/At column 1: .*did you mean os\.family/).waitFor();
    });

    it('narrows by menus, shows what is in force, and takes it away again', async () => {
      await open('/workloads');
      await page.getByRole('group', { name: 'Narrow by' }).getByRole('button', { name: 'Platform' }).click();
      await page.getByRole('menuitem', { name: /kvm/ }).click();
      await page.waitForURL(/platform/);
      await page.getByRole('menuitem', { name: /hyperv/ }).click();
      await page.keyboard.press('Escape');
      await press('Take away: platform in (kvm, hyperv)');
      await eventually(() => new URL(page.url()).search).toBe('');
    });

    it('draws the rows in sight only, and others as one scrolls to them', async () => {
      await open('/workloads');
      await eventually(listed).toBeGreaterThan(10);
      expect(await listed()).toBeLessThan(60);
      const list = page.getByRole('region', { name: 'Workloads' });
      const top = await list.locator('tbody a').first().textContent();
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await eventually(() => list.locator('tbody a').last().textContent()).not.toBe(top);
      const lastRow = list.locator('tbody tr[aria-rowindex]').last();
      const total = await list.getByRole('table').getAttribute('aria-rowcount');
      await eventually(() => lastRow.getAttribute('aria-rowindex')).toBe(total);
      expect(await listed()).toBeLessThan(60);
    });

    it('comes back to the same rows from a workload', async () => {
      const list = page.getByRole('region', { name: 'Workloads' });
      const before = await list.evaluate((element) => element.scrollTop);
      expect(before).toBeGreaterThan(1000);
      await list.locator('tbody a').last().click();
      await page.getByRole('tab', { name: 'Facts' }).waitFor();
      await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Workloads' }).click();
      await eventually(() => list.evaluate((element) => element.scrollTop)).toBe(before);
    });
  });

  describe('a workload', () => {
    it('shows verdicts with what is missing, why it is placed where it is, and where each fact comes from', async () => {
      const { items } = (await callApi('GET', '/api/v1/workloads?limit=1&filter=placedAt%20is%20known')) as {
        items: { id: string; name: string }[];
      };
      await open(`/workloads/${items[0]?.id}`);
      await page.getByRole('heading', { level: 1, name: items[0]?.name ?? '', exact: true }).waitFor();
      await page.getByRole('table', { name: 'Verdicts' }).waitFor();
      await page.getByRole('tab', { name: 'Why here' }).click();
      const sites = page.getByRole('table', { name: 'Sites considered' });
      await sites.waitFor();
      expect(await sites.getByText('chosen').count()).toBe(1);
      await page.getByRole('tab', { name: 'Facts' }).click();
      const facts = page.getByRole('table', { name: 'Facts' });
      await facts.waitFor();
      const nameRow = facts.locator('tbody tr', { has: page.getByText('Name', { exact: true }) });
      expect(await nameRow.locator('td').nth(1).textContent()).toBe(items[0]?.name);
      expect(await nameRow.locator('td').nth(2).textContent()).not.toBe('');
      expect(page.url()).toContain('tab=facts');
    });
  });

  describe('for everybody', () => {
    const PAGES = [
      '/',
      '/sources',
      '/sources?tab=pairs',
      '/sources?tab=corrections',
      '/sources?tab=doctor',
      '/sources/connect',
      '/workloads',
      '/workloads?q=os.famly%20%3D%20x',
      '/applications',
      '/applications?tab=proposed',
      '/sites',
      '/sites?tab=file',
      '/assessment',
      '/assessment?tab=matrix',
      '/assessment?tab=findings',
      '/assessment/rules',
      '/assessment/rules/write',
      '/sizing',
      '/sizing?tab=time',
      '/containers',
      '/containers?tab=clusters',
      '/containers?tab=matrix',
      '/findings',
      '/controls',
      '/controls?tab=evidence',
      '/controls/nist80053r5/AC-2',
      '/placement',
      '/plan?wave=1',
      '/generations',
      '/audit',
      '/audit?tab=decisions',
      '/no-such-page',
    ];

    it(
      'no page breaks WCAG 2.2 AA',
      async () => {
        expect(await app.brokenOn([...PAGES, ...(await workloadTabs())], WCAG)).toEqual([]);
      },
      AXE_MS,
    );

    it(
      'every text can be read in the dark',
      async () => {
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.locator('html.pf-v6-theme-dark').waitFor();
        expect(await app.brokenOn([...PAGES, ...(await workloadTabs())], CONTRAST)).toEqual([]);
      },
      AXE_MS,
    );

    const workloadTabs = async (): Promise<string[]> => {
      const { items } = (await callApi('GET', '/api/v1/workloads?limit=1')) as { items: { id: string }[] };
      return ['readiness', 'placement', 'dependencies', 'findings', 'facts', 'sources'].map(
        (tab) => `/workloads/${items[0]?.id}?tab=${tab}`,
      );
    };

    it('follows the system to the dark, unless told otherwise', async () => {
      const isDark = (): Promise<boolean> =>
        page.locator('html').evaluate((html) => html.classList.contains('pf-v6-theme-dark'));
      await page.emulateMedia({ colorScheme: 'dark' });
      await open('/');
      expect(await isDark()).toBe(true);
      await press(/^admin$/);
      await page.getByRole('menuitem', { name: 'Light', exact: true }).click();
      expect(await isDark()).toBe(false);
      await page.reload();
      expect(await isDark()).toBe(false);
      await page.evaluate('localStorage.clear()');
      await page.emulateMedia({ colorScheme: 'light' });
    });

    it('is reached by keys: skip link first, a list of shortcuts, rooms by two letters', async () => {
      await open('/');
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Skip to content');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      await page.waitForURL(/\/placement$/);
    });

    it('fits a small window without scrolling sideways', async () => {
      await page.setViewportSize({ width: 1000, height: 800 });
      const tooWide: string[] = [];
      for (const address of PAGES) {
        await open(address);
        await settled();
        const main = page.locator('.pf-v6-c-page__main, body').last();
        const over = await main.evaluate((element) => element.scrollWidth - element.clientWidth);
        if (over > 1) tooWide.push(`${address}: ${over} pixels`);
      }
      await page.setViewportSize(SIZE);
      expect(tooWide).toEqual([]);
    });
  });

  describe('at the end', () => {
    it('signs out, and a session that ended elsewhere leads to the sign-in page', async () => {
      const other = await context.newPage();
      await other.goto(`${server.url}/plan`);
      await other.getByRole('heading', { level: 1, name: 'Plan' }).waitFor();
      await open('/');
      await press(/^admin$/);
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in to Isthmus' }).waitFor();
      await other.getByRole('link', { name: 'Findings' }).click();
      await other.getByRole('heading', { name: 'Sign in to Isthmus' }).waitFor();
      await other.close();
    });

    it('asked no other origin for anything and broke no content security policy', () => {
      expect(watched.foreign).toEqual([]);
      expect(watched.complaints).toEqual([]);
    });
  });
});
