/** Sites, classes, findings, controls and the log as a compliance officer walks through them. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.ts';
import { AXE_MS, CONTRAST, eventually, startConsole, WCAG } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const root = path.join(import.meta.dirname, '../..');
const browserPath = findBrowser();
const inCi = process.env['CI'] !== undefined;
const WORKLOADS = 300;

describe.skipIf(browserPath === undefined && !inCi)('sovereignty in the console', () => {
  let app: ConsolePage;
  let page: ConsolePage['page'];
  let callApi: ConsolePage['callApi'];

  const run = async (address: string, body: unknown): Promise<void> => {
    const { id } = (await callApi('POST', address, body)) as { id: string };
    const { state } = (await callApi('GET', `/api/v1/operations/${id}?wait=60s`)) as { state: string };
    expect(state).toBe('succeeded');
  };
  const open = async (address: string): Promise<void> => {
    await app.open(address);
    await app.settled();
  };

  beforeAll(async () => {
    app = await startConsole(browserPath);
    ({ page, callApi } = app);
    await page.goto(app.server.signInUrl);
    await page.getByRole('heading', { name: 'Nothing is known yet' }).waitFor();
    await run('/api/v1/demo', { seed: 42, workloads: WORKLOADS });
    await callApi('PUT', '/api/v1/sites', { text: await readFile(path.join(root, 'demo/sites.yaml'), 'utf8') });
    await run('/api/v1/checks', {});
  });

  afterAll(() => app?.[Symbol.asyncDispose]());

  it('asks what is known of a site, and keeps the comments of the file', async () => {
    await open('/sites');
    await page.getByRole('link', { name: 'Munich, VMware' }).click();
    await page.getByLabel('City').fill('München');
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    const { text } = (await callApi('GET', '/api/v1/sites')) as { text: string };
    expect(text).toContain('city: München');
    expect(text).toContain('# Sites of the demo estate');
  });

  it('says what cannot be right with a value, and leaves the file as it is', async () => {
    await open('/sites/muc-vsphere');
    await page.getByLabel('Country', { exact: true }).fill('Bavaria');
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page
      .getByText(/Place: Country: .*BAVARIA/)
      .first()
      .waitFor();
    const { text } = (await callApi('GET', '/api/v1/sites')) as { text: string };
    expect(text).not.toContain('BAVARIA');
  });

  it('classifies a workload by hand, and shows whoever reads from it with the way', async () => {
    const edges = (await callApi('GET', '/api/v1/dependencies?limit=200&noise=false')) as {
      items: { from: { id: string; name: string }; to: { id: string; name: string }; port?: number }[];
    };
    const edge = edges.items.find(({ port }) => port === 1433);
    if (edge === undefined) throw new Error('the demo has no call to a database');
    await open(`/workloads/${edge.to.id}`);
    await page.getByRole('button', { name: 'Classify' }).click();
    await page.getByLabel('Data classes').fill('phi');
    await page.getByLabel(/Why\?/).fill('medical records');
    await page.getByRole('dialog').getByRole('button', { name: 'Classify' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await open(`/workloads/${edge.from.id}?tab=facts`);
    await page.getByRole('heading', { name: 'Data classes of what it reads' }).waitFor();
    await page.getByText('phi').first().waitFor();
    await page.getByRole('link', { name: edge.to.name }).first().waitFor();
  });

  it('compares sites by level, with what would have to be known', async () => {
    await open('/sovereignty');
    await page.getByRole('heading', { name: 'EU Cloud Sovereignty Framework' }).waitFor();
    await page.getByText('SEAL 4').first().waitFor();
  });

  it('shows a finding with its evidence, and who may waive it', async () => {
    await open('/findings');
    await page.getByRole('tab', { name: 'Trend' }).waitFor();
    const { items } = (await callApi('GET', '/api/v1/findings?state=violated&limit=1')) as {
      items: { ruleId: string; siteId: string; workloadId: string | null }[];
    };
    const [finding] = items;
    if (finding === undefined) throw new Error('the demo breaks no rule');
    const query = new URLSearchParams({
      rule: finding.ruleId,
      site: finding.siteId,
      ...(finding.workloadId !== null && { workload: finding.workloadId }),
    });
    await open(`/findings/one?${query.toString()}`);
    await page.getByRole('columnheader', { name: 'Where it is from' }).waitFor();
    await page
      .getByRole('button', { name: /waiver/i })
      .first()
      .waitFor();
  });

  it('the log verifies, and a checkpoint of it is signed', async () => {
    await open('/audit');
    await page.getByRole('button', { name: 'Sign a checkpoint' }).click();
    await eventually(
      async () => ((await callApi('GET', '/api/v1/audit/state')) as { checkpoint: unknown }).checkpoint,
    ).not.toBeNull();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page
      .getByText(/intact/i)
      .first()
      .waitFor();
  });

  const PAGES = [
    '/sites/muc-vsphere',
    '/sovereignty',
    '/findings?tab=trend',
    '/findings?tab=waivers',
    '/controls',
    '/exit',
  ];

  it(
    'no page breaks WCAG 2.2 AA, and every text can be read in the dark',
    async () => {
      expect(await app.brokenOn(PAGES, WCAG)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await app.brokenOn(PAGES, CONTRAST)).toEqual([]);
    },
    AXE_MS,
  );
});
