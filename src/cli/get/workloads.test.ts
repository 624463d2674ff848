/** What `get workloads` gives a spreadsheet, against a canned answer. */

import { expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';

it('gives spreadsheets sizes as numbers, with their units in the names', async () => {
  const row = { id: 'wl-1', name: 'sap-01', memoryMiB: 196_608, diskGiB: 1536.5, equallyGood: [], sources: [] };
  const answers = { 'GET /api/v1/workloads': json({ items: [row], total: 1 }) };
  const { out } = await cli(['get', 'workloads', '-o', 'csv'], answers);
  const [names = [], cells = []] = out.split('\r\n').map((line) => line.split(','));
  expect(cells[names.indexOf('memory_mib')]).toBe('196608');
  expect(cells[names.indexOf('disk_gib')]).toBe('1536.5');
  expect((await cli(['get', 'workloads'], answers)).out).toContain('192Gi');
});
