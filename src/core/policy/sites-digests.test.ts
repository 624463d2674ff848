import { describe, expect, it } from 'vitest';
import { sitesDigests } from './sites-digests.ts';

const SITES = 'sites:\n  - {id: own, platform: vsphere, target: stay}\n';
const SCENARIO = 'scenarios:\n  - {id: dear, name: Dear, priceFactors: {own: 2}}\n';

describe('sitesDigests', () => {
  it('leaves scenarios and comments out of the base', () => {
    expect(sitesDigests(`# mine\n${SITES}${SCENARIO}`).base).toBe(sitesDigests(SITES).base);
    expect(sitesDigests(SITES.replace('own', 'owned')).base).not.toBe(sitesDigests(SITES).base);
  });

  it('tells a changed scenario from one that stayed', () => {
    const before = sitesDigests(SITES + SCENARIO).scenarios;
    const more = sitesDigests(`${SITES}${SCENARIO}  - {id: cheap, name: Cheap}\n`).scenarios;
    expect(more.get('dear')).toBe(before.get('dear'));
    expect(sitesDigests(SITES + SCENARIO.replace('own: 2', 'own: 3')).scenarios.get('dear')).not.toBe(
      before.get('dear'),
    );
  });

  it('reads a file with values that JSON does not have', () => {
    expect(sitesDigests('sites: []\norganisation: {share: .nan}\n').base).toContain('sha256:');
  });
});
