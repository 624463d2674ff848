import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { parsePack } from '../packs/pack.ts';
import { fileOf, judgeOf, machine } from '../paths/paths.fixture.ts';
import { moveGround } from '../paths/waived-paths.fixture.ts';
import { createPolicyEngine } from './engine.ts';

const packOf = (levels: readonly string[]) =>
  parsePack(
    JSON.stringify({
      id: 'p',
      version: '1.0.0',
      name: 'House rules',
      source: 'own',
      asOf: '2026-11-22',
      appliesWhen: 'organisation.sector == "health"',
      requirements: levels.map((level, index) => ({
        id: `r${index}`,
        ref: 'r',
        title: 't',
        remedy: 'do it',
        test: 'site.country == "FR" && touchCountries.all(c, c == "FR")',
        level,
      })),
    }),
    'p.yaml',
    catalog,
  );

describe('a pack of which nobody knows whether it applies', () => {
  const file = fileOf({ paths: { hops: [{ role: 'metadata', countries: ['DE'] }] } });

  it.each([
    [['should', 'must', 'warn'], 'must'],
    [['must', 'should'], 'must'],
    [['warn', 'should'], 'should'],
    [['warn'], 'warn'],
  ])('with rules of %j weighs as much as %s', (levels, level) => {
    const packs = [packOf(levels)];
    const engine = createPolicyEngine({
      packs,
      sites: file.sites,
      catalog,
      organisation: {},
      declarations: [],
      asOf: '2026-11-23',
    });
    const applies = { ruleId: 'p/applies', state: 'unknown', level };
    expect(engine.findingsAt(machine(), 'cloud', ['p/applies'])).toMatchObject([applies]);
    expect([...engine.checkEstate([machine()]).findings()]).toMatchObject([applies]);
    expect([...engine.checkEstate([machine({ cluster: 'nowhere' })]).findings()]).toMatchObject([applies]);
    const atDisks = judgeOf(file, packs).findings(machine(), 'home', 'cloud', 'disks');
    expect(atDisks).toMatchObject([applies]);
  });

  it('leaves a path open, and says so in its wave', () => {
    const { path, wave } = moveGround(file, [packOf(['should', 'must', 'should'])]);
    expect(path.verdict).toBe('unknown');
    expect(wave[0]).toMatchObject({ ruleId: 'p/applies', state: 'unknown', missing: ['organisation.sector'] });
  });
});
