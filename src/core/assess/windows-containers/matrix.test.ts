import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { judgePool, poolsInForce, releaseOfSku, skuOfName } from './aks-pools.ts';
import { IMAGE_BASES, baseOfImage, buildNumber, buildOfBase, releaseOfBase } from './base-images.ts';
import { ISOLATIONS, basesFor, matchImage } from './image-match.ts';
import type { ImageQuestion } from './image-match.ts';

const ask = (question: Partial<ImageQuestion>) =>
  matchImage(catalog, {
    base: 'ltsc2022',
    isolation: 'process',
    node: { release: 'windows-server-2022' },
    ...question,
  });

describe('an image on a node', () => {
  const NODES = ['windows-server-2019', 'windows-server-2022', 'windows-server-2025'] as const;
  // Rows: base of the image. Columns: the nodes above. p: both isolations, h: Hyper-V only, -: neither.
  const TABLE = { ltsc2019: 'phh', ltsc2022: '-pp', ltsc2025: '--p' } as const;

  it.each(Object.entries(TABLE))('%s runs where the published matrix says so', (base, row) => {
    const found = NODES.map((release) => {
      const [process, hyperv] = ISOLATIONS.map(
        (isolation) => matchImage(catalog, { base: base as keyof typeof TABLE, isolation, node: { release } }).outcome,
      );
      if (process === 'pass') return 'p';
      return hyperv === 'pass' ? 'h' : '-';
    });
    expect(found.join('')).toBe(row);
  });

  it('cites the dated row', () => {
    expect(ask({})).toMatchObject({
      outcome: 'pass',
      text: 'ltsc2022 on windows-server-2022 with process isolation runs.',
      source: 'wincontainer-compat, 2025-09-17',
    });
  });

  it('knows a node by its build, which outranks what its release is said to be', () => {
    expect(ask({ node: { build: '10.0.20348.2402' } }).outcome).toBe('pass');
    expect(ask({ node: { build: '10.0.17763.5000', release: 'windows-server-2022' } }).outcome).toBe('fail');
  });

  it('asks for the base when the tag does not say, and for the build of the node', () => {
    expect(ask({ base: undefined })).toMatchObject({ outcome: 'unknown', asks: [expect.stringContaining('ltsc2022')] });
    expect(ask({ node: {} })).toMatchObject({ outcome: 'unknown', asks: ['the build of the node (host.osBuild)'] });
    expect(ask({ node: { build: '10.0.25398.1' } }).outcome).toBe('unknown');
  });

  it('compares revisions on Windows Server 2016 only', () => {
    const old = { base: 'ltsc2016' as const, node: { build: '10.0.14393.2363' } };
    expect(ask(old).outcome).toBe('unknown');
    expect(ask({ ...old, imageBuild: '10.0.14393.2363' }).outcome).toBe('pass');
    expect(ask({ ...old, imageBuild: '10.0.14393.2300' }).outcome).toBe('fail');
    expect(ask({ imageBuild: '10.0.20348.1', node: { build: '10.0.20348.2' } }).outcome).toBe('pass');
  });

  it('never starts on an older node, whatever the isolation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IMAGE_BASES),
        fc.constantFrom(...IMAGE_BASES),
        fc.constantFrom(...ISOLATIONS),
        (base, host, isolation) => {
          fc.pre(buildOfBase(catalog, base) > buildOfBase(catalog, host));
          expect(matchImage(catalog, { base, isolation, node: { release: releaseOfBase(host) } }).outcome).toBe('fail');
        },
      ),
    );
  });

  it('lists what a node of Kubernetes takes', () => {
    expect(basesFor(catalog, 'windows-server-2025')).toEqual(['ltsc2025', 'ltsc2022']);
    expect(basesFor(catalog, 'windows-server-2019')).toEqual(['ltsc2019']);
  });
});

describe('tags and builds', () => {
  it.each([
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'ltsc2022'],
    ['mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019', 'ltsc2019'],
    ['registry.example:5000/shop/web:2.1-nanoserver-1809@sha256:aa', 'ltsc2019'],
    ['mcr.microsoft.com/windows/nanoserver:10.0.26100.1742-amd64', 'ltsc2025'],
    ['registry.example:5000/ltsc2022/web', undefined],
    ['shop/web:1.4', undefined],
  ])('%s is on %s', (image, base) => {
    expect(baseOfImage(image)).toBe(base);
  });

  it.each([
    ['10.0.20348.2402', 20348],
    ['20348.681', 20348],
    ['20348', 20348],
    ['5.14.0-427', undefined],
    ['', undefined],
  ])('%s has build %s', (text, build) => {
    expect(buildNumber(text)).toBe(build);
  });
});

describe('a Windows pool of AKS', () => {
  const pool = (osSku: string | undefined, kubernetes?: string, asOf = '2026-11-22') =>
    judgePool(catalog, { osSku, kubernetes, asOf });

  it.each([
    ['Windows2019', '1.32.1', '2026-11-22', 'fail', 'retired on 2026-03-01; its images are removed on 2027-04-01'],
    ['Windows2019', '1.32.1', '2026-02-28', 'pass', 'below 1.33'],
    ['Windows2019', '1.33.0', '2026-02-28', 'fail', 'the cluster has 1.33.0'],
    ['WindowsAnnual', '1.33.0', '2026-05-15', 'fail', 'retired on 2026-05-15'],
    ['Windows2022', '1.36.4', '2026-11-22', 'pass', 'until 2028-06-30'],
    ['Windows2022', '1.37.0', '2026-11-22', 'fail', 'below 1.37'],
    ['Windows2022', '1.36.4', '2028-06-30', 'fail', '2028-06-30'],
    ['Windows2025', '1.33.0', '2026-11-22', 'pass', '1.33 and newer'],
    ['Windows2025', '1.32.9', '2026-11-22', 'fail', 'the cluster has 1.32.9'],
    ['Windows2022', undefined, '2026-11-22', 'unknown', 'not known'],
    ['Windows2031', '1.40.0', '2026-11-22', 'unknown', 'does not know'],
  ] as const)('%s with Kubernetes %s on %s: %s', (sku, version, asOf, outcome, words) => {
    const answer = pool(sku, version, asOf);
    expect(answer.outcome).toBe(outcome);
    expect(answer.text).toContain(words);
    expect(answer.asks.length > 0).toBe(outcome === 'unknown');
  });

  it('without a system is open', () => {
    expect(pool(undefined, '1.33.0')).toMatchObject({ outcome: 'unknown', asks: ['the OS SKU of the pool'] });
  });

  it('is read from what a node calls its system', () => {
    expect(skuOfName('Windows Server 2022 (AKSWindows-2022-containerd-20348.2340.240401)')).toBe('Windows2022');
    expect(skuOfName('Windows Server 2019 Datacenter')).toBe('Windows2019');
    expect(skuOfName('Azure Linux 3')).toBeUndefined();
    expect(releaseOfSku('WindowsAnnual')).toBeUndefined();
  });

  it('that takes new nodes is not a retired one', () => {
    expect(poolsInForce(catalog, '2026-11-22').map(({ osSku }) => osSku)).toEqual(['Windows2025', 'Windows2022']);
    expect(poolsInForce(catalog, '2025-01-01').map(({ osSku }) => osSku)).toContain('Windows2019');
  });
});
