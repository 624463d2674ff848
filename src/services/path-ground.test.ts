import { describe, expect, it } from 'vitest';
import { planDrift } from './path-ground.ts';

const pins = (packDigests: Readonly<Record<string, string>> | undefined) => ({
  generation: 1,
  estateDigest: 'e',
  placementId: 'p',
  placementDigest: 'p',
  sitesDigest: 's',
  catalogVersion: 'c',
  packVersions: { house: '1.0.0', waivers: '1' },
  ...(packDigests !== undefined && { packDigests }),
});

const driftWith = (planned: Readonly<Record<string, string>> | undefined, now: Readonly<Record<string, string>>) =>
  planDrift(
    { pins: pins(planned) },
    {
      generation: { number: 1, digest: 'e' },
      sites: { digest: 's' },
      catalogVersion: 'c',
      packVersions: { house: '1.0.0', waivers: '1' },
      packDigests: now,
    },
  );

describe('drift of a plan', () => {
  it('sees a pack that is another under the same version, and leaves waivers to their approvals', () => {
    expect(driftWith({ house: 'a', waivers: 'a' }, { house: 'a', waivers: 'b' })).toEqual([]);
    expect(driftWith({ house: 'a' }, { house: 'b' })).toEqual(['packs have changed since the plan was made: house']);
    expect(driftWith(undefined, { house: 'b' })).toEqual([]);
  });
});
