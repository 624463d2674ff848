/**
 * How fluid the console is on a large estate: `node bench/console.ts [--workloads 50000] [--link <sign-in link>]`.
 * Starts a server on a generated estate of its own unless a link to a running one is given. Prints figures; asserts
 * nothing, since they say as much of the machine as of the console.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { findBrowser, launch } from '../test/e2e/browser.ts';
import { removeHome } from '../test/support/homes.ts';
import { serve } from '../test/support/isthmus.ts';

const { values } = parseArgs({
  options: { workloads: { type: 'string', default: '50000' }, link: { type: 'string' } },
});

const MIB = 1024 * 1024;
const SCROLL_MS = 5000;

const executable = findBrowser();
if (executable === undefined) throw new Error('no Chromium was found; ISTHMUS_CHROMIUM may name one');
if (values.link === undefined) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-bench-console-'));
  const home = path.join(folder, 'home');
  try {
    await using server = await serve({ home, cwd: folder }, ['demo', '--workloads', values.workloads]);
    await measure(executable, server.signInUrl);
  } finally {
    await removeHome(home);
    await rm(folder, { recursive: true, force: true });
  }
} else {
  await measure(executable, values.link);
}

async function measure(executablePath: string, link: string): Promise<void> {
  const browser = await launch(executablePath);
  try {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    await page.goto(link);
    const origin = new URL(link).origin;
    await page.waitForURL(`${origin}/`);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable');

    const started = performance.now();
    await page.goto(`${origin}/workloads`);
    await page.locator('.isthmus-window tbody a').first().waitFor();
    const rowsMs = performance.now() - started;
    const paintMs = (await page.evaluate(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null",
    )) as number | null;
    print('workloads', (await page.getByText(/ workloads, generation/).textContent()) ?? '');
    print('first contentful paint', `${paintMs?.toFixed(0)} ms`);
    print('first rows', `${rowsMs.toFixed(0)} ms`);
    print('heap at rest', await heap(devtools));

    print('scroll by wheel, frames', await frames(page, () => wheel(page)));
    print('scroll by jumps through all', await frames(page, () => jump(page)));
    const arrived = performance.now();
    await list(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator('.isthmus-window .isthmus-placeholder').first().waitFor({ state: 'detached' });
    print('last rows after End', `${(performance.now() - arrived).toFixed(0)} ms`);
    print('rows in the document', String(await page.locator('.isthmus-window tbody tr[aria-rowindex]').count()));
    print('heap after scrolling', await heap(devtools));

    const box = page.getByRole('textbox', { name: 'Filter' });
    await box.fill('os.family = windows and cpuCount > 4');
    const asked = performance.now();
    await box.press('Enter');
    await page.waitForURL(/q=/);
    await page.locator('.isthmus-stale').waitFor({ state: 'detached' });
    await page.locator('.isthmus-window tbody a').first().waitFor();
    print('filter to rows', `${(performance.now() - asked).toFixed(0)} ms`);
  } finally {
    await browser.close();
  }
}

function list(page: Page) {
  return page.getByRole('region', { name: 'Workloads' });
}

async function wheel(page: Page): Promise<void> {
  await list(page).hover();
  for (const until = performance.now() + SCROLL_MS; performance.now() < until;) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
}

async function jump(page: Page): Promise<void> {
  const steps = 40;
  for (let step = 1; step <= steps; step += 1) {
    await list(page).evaluate((element, share) => element.scrollTo(0, element.scrollHeight * share), step / steps);
    await page.waitForTimeout(SCROLL_MS / steps);
  }
}

/** Time between frames the browser draws while something happens. */
async function frames(page: Page, act: () => Promise<void>): Promise<string> {
  await page.evaluate(`window.run = { times: [], over: false };
    (function watch(run) {
      requestAnimationFrame(function tick(time) { run.times.push(time); if (!run.over) requestAnimationFrame(tick); });
    })(window.run);`);
  await act();
  const times = (await page.evaluate('window.run.over = true; window.run.times')) as number[];
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  gaps.sort((a, b) => a - b);
  const at = (share: number): string => `${(gaps[Math.floor(share * (gaps.length - 1))] ?? 0).toFixed(1)} ms`;
  const perSecond = (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0);
  return `${perSecond.toFixed(0)} per second; p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)}`;
}

/** Used by scripts after a collection, so that garbage does not count. */
async function heap(devtools: CDPSession): Promise<string> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  return `${((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / MIB).toFixed(1)} MiB`;
}

function print(what: string, said: string): void {
  process.stdout.write(`${what.padEnd(30)} ${said}\n`);
}
