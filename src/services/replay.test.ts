import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFile } from '../shipped-files.ts';
import { testContext } from '../../test/support/database.ts';
import { assessEstate } from './assess-estate.ts';
import { checkEstate } from './check-estate.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { importDemo } from './import-demo.ts';
import { placeEstate } from './place-estate.ts';
import { planMoves } from './plan-moves.ts';
import { getDecision, listDecisions, replayDecision } from './replay.ts';
import { putSites } from './sites-document.ts';

let owned: OwnedContext;
let context: ServiceContext;
let home: string;
let now = new Date('2026-11-23T06:00:00Z');

const demo = await readFile(shippedFile('demo/sites.yaml'), 'utf8');
const pack = (test: string): string =>
  `{id: mine, version: 1.0.0, name: n, source: own, asOf: '2026-11-22', appliesWhen: 'true', requirements: [{id: a, ref: r, title: t, remedy: r, test: '${test}'}]}`;

const newest = async (decision: string): Promise<string> => {
  const { items } = await listDecisions(context, { limit: 50, offset: 0 });
  return items.find((each) => each.decision === decision)?.id ?? '';
};

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'replay-home-'));
  owned = await testContext();
  context = { ...owned, home, clock: () => now };
  await importDemo(context, { seed: 3, workloads: 60 });
  await putSites(context, demo);
});
afterAll(async () => {
  await owned[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

describe('a decision made again', () => {
  const ids: Record<string, string> = {};

  it('is the same, and nothing of it is kept', async () => {
    await assessEstate(context, {});
    await checkEstate(context, {});
    await placeEstate(context, { seed: 7, iterations: 200 });
    await planMoves(context, { name: 'first' });
    const before = await listDecisions(context, { limit: 50, offset: 0 });
    for (const decision of ['assess', 'check', 'place', 'plan']) {
      const id = (ids[decision] = await newest(decision));
      expect(await replayDecision(context, id)).toMatchObject({ answer: 'same', missing: [], notes: [] });
    }
    expect(await listDecisions(context, { limit: 50, offset: 0 })).toEqual(before);
  });

  it('is held by the audit log', async () => {
    expect((await getDecision(context, ids['place'] ?? '')).audit).toMatchObject({ fits: true });
  });

  it('is the same after estate, sites, day and waivers moved on', async () => {
    now = new Date('2027-03-01T06:00:00Z');
    await importDemo(context, { seed: 4, workloads: 70 });
    await putSites(context, `${demo}\n# looked at again\n`);
    await placeEstate(context, { seed: 7, iterations: 200 });
    for (const id of Object.values(ids)) expect(await replayDecision(context, id)).toMatchObject({ answer: 'same' });
  });

  it('says what differs first when the stored result was changed', async () => {
    const id = ids['plan'] ?? '';
    const change = (from: string, to: string) =>
      context.store.query(`update why_records set doc = replace(doc::text, $2, $3)::json where id = $1`, [
        id,
        from,
        to,
      ]);
    const { resultDigest, resultId } = await getDecision(context, id);
    const other = resultDigest.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await change(resultDigest, other);
    await context.store.query(
      `update results set doc = replace(doc::text, '"first"', '"forged"')::json where id = $1`,
      [resultId],
    );
    const replay = await replayDecision(context, id);
    expect(replay.answer).toBe('different');
    expect(replay.difference).toEqual({ where: 'result.name', recorded: '"forged"', now: '"first"' });
    expect(replay.notes[0]).toMatch(/not the one that record \d+ of the audit log holds/);
    await change(other, resultDigest);
  });

  it('cannot be replayed when its generation is gone, and says so', async () => {
    await context.store.query(
      `update why_records set doc = jsonb_set(doc::jsonb, '{generation}', '99')::json where id = $1`,
      [ids['assess']],
    );
    expect(await replayDecision(context, ids['assess'] ?? '')).toMatchObject({
      answer: 'impossible',
      missing: ['gen/99 of the estate was pruned'],
      replayedDigest: null,
    });
  });

  it('cannot be replayed with another catalogue, or when time ended the search', async () => {
    const catalog = async () => ({ ...(await owned.catalog()), version: 'sha256:other' });
    const { answer, missing } = await replayDecision({ ...context, catalog }, ids['check'] ?? '');
    expect(answer).toBe('impossible');
    expect(missing[0]).toMatch(/the catalogue is sha256:other/);
    await placeEstate(context, { seed: 7, seconds: 0.01 });
    expect((await replayDecision(context, await newest('place'))).missing[0]).toMatch(/another run finds another/);
  });

  it('uses the very pack of then, though its file says something else now', async () => {
    await mkdir(path.join(home, 'packs'));
    const file = path.join(home, 'packs', 'mine.yaml');
    await writeFile(file, pack('site.country == "DE"'));
    await checkEstate(context, { packs: ['mine'] });
    const id = await newest('check');
    await writeFile(file, pack('site.country == "FR"'));
    expect(await replayDecision(context, id)).toMatchObject({ answer: 'same' });
    await rm(file);
    expect(await replayDecision(context, id)).toMatchObject({ answer: 'same' });
    await context.store.query(`delete from replay_inputs where kind = 'pack' and content like '%"mine"%'`);
    expect((await replayDecision(context, id)).missing[0]).toMatch(/the pack mine .* was not kept/);
  });

  it.each([1, 3, 5])('is the same when midnight passed after the %ith look at the clock', async (looks) => {
    const midnight = Date.UTC(2027, 2, 3, 0, 0, looks);
    now = new Date(midnight);
    let looked = 0;
    await checkEstate({ ...context, clock: () => (++looked > looks ? now : new Date(midnight - 60_000)) }, {});
    expect(await replayDecision(context, await newest('check'))).toMatchObject({ answer: 'same' });
  });

  it('refuses what is no decision', async () => {
    await expect(replayDecision(context, 'why-none')).rejects.toMatchObject({ code: 'IST-6120' });
  });
});
