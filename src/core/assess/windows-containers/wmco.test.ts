import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { wmcoPreconditions } from './wmco.ts';
import type { WmcoFacts } from './wmco-facts.ts';

const GOOD: WmcoFacts = {
  openshift: '4.20.3',
  wmco: '10.20.0',
  infrastructure: 'vsphere',
  installation: 'ipi',
  hybridNetwork: true,
  vxlanPort: '9898',
  nics: 1,
  trunk: false,
  hugePages: false,
  language: 'en-US',
  subscription: true,
  nodes: [{ name: 'win-1', build: '10.0.20348.2402' }],
  workloads: [{ workload: 'shop', images: ['registry.example/shop:2-ltsc2022'], privileged: false }],
};
const NOTHING: WmcoFacts = { nodes: [], workloads: [] };

const about = (id: string, change: Partial<WmcoFacts>) => {
  const found = wmcoPreconditions(catalog, { ...GOOD, ...change }).find((answer) => answer.id === id);
  return [found?.outcome, found?.text ?? ''] as const;
};

describe('WMCO preconditions', () => {
  it('all pass on a cluster that keeps them, each with its dated source', () => {
    const answers = wmcoPreconditions(catalog, GOOD);
    expect(answers.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    expect(answers.map(({ id }) => id)).toHaveLength(14);
    expect(answers.every(({ source }) => /\d{4}-\d{2}-\d{2}/.test(source))).toBe(true);
  });

  it('nothing known: nothing fails, and every open answer says what would tell', () => {
    const answers = wmcoPreconditions(catalog, NOTHING);
    expect(answers.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    // Without Windows pods nothing can be wrong with them.
    expect(answers.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id)).toEqual([
      'wmco.pods.no-privileged',
      'wmco.pods.image-build',
    ]);
    for (const { outcome, asks } of answers) expect(asks.length > 0).toBe(outcome === 'unknown');
  });

  it.each([
    ['wmco.platform', { openshift: '4.6.9' }, '4.7'],
    ['wmco.platform', { infrastructure: 'openstack' }, 'openstack'],
    ['wmco.platform', { infrastructure: 'nutanix', openshift: '4.13.1' }, '4.14'],
    ['wmco.operator', { wmco: null }, 'not installed'],
    ['wmco.operator', { wmco: '10.18.1' }, '4.18'],
    ['wmco.operator', { wmco: '5.1.0', infrastructure: 'aws' }, 'older than 6.0'],
    ['wmco.installation', { installation: 'upi' }, 'platform none only'],
    ['wmco.network.hybrid', { hybridNetwork: false }, 'while the cluster is installed'],
    ['wmco.network.vxlan-port', { vxlanPort: 'default' }, 'other than 4789'],
    ['wmco.nodes.release', { nodes: [{ name: 'w', build: '10.0.17763.5000' }] }, 'w (windows-server-2019)'],
    ['wmco.nodes.release', { nodes: [{ name: 'w', build: '10.0.26100.1742' }] }, 'windows-server-2025'],
    ['wmco.nodes.release', { nodes: [], plannedRelease: '2019' }, 'windows-server-2019'],
    ['wmco.nodes.kb5012637', { nodes: [{ name: 'w', build: '10.0.20348.643' }] }, 'KB5012637'],
    ['wmco.nodes.one-nic', { nics: 2 }, '2 adapters'],
    ['wmco.nodes.no-trunk', { trunk: true }, 'trunk'],
    ['wmco.nodes.language', { language: 'de-DE' }, 'en-US'],
    ['wmco.pods.no-huge-pages', { hugePages: true }, 'huge pages'],
    ['wmco.pods.no-privileged', { workloads: [{ workload: 'agent', images: [], privileged: true }] }, 'agent'],
    [
      'wmco.pods.image-build',
      { workloads: [{ workload: 'old', images: ['x/y:1-ltsc2019'], privileged: false }] },
      'old',
    ],
    ['wmco.subscription', { subscription: false }, 'subscription'],
  ] as const)('%s fails on %j', (id, change, words) => {
    const [outcome, text] = about(id, change);
    expect(outcome).toBe('fail');
    expect(text).toContain(words);
  });

  it.each([
    [
      'a cluster on platform none takes hosts that are brought along',
      'wmco.installation',
      { infrastructure: 'none', installation: 'upi' },
    ],
    [
      'Windows Server 2019 on AWS with the default port',
      'wmco.nodes.release',
      { infrastructure: 'aws', vxlanPort: 'default', nodes: [{ name: 'w', build: '10.0.17763.5000' }] },
    ],
    ['a planned release where there is no node', 'wmco.nodes.release', { nodes: [], plannedRelease: '2022' }],
    ['the first build with the patch', 'wmco.nodes.kb5012637', { nodes: [{ name: 'w', build: '10.0.20348.681' }] }],
    ['an older numbering of the operator', 'wmco.operator', { wmco: '9.0.1', openshift: '4.14.2' }],
  ] as const)('%s passes', (_reason, id, change) => {
    expect(about(id, change)[0]).toBe('pass');
  });

  it('Windows Server 2019 is out where the port is not the default', () => {
    const node = { infrastructure: 'aws', nodes: [{ name: 'w', build: '10.0.17763.5000' }] };
    expect(about('wmco.nodes.release', { ...node, vxlanPort: '9898' })[0]).toBe('fail');
  });

  it('taking facts away only opens answers', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(GOOD).filter((key) => key !== 'nodes' && key !== 'workloads')), (left) => {
        const less = Object.fromEntries(Object.entries(GOOD).filter(([key]) => !left.includes(key)));
        const answers = wmcoPreconditions(catalog, { ...NOTHING, ...less });
        expect(answers.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
      }),
    );
  });
});
