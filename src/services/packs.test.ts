import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithLock, lockText, parseLock } from '../core/policy/packs/lock.ts';
import { loadCatalog } from './catalog.ts';
import { loadPacks, readPacks } from './packs.ts';

const catalog = await loadCatalog();
const shipped = await loadPacks();

describe('the shipped packs', () => {
  it('have no rule at fault', () => {
    expect(shipped.flatMap((pack) => pack.problems)).toEqual([]);
  });

  it('stand for every requirement of the catalogue, and say no more than its level allows', () => {
    const covered = new Map(
      shipped.map((pack) => [pack.id, new Set(pack.requirements.flatMap((each) => each.covers))]),
    );
    for (const regime of catalog.sovereignty.regimes) {
      expect([...(covered.get(regime.id) ?? [])].sort(), regime.id).toEqual(
        regime.requirements.map((each) => each.id).sort(),
      );
    }
    for (const regime of catalog.sovereignty.regimes) {
      const pack = shipped.find((each) => each.id === regime.id);
      for (const { id, level } of regime.requirements) {
        const own = pack?.requirements.filter((each) => each.covers.includes(id)) ?? [];
        if (level === 'should' || level === 'warn' || level === 'planned') {
          expect(
            own.map((each) => each.level),
            `${regime.id}/${id}`,
          ).not.toContain('must');
        }
      }
    }
  });

  it('carry confidence and source of the catalogue', () => {
    for (const pack of shipped) {
      const regime = catalog.sovereignty.regimes.find((each) => each.id === pack.id);
      if (regime !== undefined) expect(pack.definition.conf, pack.id).toBe(regime.conf);
      for (const source of [pack.definition.source].flat()) {
        expect(Object.keys(catalog.sovereignty.sources), `${pack.id}: ${source}`).toContain(source);
      }
    }
  });

  it('take the weights of the framework as they are, and own its heuristic', () => {
    const ladders = shipped.find((pack) => pack.id === 'eu-csf')?.ladders ?? [];
    expect(ladders.map((ladder) => [ladder.id.replace('SOV', 'SOV-'), ladder.name, ladder.weightPct])).toEqual(
      catalog.sovereignty.euCsfObjectives.map((objective) => [objective.id, objective.name, objective.weightPct]),
    );
    expect(new Set(ladders.map((ladder) => ladder.confidence))).toEqual(new Set(['own']));
  });

  it('know every data class they ask for', () => {
    const known = catalog.sovereignty.attributes['workload.dataClasses'] ?? '';
    for (const pack of shipped) {
      const texts = [
        pack.definition.appliesWhen,
        ...pack.requirements.flatMap((each) => [each.when?.text ?? '', each.test.text]),
      ];
      for (const text of texts) {
        for (const [, name] of text.matchAll(/"([a-z-]+)" in workload\.dataClasses/g))
          expect(known, pack.id).toContain(name);
      }
    }
  });
});

describe("a user's own packs", () => {
  let home: string;
  const pack = (id: string, test = 'site.country == "DE"'): string =>
    `{id: ${id}, version: 1.0.0, name: n, source: own, asOf: '2026-11-22', appliesWhen: 'true', requirements: [{id: a, ref: r, title: t, remedy: r, test: '${test}'}]}`;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'isthmus-packs-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('need not be there', async () => {
    expect(await loadPacks(join(home, 'nothing'))).toHaveLength(shipped.length);
  });

  it('are read from the packs folder, and other files left alone', async () => {
    await mkdir(join(home, 'packs'));
    await writeFile(join(home, 'packs', 'mine.yaml'), pack('mine'));
    await writeFile(join(home, 'packs', 'notes.txt'), 'not a pack');
    const [mine, ...more] = (await loadPacks(home)).slice(shipped.length);
    expect(more).toEqual([]);
    expect(mine).toMatchObject({ id: 'mine', origin: 'own', problems: [] });
  });

  it('keep a faulty rule and name it', async () => {
    await writeFile(join(home, 'packs', 'mine.yaml'), pack('mine', 'site.contry == "DE"'));
    const mine = (await loadPacks(home)).at(-1);
    expect(mine?.problems[0]?.where).toContain('mine.yaml: requirements[0].test (line 1)');
  });

  it('cannot take the id of another', async () => {
    await writeFile(join(home, 'packs', 'mine.yaml'), pack('dora'));
    await expect(loadPacks(home)).rejects.toMatchObject({
      code: 'IST-4013',
      causes: [{}, { where: join(home, 'packs', 'mine.yaml') }],
    });
  });

  it('that are no packs stop the check loudly', async () => {
    await writeFile(join(home, 'packs', 'mine.yaml'), 'id: [');
    await expect(loadPacks(home)).rejects.toMatchObject({ code: 'IST-4010' });
  });
});

describe('a lock file in the data folder', () => {
  it('keeps packs from being used that are not those it names', async () => {
    const home = await mkdtemp(join(tmpdir(), 'isthmus-locked-'));
    try {
      await writeFile(join(home, 'packs.lock.yaml'), lockText(shipped));
      expect(await loadPacks(home)).toHaveLength(shipped.length);
      const [first, ...others] = shipped;
      await writeFile(join(home, 'packs.lock.yaml'), lockText(others));
      await expect(loadPacks(home)).rejects.toMatchObject({ code: 'IST-4015', causes: [{ where: first?.id }] });
      expect(await readPacks(home)).toHaveLength(shipped.length);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });

  it('ships with the packs: whoever changes one raises its version and runs isthmus packs lock', async () => {
    const file = new URL('../../packs/packs.lock.yaml', import.meta.url);
    const lock = parseLock(await readFile(file, 'utf8'), 'packs.lock.yaml');
    expect(compareWithLock(shipped, lock)).toEqual([]);
  });
});
