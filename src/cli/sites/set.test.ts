import { describe, expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';

const document = { text: '', digest: 'd', updatedAt: '', sites: [], warnings: ['site a: nothing is there'] };
const set = (...words: readonly string[]) =>
  cli(['sites', 'set', 'munich', ...words], { 'POST /api/v1/sites/munich': json(document) });

describe('isthmus sites set', () => {
  it('sends values in the kind of their field', async () => {
    const ran = await set(
      'country=de',
      'operator.own=true',
      'backup.countries=DE,at',
      'telemetry.countries=none',
      'city=',
    );
    expect(ran).toMatchObject({ code: 0 });
    expect(JSON.parse(ran.sent[0]?.body as string)).toEqual({
      changes: {
        'attributes.country': 'DE',
        'attributes.operator.own': true,
        'attributes.backup.countries': ['DE', 'AT'],
        'attributes.telemetry.countries': [],
        'attributes.city': null,
      },
    });
    expect(ran.err).toContain('! site a: nothing is there');
  });

  it('makes a site with a platform, a target and a region', async () => {
    const ran = await set('--platform', 'azure', '--target', 'azure-vm', '--region', 'germanywestcentral');
    expect(JSON.parse(ran.sent[0]?.body as string)).toEqual({
      changes: { region: 'germanywestcentral' },
      made: { platform: 'azure', target: 'azure-vm' },
    });
  });

  it.each([
    [['contry=DE'], 'Did you mean "country"?'],
    [['country'], 'is no field=value'],
    [[], 'say what is known'],
    [['country=DE', '--platform', 'kvm'], 'needs both'],
  ])('%j is wrong usage', async (words, message) => {
    const ran = await set(...words);
    expect(ran.sent).toEqual([]);
    expect(ran.err).toContain(message);
  });
});
