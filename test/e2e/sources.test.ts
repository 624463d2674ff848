/** Sources and applications as somebody works with them: connected, held, believed, put right by hand. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.ts';
import { AXE_MS, CONTRAST, eventually, SIZE, startConsole, WCAG } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const browserPath = findBrowser();
const WORKLOADS = 400;
const inCi = process.env['CI'] !== undefined;

interface Source {
  readonly id: string;
  readonly state: string;
  readonly workloads: number;
  readonly precedence: number;
}

describe.skipIf(browserPath === undefined && !inCi)('sources in the console', () => {
  let app: ConsolePage;
  let page: ConsolePage['page'];
  let open: ConsolePage['open'];
  let press: ConsolePage['press'];
  let callApi: ConsolePage['callApi'];

  beforeAll(async () => {
    app = await startConsole(browserPath);
    ({ page, open, press, callApi } = app);
    await page.goto(app.server.signInUrl);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    const { id } = (await callApi('POST', '/api/v1/demo', { seed: 42, workloads: WORKLOADS })) as { id: string };
    const { state } = (await callApi('GET', `/api/v1/operations/${id}?wait=60s`)) as { state: string };
    if (state !== 'succeeded') throw new Error(`the demo ${state}`);
  });

  afterAll(() => app?.[Symbol.asyncDispose]());

  const LAB = 'simulator-lab';
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const source = async (id: string): Promise<Source> => (await callApi('GET', `/api/v1/sources/${id}`)) as Source;
  /** What was done is said in a corner, and by screen readers. */
  const said = (text: string | RegExp): Promise<void> =>
    page.getByRole('list', { name: 'What was done' }).getByText(text).first().waitFor();
  const menu = async (name: string, item: string): Promise<void> => {
    await press(`More for ${name}`);
    await page.getByRole('menuitem', { name: item }).click();
  };
  /** The simulator loses its machines, and is read as a whole. */
  const vanish = async (): Promise<void> => {
    await callApi('PUT', `/api/v1/sources/${LAB}`, { settings: { faults: ['vanishing'] } });
    await callApi('POST', `/api/v1/sources/${LAB}/sync`, { full: true });
    await eventually(async () => (await source(LAB)).state).toBe('held');
  };

  describe('connecting', () => {
    it('offers what everybody needs first, and the rest folded', async () => {
      await open('/sources');
      await page.getByRole('link', { name: 'Connect a platform' }).click();
      await page.getByRole('combobox', { name: 'Platform' }).selectOption('vsphere');
      await page.getByRole('textbox', { name: 'Address' }).waitFor();
      expect(await page.getByRole('textbox', { name: 'Thumbprint' }).isVisible()).toBe(false);
      await press(/^More settings/);
      await page.getByRole('textbox', { name: 'Thumbprint' }).waitFor();
    });

    it('names every field that is missing before anything is sent, and goes to the first', async () => {
      await press('Connect');
      await page.getByText('Address is needed.').waitFor();
      expect(await page.getByText('Password is needed.').count()).toBe(1);
      await eventually(() => page.locator(':focus').getAttribute('id')).toBe('field-address');
      expect(await app.broken(WCAG)).toEqual([]);
    });

    it('takes a secret sealed or as a reference', async () => {
      const password = page.getByRole('textbox', { name: 'Password', exact: true });
      expect(await password.getAttribute('type')).toBe('password');
      await page
        .getByRole('group', { name: 'Where Password is kept' })
        .getByRole('button', { name: 'Reference' })
        .click();
      expect(await password.getAttribute('type')).toBe('text');
      await password.fill('hunter2');
      await press('Connect');
      await page.getByText('A reference begins with env:').waitFor();
    });

    it('shows what the server refuses at its field', async () => {
      await page.getByRole('combobox', { name: 'Platform' }).selectOption('simulator');
      await page.getByRole('textbox', { name: 'Name' }).fill('lab');
      await page.getByRole('textbox', { name: 'Workloads' }).fill('60');
      await page.getByRole('textbox', { name: 'Seed' }).fill('7');
      await press(/^More settings/);
      const every = page.getByRole('textbox', { name: 'Read every' });
      await every.fill('1');
      await press('Connect');
      await page
        .locator('#field-intervalSeconds-help')
        .getByText(/from 5 to 604800/)
        .waitFor();
      await eventually(() => every.getAttribute('aria-invalid')).toBe('true');
      await every.fill('3600');
    });

    it('connects, says who answers, and reads', async () => {
      await press('Connect');
      await page.getByRole('heading', { name: /lab is connected/ }).waitFor();
      await page.getByText('Isthmus simulator at simulator://memory').waitFor();
      await page.getByText('up to date').waitFor();
      await page.getByRole('link', { name: 'See all sources' }).click();
      await card('lab').getByRole('link', { name: '60 workloads' }).waitFor();
    });

    it('refuses a platform that is connected already, unless somebody insists', async () => {
      await open('/sources/connect?kind=simulator');
      await page.getByRole('textbox', { name: 'Name' }).fill('lab again');
      await page.getByRole('textbox', { name: 'Workloads' }).fill('60');
      await page.getByRole('textbox', { name: 'Seed' }).fill('7');
      await press('Connect');
      await page.getByText(/IST-2233/).waitFor();
      expect(await page.getByRole('button', { name: 'Save it all the same' }).count()).toBe(1);
    });
  });

  describe('a connected source', () => {
    it('is read on demand, and keeps what each read found', async () => {
      await open('/sources');
      await press('Read now: lab');
      await said('lab was read.');
      await card('lab').getByRole('button', { name: 'Reads' }).click();
      const reads = page.getByRole('table', { name: 'Reads of lab' });
      await reads.getByText(/everything read: \d+ new or changed/).waitFor();
    });

    it('is tested and paused by keys alone, and the focus stays', async () => {
      const more = page.getByRole('button', { name: 'More for lab' });
      await more.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Test connection' }).press('Enter');
      await dialog().getByText('No right is missing.').waitFor();
      await page.keyboard.press('Escape');
      await eventually(() => more.and(page.locator(':focus')).count()).toBe(1);
      await menu('lab', 'Pause');
      await card('lab').getByText('paused', { exact: true }).waitFor();
      await menu('lab', 'Resume');
      await card('lab').getByText('up to date').waitFor();
    });

    it('is changed: what its word counts', async () => {
      await menu('lab', 'Change …');
      const precedence = page.getByRole('textbox', { name: 'Precedence' });
      expect(await precedence.inputValue()).toBe('50');
      await precedence.fill('45');
      await press('Save');
      await said('lab is changed.');
      expect((await source(LAB)).precedence).toBe(45);
    });

    it('that suddenly lists few machines is held: the overview says so, and what is known can be kept', async () => {
      await vanish();
      await open('/');
      await page
        .getByRole('list', { name: 'Sources that need attention' })
        .getByText(/instead of 60/)
        .waitFor();
      await open('/sources');
      await card('lab')
        .getByRole('heading', { name: /Held: it lists \d+ machines? instead of 60/ })
        .waitFor();
      expect(await app.broken(WCAG)).toEqual([]);
      await card('lab').getByRole('button', { name: 'Keep what is known …' }).click();
      await dialog().getByRole('textbox').fill('the account lost its role');
      await page.keyboard.press('Enter');
      await said('What is known of lab stays.');
      await card('lab').getByRole('link', { name: '60 workloads' }).waitFor();
      await eventually(() => card('lab').getByText('held', { exact: true }).count()).toBe(0);
    });

    it('that is held can be believed: the machines leave', async () => {
      await vanish();
      await open('/sources');
      await card('lab').getByRole('button', { name: 'They are gone …' }).click();
      await dialog().getByRole('button', { name: 'They are gone' }).click();
      await said(/machines left lab\./);
      await card('lab').getByText('up to date').waitFor();
      expect((await source(LAB)).workloads).toBeLessThan(30);
    });

    it('that fails says why, what is shown meanwhile, and when it is tried again', async () => {
      await callApi('PUT', `/api/v1/sources/${LAB}`, { settings: { faults: ['unreachable'] }, test: false });
      await press('Read now: lab');
      await card('lab')
        .getByText(/IST-2201/)
        .waitFor();
      await card('lab')
        .getByText(/last good state, of .* It is tried again at/)
        .waitFor();
      await page.getByRole('tab', { name: 'Doctor' }).click();
      await page.getByRole('table', { name: 'What needs attention' }).getByText('lab: connection').waitFor();
    });

    it('is deleted with all it said, and the focus does not fall out of the page', async () => {
      await open('/sources');
      await menu('lab', 'Delete …');
      await dialog().getByRole('button', { name: 'Delete' }).click();
      await said('lab is deleted.');
      await eventually(() => card('lab').count()).toBe(0);
      await eventually(() => page.locator('body:focus').count()).toBe(0);
    });
  });

  /** Asks to accept a proposal that makes a new application. */
  const accept = async (): Promise<void> => {
    const { items } = (await callApi('GET', '/api/v1/application-proposals')) as {
      items: { name: string; extends?: unknown }[];
    };
    const name = items.find((proposal) => proposal.extends === undefined)?.name;
    await page
      .getByRole('button', { name: `Accept ${name}`, exact: true })
      .first()
      .click();
  };

  describe('applications', () => {
    it('that are proposed are accepted under another name', async () => {
      await open('/applications?tab=proposed');
      await accept();
      await dialog().getByRole('textbox', { name: 'Name' }).fill('Treasury');
      await page.keyboard.press('Enter');
      await said(/Treasury is an application; generation \d+\./);
      await page.getByRole('tab', { name: 'Applications' }).click();
      await page
        .getByRole('searchbox', { name: 'A part of the name' })
        .or(page.getByRole('textbox', { name: 'A part of the name' }))
        .fill('treas');
      await page.getByText('1 application with “treas” in the name').waitFor();
      expect(page.url()).toContain('q=treas');
    });

    it('that are proposed are rejected with a reason, and leave the list', async () => {
      await open('/applications?tab=proposed');
      const first = page.getByRole('button', { name: /^Reject / }).first();
      const name = String(await first.getAttribute('aria-label')).replace('Reject ', '');
      await first.click();
      expect(await dialog().getByRole('button', { name: 'Reject' }).isDisabled()).toBe(true);
      await dialog().getByRole('textbox').fill('two teams own them');
      await page.keyboard.press('Enter');
      await said(`${name} is rejected.`);
    });

    it('take a workload by hand, and give it back', async () => {
      const { items } = (await callApi('GET', '/api/v1/applications?filter=treas')) as { items: { id: string }[] };
      const known = (await callApi('GET', `/api/v1/applications/${items[0]?.id}`)) as { members: { id: string }[] };
      const list = (await callApi('GET', '/api/v1/workloads?limit=50')) as { items: { id: string; name: string }[] };
      const other = list.items.find(({ id }) => !known.members.some((member) => member.id === id));
      await open(`/applications/${items[0]?.id}`);
      await page.getByRole('textbox', { name: 'Workload to put in, by name or id' }).fill(String(other?.id));
      await press('Put in');
      await said(/is in Treasury; generation/);
      await press(`Take ${other?.name} out`);
      await said(/Taken out of Treasury; generation/);
      await eventually(() => page.getByRole('button', { name: `Take ${other?.name} out` }).count()).toBe(0);
      await press('Take back');
      await said(/What was said of Treasury by hand is taken back/);
      await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
    });
  });

  describe('facts that sources disagree on', () => {
    it('are as another source says when somebody believes it, until that is taken back', async () => {
      const found = (await callApi('GET', '/api/v1/workloads?limit=1&filter=conflicts.count%20%3E%200')) as {
        items: { id: string }[];
      };
      await open(`/workloads/${found.items[0]?.id}?tab=facts`);
      const row = page
        .getByRole('table', { name: 'Facts' })
        .locator('tbody tr', { has: page.getByRole('button', { name: /^Believe this/ }) })
        .first();
      const before = await row.locator('td').nth(2).textContent();
      await row.getByRole('button', { name: /^Believe this/ }).click();
      await dialog().getByRole('textbox').fill('measured on the machine');
      await dialog().getByRole('button', { name: 'Believe it' }).click();
      await said(/is believed on/);
      await eventually(() => row.locator('td').nth(2).textContent()).not.toBe(before);
      await open('/sources?tab=corrections');
      await page.getByRole('table', { name: 'Corrected by hand' }).getByText('measured on the machine').waitFor();
      expect(await app.broken(WCAG)).toEqual([]);
      await press('Take back');
      await said(/Taken back; generation/);
      await page.getByText('Nobody corrected anything.', { exact: false }).waitFor();
    });
  });

  describe('for everybody', () => {
    it(
      'dialogs and forms break no rule of WCAG 2.2 AA, and can be read in the dark',
      async () => {
        const { items } = (await callApi('GET', '/api/v1/applications?limit=1')) as { items: { id: string }[] };
        const { items: sources } = (await callApi('GET', '/api/v1/sources')) as { items: { id: string }[] };
        const pages = [
          '/sources/connect?kind=azure',
          '/sources/connect?kind=simulator',
          `/sources/${sources[0]?.id}/change`,
          `/applications/${items[0]?.id}`,
        ];
        expect(await app.brokenOn(pages, WCAG)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await app.brokenOn(pages, CONTRAST)).toEqual([]);
        await open('/sources/connect?kind=vsphere');
        await press('Connect');
        await page.getByText('Address is needed.').waitFor();
        expect(await app.broken(CONTRAST)).toEqual([]);
        await open('/applications?tab=proposed');
        await accept();
        await dialog().waitFor();
        expect(await app.broken(WCAG)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'light' });
      },
      AXE_MS,
    );

    it('fits a telephone without scrolling sideways', async () => {
      await page.setViewportSize({ width: 400, height: 800 });
      const tooWide: string[] = [];
      for (const address of ['/sources', '/sources?tab=doctor', '/sources/connect?kind=vsphere', '/applications']) {
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
