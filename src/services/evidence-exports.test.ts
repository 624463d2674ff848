/** What an auditor is handed speaks of the check, whatever was changed since (S8). */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { auditWorkbook } from '../api/audit-workbook.ts';
import { auditTablesSchema } from '../api/evidence-exports.ts';
import { shippedFile } from '../shipped-files.ts';
import { approveWaiver } from './approve-waiver.ts';
import { auditTables } from './audit-tables.ts';
import { checkEstate } from './check-estate.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { evidencePack } from './evidence-pack.ts';
import { exportOscal } from './export-oscal.ts';
import { listFindings } from './get-check.ts';
import { importDemo } from './import-demo.ts';
import { requestWaiver } from './request-waiver.ts';
import { putSites } from './sites-document.ts';

let owned: OwnedContext;
let context: ServiceContext;
let home: string;
let now = new Date('2026-11-23T06:00:00Z');

const demo = await readFile(shippedFile('demo/sites.yaml'), 'utf8');
/** Broken everywhere, so that there is something to accept. */
const HOUSE = `{id: house, version: 1.0.0, name: House, source: own, asOf: '2026-11-22', appliesWhen: 'true', requirements: [
  {id: g-32, ref: Art. 1, title: At home, remedy: Move it, test: 'site.country == "FR"'}]}`;
const STALE = { staleAfterDays: 90 };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'evidence-exports-'));
  await mkdir(path.join(home, 'packs'));
  await writeFile(path.join(home, 'packs', 'house.yaml'), HOUSE);
  owned = await testContext();
  context = { ...owned, home, clock: () => now };
});
afterAll(async () => {
  await owned[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

describe('documents for an auditor', () => {
  const waived = { id: '' };

  it('need a check', async () => {
    expect(await codeOf(evidencePack(context, 'gdpr'))).toBe('IST-2108');
    expect(await codeOf(auditTables(context, STALE))).toBe('IST-2108');
  });

  it('say of a waived finding who answers for it, and never count it as satisfied', async () => {
    await importDemo(context, { seed: 42, workloads: 30 });
    await putSites(context, demo);
    await checkEstate(context, {});
    const asked = await requestWaiver(
      { ...context, actor: 'grace' },
      { rule: 'house/g-32', owner: 'Grace', reason: 'moves in <March>', expires: '2027-03-01', acceptUnknown: false },
    );
    waived.id = asked.id;
    await approveWaiver({ ...context, actor: 'alan' }, asked.id, '');
    await checkEstate(context, {});
    const text = await evidencePack(context, 'house');
    expect(text).toContain('moves in &lt;March&gt;');
    expect(text).toMatch(/accepted under a waiver/);
    expect(text).toContain('alan, 2026-11-23');
  });

  it('have tables with every finding, every framework, the waiver and where all of it comes from', async () => {
    const tables = auditTablesSchema.parse(await auditTables(context, STALE));
    const rowsOf = (id: string) => tables.tables.find((table) => table.id === id)?.rows ?? [];
    const { total } = await listFindings(context, { limit: 1 });
    expect(rowsOf('findings')).toHaveLength(total);
    expect(new Set(rowsOf('controls').map(([framework]) => framework)).size).toBe(7);
    expect(rowsOf('waivers').map(([id]) => id)).toEqual([waived.id]);
    expect(rowsOf('provenance')).toContainEqual(['product', expect.stringMatching(/^Isthmus /)]);
    for (const { columns, rows } of tables.tables) for (const row of rows) expect(row).toHaveLength(columns.length);
    const one = auditTablesSchema.parse(await auditTables(context, { ...STALE, framework: 'gdpr' }));
    expect(new Set(one.tables[1]?.rows.map(([framework]) => framework)).size).toBe(1);
    const workbook = Buffer.from(auditWorkbook(tables)).toString('latin1');
    for (const name of ['Findings', 'Controls', 'Waivers', 'Provenance']) expect(workbook).toContain(`name="${name}"`);
  });

  it('are the same after estate, sites and day moved on: they speak of the check', async () => {
    const oscal = JSON.stringify(await exportOscal(context, 'assessment-results', STALE));
    const summary = (text: string): string => text.slice(0, text.indexOf('id="provenance"'));
    const text = summary(await evidencePack(context, 'gdpr'));
    now = new Date('2027-03-05T06:00:00Z');
    await importDemo(context, { seed: 7, workloads: 35 });
    await putSites(context, `${demo}\n# looked at again\n`);
    expect(JSON.stringify(await exportOscal(context, 'assessment-results', STALE))).toBe(oscal);
    expect(summary(await evidencePack(context, 'gdpr'))).toBe(text);
  });

  it('refuse what the check did not ask, and what nobody knows', async () => {
    expect(await codeOf(evidencePack(context, 'nosuch'))).toBe('IST-4033');
    expect(await codeOf(exportOscal(context, 'assessment-plan', { ...STALE, framework: 'nist' }))).toBe('IST-4065');
    expect(await codeOf(auditTables(context, { ...STALE, framework: 'nist' }))).toBe('IST-4065');
    await checkEstate(context, { packs: ['dora'] });
    expect(await codeOf(evidencePack(context, 'gdpr'))).toBe('IST-4081');
  });

  it('refuse a check that cannot be brought back, and say what is gone', async () => {
    const catalog = async () => ({ ...(await owned.catalog()), version: 'sha256:other' });
    await expect(evidencePack({ ...context, catalog }, 'dora')).rejects.toMatchObject({
      code: 'IST-4080',
      causes: [{ message: expect.stringMatching(/the catalogue is sha256:other/) }],
    });
  });
});
