/** What does staying cost, and what does each way out? From an inventory to a workbook somebody can compute with. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TcoDocument } from '../../src/api/costs.ts';
import { recalculate } from '../../src/core/cost/tco/workbook/recalculate.fixture.ts';
import { readWorkbook } from '../../src/formats/table.fixture.ts';
import { writeRvtoolsWorkbook } from '../../src/providers/simulator/rvtools-workbook.ts';
import { shippedFile } from '../../src/shipped-files.ts';
import { removeHome } from '../support/homes.ts';
import { isthmus } from '../support/isthmus.ts';
import type { Place, Ran } from '../support/isthmus.ts';

let folder: string;
let place: Place;
let sites: string;
const run = (...args: readonly string[]): Promise<Ran> => isthmus(place, ...args);
const json = <T>(ran: Ran): T => JSON.parse(ran.out) as T;
const totalCost = async (): Promise<TcoDocument> => json(await run('tco', '-o', 'json'));
const apply = async (text: string): Promise<void> => {
  await writeFile(path.join(folder, 'sites.yaml'), text);
  expect(await run('sites', 'apply', 'sites.yaml')).toMatchObject({ code: 0 });
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-story-'));
  place = { home: path.join(folder, 'home'), cwd: folder };
  await writeRvtoolsWorkbook({ seed: 21, vms: 120, path: path.join(folder, 'vc.xlsx') });
  sites = await readFile(shippedFile('demo/sites.yaml'), 'utf8');
  await run('import', 'rvtools', 'vc.xlsx');
  await apply(sites);
  await run('assess');
  await run('place');
});

afterAll(async () => {
  await removeHome(place.home);
  await rm(folder, { recursive: true, force: true });
});

describe('what it costs', () => {
  let tco: TcoDocument;

  it('is said of staying, of the placement and of each site, every line with formula, sources and dates', async () => {
    tco = await totalCost();
    expect(tco.paths.map(({ id }) => id).slice(0, 2)).toEqual(['stay', 'placement/latest']);
    expect(
      tco.paths.every(({ usd }) => usd !== null && usd.low <= usd.likely && usd.likely <= usd.high && usd.likely > 0),
    ).toBe(true);
    const inputs = new Map(tco.inputs.map((input) => [input.id, input]));
    for (const line of tco.lines) {
      expect(line.formula, line.id).not.toBe('');
      if (line.usd === null) expect(line.asks.length, line.id).toBeGreaterThan(0);
      else if (line.usd.low > line.usd.likely || line.usd.likely > line.usd.high) expect.fail(line.id);
      for (const id of line.inputs) {
        const { source, asOf, value } = inputs.get(id) ?? expect.fail(id);
        expect(source, id).not.toBe('');
        if (value !== null) expect(asOf, id).toMatch(/^\d{4}/);
      }
    }
  });

  it('is a workbook whose formulas come to what the program says', async () => {
    expect(await run('tco', '--out', 'tco.xlsx')).toMatchObject({ code: 0 });
    expect(await run('tco', '--out', 'none/tco.xlsx')).toMatchObject({
      code: 64,
      err: expect.stringContaining('none/tco.xlsx cannot be written: there is no such folder'),
    });
    expect(await run('tco', '--out', 'tco.csv')).toMatchObject({ code: 64, err: expect.stringContaining('.xlsx') });
    const bytes = new Uint8Array(await readFile(path.join(folder, 'tco.xlsx')));
    const book = recalculate(bytes);
    const { formulas } = book;
    expect(formulas.length).toBeGreaterThan(tco.months * tco.paths.length);
    const wrong = formulas.filter(
      ({ stated, computed }) => Math.abs(stated - Number(computed)) > 1e-6 * (1 + Math.abs(stated)),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    const stated = new Map(formulas.map(({ cell, stated: value }) => [cell, value]));
    for (const [at, { id, usd, netPresentUsd }] of tco.paths.entries()) {
      const row = at + 5;
      expect(book.read('Summary', `A${row}`)).toBe(id);
      expect(stated.get(`Summary!D${row}`), id).toBeCloseTo(usd?.likely ?? NaN, 3);
      expect(stated.get(`Summary!G${row}`), id).toBeCloseTo(netPresentUsd?.likely ?? NaN, 3);
    }
    // Our reader opens it, and another sees the values beside the formulas without computing any.
    expect(Object.keys(await readWorkbook(bytes))).toEqual([
      'Summary',
      'Inputs',
      'Series',
      'Months',
      'Tornado',
      'Notes',
    ]);
    const summary = (await readExcelFile(Buffer.from(bytes))).find(({ sheet }) => sheet === 'Summary')?.data ?? [];
    expect(summary.slice(4, 4 + tco.paths.length).map(([id, , moves, total]) => [id, moves, total])).toEqual(
      tco.paths.map(({ id, moves, usd }) => [id, moves, expect.closeTo(usd?.likely ?? NaN, 3)]),
    );
    const states = tco.inputs.map((_, at) => book.read('Inputs', `K${at + 4}`));
    expect(states).toEqual(
      tco.inputs.map(({ value, unverified }) => (value === null ? 'missing' : unverified ? 'unverified' : '')),
    );
  });

  it('says on the command line what is unverified and what has to be given', async () => {
    const { out } = await run('tco', '-o', 'wide');
    expect(out).toContain('in part unverified');
    expect(out).toContain('? sites.yaml azure-weu.cost.egressGiBPerMonth');
    expect(out).toMatch(/Egress to internet +no price/);
  });

  it('has a price for the traffic once somebody says how much it is, and none that was made up before', async () => {
    const id = 'all-to/azure-weu.azure-weu.egress';
    expect(tco.lines.find((line) => line.id === id)).toMatchObject({ usd: null, perMonth: [] });
    await apply(
      sites.replace('      publicIpAddresses: 6\n', '      publicIpAddresses: 6\n      egressGiBPerMonth: 1100\n'),
    );
    const line = (await totalCost()).lines.find((each) => each.id === id);
    // A hundred GiB are free, the thousand beyond cost 0.087 each.
    expect(line?.perMonth.at(-1)).toBeCloseTo(87, 6);
  });

  it('takes recommended sizes where sites.yaml places by them, and never in staying', async () => {
    await apply(sites.replace('placement:\n', 'placement:\n  sizing: right-sized\n'));
    const sized = await totalCost();
    const of = (from: TcoDocument, pathId: string) => from.paths.find(({ id }) => id === pathId)?.usd?.likely ?? NaN;
    expect(of(sized, 'stay')).toBeCloseTo(of(tco, 'stay'), 6);
    const resized = sized.warnings.some((line) => line.includes('take the size recommended'));
    expect(resized).toBe(of(sized, 'all-to/azure-weu') !== of(tco, 'all-to/azure-weu'));
  });
});
