import { describe, expect, it } from 'vitest';
import { fileOf, packOf } from '../policy/paths/paths.fixture.ts';
import { moveGround } from '../policy/paths/waived-paths.fixture.ts';
import type { SitesFile } from '../policy/site.ts';
import { waveFindings } from './approval.ts';

/** Copies of the destination are kept in the US; the path says otherwise of the move's own copies. */
function copiesAbroad(): SitesFile {
  const file = fileOf({
    paths: {
      hops: [
        { role: 'metadata', countries: ['US'] },
        { role: 'backup', countries: ['DE'] },
      ],
    },
  });
  const abroad = { backup: { countries: ['US'] } };
  return {
    ...file,
    sites: file.sites.map((site) =>
      site.id === 'cloud' ? { ...site, attributes: { ...site.attributes, ...abroad } } : site,
    ),
  };
}

describe('findings of a wave', () => {
  const pack = packOf('touchCountries.all(c, c in eea)');

  it('name what the destination breaks although a hop breaks the same and is waived', () => {
    const waiver = moveGround(copiesAbroad(), [pack]).waiverFor('cloud/metadata');
    const { path, wave } = moveGround(copiesAbroad(), [pack], [waiver]);
    expect(path.verdict).toBe('violated');
    expect(wave.map(({ siteId, state, waiver: by }) => [siteId, state, by?.id])).toEqual([
      ['cloud/metadata', 'violated', 'w-cloud/metadata'],
      ['cloud', 'violated', undefined],
    ]);
  });

  it('say once what a hop and the destination both break', () => {
    const { wave } = moveGround(copiesAbroad(), [pack]);
    expect(wave.map(({ siteId }) => siteId)).toEqual(['cloud/metadata']);
  });

  it('hold all that the verdict of the path rests on, whatever else is found', () => {
    const { path } = moveGround(copiesAbroad(), [pack]);
    const wave = waveFindings({ wave: 1, path, names: ['w'], atHops: [], atDestination: [] });
    expect(wave).toMatchObject([{ ruleId: 'p/r', siteId: 'cloud/metadata', state: 'violated', moves: 1 }]);
    const open = moveGround(fileOf(), [pack]).path;
    expect(waveFindings({ wave: 1, path: open, names: ['w'], atHops: [], atDestination: [] })).toMatchObject([
      { siteId: 'cloud/metadata', state: 'unknown', missing: ['paths.metadata.countries'] },
    ]);
  });
});
