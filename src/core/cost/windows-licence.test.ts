import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { licensableCores, windowsServerHostLicence, windowsTerms } from './windows-licence.ts';

const { licensing } = await loadCatalog();
const terms = windowsTerms(licensing);

describe('licensableCores', () => {
  const examples = licensing.rules.find((rule) => rule.id === 'ws-core-count')?.['examples'] as {
    sockets: number[];
    licCores: number;
  }[];
  test.each(examples)(
    'sockets $sockets need $licCores core licences, as the catalogue says',
    ({ sockets, licCores }) => {
      expect(licensableCores(sockets, terms)).toBe(licCores);
    },
  );
});

describe('windowsServerHostLicence', () => {
  test('Standard covers two machines per set of cores: two sockets of 16, five machines, 96 cores', () => {
    expect(windowsServerHostLicence([16, 16], 5, terms, 'standard').coreLicences).toBe(96);
  });

  test.each([
    { machines: 10, edition: 'standard' },
    { machines: 11, edition: 'datacenter' },
    { machines: 200, edition: 'datacenter' },
  ])('$machines Windows machines on a host: $edition is cheaper (rule ws-breakeven)', ({ machines, edition }) => {
    for (const sockets of [[8], [16, 16], [48, 48]]) {
      expect(windowsServerHostLicence(sockets, machines, terms).edition).toBe(edition);
    }
  });

  test('Datacenter costs the same for one machine and for a hundred', () => {
    const [one, hundred] = [1, 100].map(
      (count) => windowsServerHostLicence([32, 32], count, terms, 'datacenter').usdPerHost,
    );
    expect(one).toBe(hundred);
    expect(one).toBe((64 / 16) * 6155);
  });
});
