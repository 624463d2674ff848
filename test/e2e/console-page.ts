/** What every test of the console does: start a server and a browser, open pages, wait until they are whole, ask the API. */

import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { removeHome } from '../support/homes.ts';
import { serve } from '../support/isthmus.ts';
import type { RunningServer } from '../support/isthmus.ts';
import { launch, watchedPage } from './browser.ts';
import type { Watched } from './browser.ts';

const root = path.join(import.meta.dirname, '../..');

export const PATIENCE_MS = 15_000;
export const AXE_MS = 180_000;
/** After so long a page shows what it goes on showing. */
const STAYS_MS = 2000;
export const SIZE = { width: 1400, height: 900 };

// Its caller awaits it.
// oxlint-disable-next-line vitest/require-awaited-expect-poll
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: PATIENCE_MS });

export interface ConsolePage extends AsyncDisposable {
  readonly folder: string;
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly watched: Watched;
  readonly page: Page;
  readonly open: (address: string) => Promise<void>;
  /** Waits until nothing says that it is still being fetched. */
  readonly settled: () => Promise<void>;
  readonly press: (name: string | RegExp) => Promise<void>;
  /** Calls the API as the page does: with its cookie and its origin. */
  readonly callApi: (method: string, address: string, body?: unknown) => Promise<unknown>;
  /** What axe finds on the page as it is. */
  readonly broken: (rules: AxeRules) => Promise<readonly string[]>;
  /** What axe finds on pages that are opened one after the other. */
  readonly brokenOn: (addresses: readonly string[], rules: AxeRules) => Promise<readonly string[]>;
}

export type AxeRules = { readonly tags: string[] } | { readonly rules: string[] };

export const WCAG: AxeRules = { tags: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
export const CONTRAST: AxeRules = { rules: ['color-contrast'] };

/** An empty data folder, its server, and a page that nobody is signed in to yet. */
export async function startConsole(browserPath: string | undefined): Promise<ConsolePage> {
  if (browserPath === undefined) throw new Error('no Chromium was found; ISTHMUS_CHROMIUM may name one');
  if (!existsSync(path.join(root, 'dist/console/index.html'))) throw new Error('build the console: npm run build');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-e2e-'));
  const home = path.join(folder, 'home');
  const [server, browser] = await Promise.all([serve({ home, cwd: folder }), launch(browserPath)]);
  // Colours are measured as they stay, not while something fades in.
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light', reducedMotion: 'reduce' });
  const watched = await watchedPage(context, server.url);
  const { page } = watched;
  page.setDefaultTimeout(PATIENCE_MS);

  const open = async (address: string): Promise<void> => {
    await page.goto(`${server.url}${address}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const settled = async (): Promise<void> => {
    await eventually(() => page.locator('.pf-v6-c-spinner, .isthmus-placeholder, [aria-busy=true]').count()).toBe(0);
    await eventually(() => page.getByText('Loading …').count()).toBe(0);
  };
  const brokenNow = async (rules: AxeRules): Promise<readonly string[]> => {
    // Rows are made alike: the first of each table stand for the others.
    const axe = new AxeBuilder({ page }).exclude('tbody tr:nth-child(n+9)').exclude('tbody:nth-of-type(n+9)');
    const { violations } = await ('tags' in rules ? axe.withTags(rules.tags) : axe.withRules(rules.rules)).analyze();
    return violations.map(({ id, nodes }) => {
      const seen = nodes.map(({ html, any }) => `${html} ${any.map(({ message }) => message).join('; ')}`);
      return `${id}: ${seen.join('\n')}`;
    });
  };
  // A page that is still being painted is measured a second time: what breaks a rule as it stays is found again.
  const broken = async (rules: AxeRules): Promise<readonly string[]> => {
    if ((await brokenNow(rules)).length === 0) return [];
    await settled();
    await page.waitForTimeout(STAYS_MS);
    return brokenNow(rules);
  };
  return {
    folder,
    server,
    browser,
    context,
    watched,
    page,
    open,
    settled,
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    callApi: (method, address, body) =>
      page.evaluate(
        async ([how, where, what]) => {
          const response = await fetch(where, {
            method: how,
            ...(what !== null && { body: what, headers: { 'content-type': 'application/json' } }),
          });
          return response.json();
        },
        [method, address, body === undefined ? null : JSON.stringify(body)] as const,
      ),
    broken,
    brokenOn: async (addresses, rules) => {
      const found: string[] = [];
      for (const address of addresses) {
        await open(address);
        await settled();
        found.push(...(await broken(rules)).map((text) => `${address} ${text}`));
      }
      return found;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await removeHome(home);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
