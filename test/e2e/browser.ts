/** A browser of the machine, and a page that remembers what it asked for and complained about. */

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const PLACES = [
  process.env['ISTHMUS_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Undefined when the machine has none; ISTHMUS_CHROMIUM names one elsewhere. */
export function findBrowser(): string | undefined {
  return PLACES.find((place) => place !== undefined && existsSync(place));
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

export interface Watched {
  readonly page: Page;
  /** Addresses asked for on another origin. */
  readonly foreign: string[];
  /** What the browser complained about: errors of scripts, and what the content security policy refused. */
  readonly complaints: string[];
}

/** A refused sign-in, and a list that is not there yet, are answers; the browser writes each as an error as well. */
const isAnswer = (text: string): boolean =>
  /Failed to load resource: the server responded with a status of 4\d\d/.test(text);

export async function watchedPage(context: BrowserContext, origin: string): Promise<Watched> {
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(data|blob|about):/.test(request.url()))
      foreign.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAnswer(message.text())) complaints.push(message.text());
  });
  return { page, foreign, complaints };
}
