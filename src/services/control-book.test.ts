import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { evidenceOf } from '../core/policy/controls/details.ts';
import { controlMatrix } from '../core/policy/controls/matrix.ts';
import type { OwnedContext } from './context.ts';
import { controlState } from './control-book.ts';
import { listControls } from './control-matrix.ts';
import { importDemo } from './import-demo.ts';
import { makeControlState } from './make-control-book.ts';
import { putSites } from './sites-document.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date('2026-11-23T08:00:00Z') });
  await importDemo(context, { seed: 1, workloads: 80 });
  await putSites(context, await readFile(new URL('../../demo/sites.yaml', import.meta.url), 'utf8'));
});
afterAll(() => context?.[Symbol.asyncDispose]());

describe('the book of controls', () => {
  it('is the same from a thread, and kept while nothing changes', async () => {
    const here = await makeControlState(context, 90);
    const abort = new AbortController();
    const asked = controlState({ ...context, signal: abort.signal }, 90, 1);
    // Whoever asked first leaves: others still get it.
    abort.abort();
    const there = await asked;
    expect(await controlState(context, 90)).toBe(there);
    expect(controlMatrix(there.book, 'nist80053r5', 'site')).toEqual(controlMatrix(here.book, 'nist80053r5', 'site'));
    const lines = ({ book }: typeof here) => evidenceOf(book, 'nist80053r5', 'AC-2', { by: 'site' });
    expect(lines(there)).toEqual(lines(here));
    expect(lines(there).total).toBeGreaterThan(0);
  });

  it('says of a control that rests on the organisation alone that it is only stated', async () => {
    const { items, satisfied, totals } = await listControls(context, {
      framework: 'nist80053r5',
      by: 'site',
      basis: 'stated',
      staleAfterDays: 90,
    });
    expect(items.map(({ control }) => control)).toContain('AC-2');
    expect(items.length).toBe(satisfied.stated);
    expect(satisfied.stated + satisfied.partly + satisfied.observed).toBe(totals.satisfied);
    const [line] = evidenceOf((await controlState(context, 90)).book, 'nist80053r5', 'AC-2', { by: 'site' }).lines;
    expect(line).toMatchObject({ feed: 'policy', rule: 'nis2/n-i', basis: 'stated', state: 'satisfied' });
  });
});
