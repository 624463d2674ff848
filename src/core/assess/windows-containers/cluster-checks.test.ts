import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import type { Cluster, Host } from '../../model/estate.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import { checkCluster } from './cluster-checks.ts';
import type { ClusterQuestion } from './cluster-checks.ts';

const observedBy = { sourceId: 's', nativeId: 'n', observedAt: '2026-11-22T00:00:00Z' };
const cluster = (more: Partial<Cluster>): Cluster => ({
  id: 'cl-1',
  name: 'one',
  platform: 'aks',
  observedBy,
  ...more,
});
const node = (more: Partial<Host>): Host => ({
  id: 'h',
  name: 'win-1',
  platform: 'aks',
  osFamily: 'windows',
  observedBy,
  ...more,
});
const ask = (more: Partial<ClusterQuestion>) =>
  checkCluster(catalog, {
    cluster: cluster({}),
    hosts: [],
    workloads: [],
    site: undefined,
    asOf: '2026-11-22',
    ...more,
  });
const iis = (image: string) =>
  workloadWith({ name: 'iis', namespace: 'shop', os: { family: 'windows' }, images: [image] }, { kind: 'container' });

describe('AKS', () => {
  it('judges each system that its Windows nodes have', () => {
    const answer = ask({
      cluster: cluster({ version: '1.32.4' }),
      hosts: [
        node({ osName: 'Windows Server 2019 (AKSWindows-2019)' }),
        node({ osName: 'Windows Server 2022' }),
        node({ osFamily: 'linux' }),
      ],
    });
    expect(answer).toMatchObject({ kind: 'aks', windowsNodes: 2 });
    expect(answer?.checks.map(({ outcome, text }) => `${outcome} ${text.split(' ')[0] ?? ''}`)).toEqual([
      'fail Windows2019',
      'pass Windows2022',
    ]);
  });

  it('without a Windows pool judges the release that is planned', () => {
    const site = { target: 'aks-container', settings: { windowsRelease: '2025' } };
    expect(ask({ cluster: cluster({ version: '1.32.4' }), site })?.checks).toMatchObject([{ outcome: 'fail' }]);
    expect(ask({})?.checks).toMatchObject([{ outcome: 'unknown', asks: [expect.stringContaining('windowsRelease')] }]);
  });

  it('compares images with nodes before anything is deployed', () => {
    const hosts = [node({ osBuild: '10.0.20348.2402' })];
    const outcome = (image: string) =>
      ask({ hosts, workloads: [iis(image)] })?.checks.find(({ id }) => id === 'image.build');
    expect(outcome('shop/iis:2-ltsc2022')).toMatchObject({
      outcome: 'pass',
      text: expect.stringContaining('shop/iis'),
    });
    expect(outcome('shop/iis:2-ltsc2025')?.outcome).toBe('fail');
    expect(outcome('shop/iis:2')?.outcome).toBe('unknown');
  });
});

describe('OpenShift', () => {
  it('joins what the cluster says with what sites.yaml says', () => {
    const answer = ask({
      cluster: cluster({
        platform: 'openshift',
        version: '4.20.3',
        infrastructure: 'vsphere',
        components: [{ name: 'windows-machine-config-operator', version: '10.20.0' }],
      }),
      hosts: [node({ osBuild: '10.0.20348.2402' })],
      site: {
        target: 'openshift-container',
        settings: { hybridNetwork: 'yes', vxlanPort: '9898', installation: 'ipi', windowsSubscription: 'no' },
      },
    });
    const by = new Map(answer?.checks.map(({ id, outcome }) => [id, outcome]));
    expect(by.get('wmco.platform')).toBe('pass');
    expect(by.get('wmco.operator')).toBe('pass');
    expect(by.get('wmco.network.vxlan-port')).toBe('pass');
    expect(by.get('wmco.nodes.release')).toBe('pass');
    expect(by.get('wmco.subscription')).toBe('fail');
    expect(by.get('wmco.nodes.one-nic')).toBe('unknown');
  });

  it('knows that the operator is missing only where all components were listed', () => {
    const of = (components?: Cluster['components']) =>
      ask({ cluster: cluster({ platform: 'openshift', ...(components && { components }) }) })?.checks.find(
        ({ id }) => id === 'wmco.operator',
      )?.outcome;
    expect(of([])).toBe('fail');
    expect(of()).toBe('unknown');
  });
});

it('says nothing of clusters that run no containers', () => {
  expect(ask({ cluster: cluster({ platform: 'vsphere' }) })).toBeUndefined();
  const site = { target: 'aks-container', settings: {} };
  expect(ask({ cluster: cluster({ platform: 'kubernetes' }), site })?.kind).toBe('aks');
  expect(ask({ cluster: cluster({ platform: 'kubernetes' }) })?.kind).toBe('kubernetes');
});
