import { describe, expect, it, test } from 'vitest';
import type { WorkloadObservation } from '../../../core/model/workload.ts';
import { object, OPENSHIFT } from '../../../../test/support/kube-api-cluster.ts';
import { containersOf } from './containers.ts';
import { sceneOf } from './scene.fixture.ts';
import type { SceneOptions } from './scene.ts';

type Options = Partial<SceneOptions> & { readonly unread?: readonly string[] };
const observe = (objects: readonly { apiVersion: string; kind: string }[] = OPENSHIFT, options: Options = {}) =>
  containersOf(sceneOf(objects, options));
const named = (name: string, options: Options = {}, objects = OPENSHIFT): WorkloadObservation | undefined =>
  observe(objects, options).observations.find(({ facts }) => facts.name === name);

const pod = (path: string, metadata: object, spec: object = {}, phase = 'Running') =>
  object('v1', 'Pod', path, {
    metadata,
    spec: { containers: [{ name: 'c', image: 'i:1' }], ...spec },
    status: { phase },
  });
const ownedBy = (kind: string, name: string, apiVersion = 'apps/v1') => ({
  ownerReferences: [{ apiVersion, kind, name, uid: '11111111-2222-4333-8444-555555555555', controller: true }],
});

describe('container workloads', () => {
  it('are one for each controller, whatever it runs', () =>
    expect(
      observe()
        .observations.map(({ facts }) => `${facts.controller} ${facts.namespace}/${facts.name}`)
        .sort(),
    ).toEqual([
      'CronJob shop/nightly',
      'Deployment shop/iis',
      'Deployment shop/web',
      'InferenceService ml/llama',
      'Pod shop/debug',
      'StatefulSet shop/db',
    ]));

  it('sum what all containers of one replica ask for, and leave a sum open that one of them does not state', () => {
    const web = named('web')?.facts;
    expect(web).toMatchObject({ cpuRequestMilli: 350, memoryRequestMiB: 320, memoryLimitMiB: 576, replicas: 2 });
    expect(web).not.toHaveProperty('cpuLimitMilli');
    expect(named('iis')?.facts).not.toHaveProperty('cpuRequestMilli');
  });

  it('know their system from what they demand, else from the nodes they run on', () => {
    expect(named('iis')?.facts.os).toEqual({ family: 'windows' });
    expect(named('web')?.facts.os).toEqual({ family: 'linux', architecture: 'x86_64' });
    expect(named('db')?.facts).not.toHaveProperty('os');
  });

  it('say whether they run with the rights of their node, and which of its folders they mount', () => {
    const agent = (spec: object) =>
      named('agent', {}, [
        object('v1', 'Pod', '/api/v1/namespaces/shop/pods/agent', {
          metadata: { name: 'agent', namespace: 'shop', uid: 'a' },
          spec: { containers: [{ name: 'c', image: 'i:1' }], ...spec },
          status: { phase: 'Running' },
        }),
      ])?.facts;
    expect(agent({})).toMatchObject({ privileged: false, hostPaths: [] });
    const container = { name: 'c', image: 'i:1', securityContext: { privileged: true } };
    const volumes = [{ name: 'log', hostPath: { path: '/var/log', type: 'Directory' } }];
    expect(agent({ containers: [container], volumes })).toMatchObject({ privileged: true, hostPaths: ['/var/log'] });
    const hostProcess = { securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'x' } } };
    expect(agent(hostProcess)).toMatchObject({ privileged: true });
  });

  it('have a volume for each replica of a stateful set', () =>
    expect(named('db')?.facts).toMatchObject({
      provisionedMiB: 20_480,
      datastores: ['fast'],
      disks: [{ label: 'data-db-0' }, { label: 'data-db-1' }],
    }));

  it('have volumes of unknown size when claims may not be read', () => {
    const facts = named('db', { unread: ['persistentvolumeclaims'] })?.facts;
    expect(facts?.disks).toEqual([
      { label: 'data-db-0', path: 'data-db-0' },
      { label: 'data-db-1', path: 'data-db-1' },
    ]);
    expect(facts).not.toHaveProperty('provisionedMiB');
    expect(facts).not.toHaveProperty('datastores');
  });

  it('are the AI service in place of the deployment behind it', () =>
    expect(named('llama')).toMatchObject({
      kind: 'ai',
      facts: {
        gpus: [{ type: 'NVIDIA-A100-SXM4-80GB', count: 2, shared: true }],
        images: ['registry.example/vllm:0.9.2'],
        replicas: 1,
      },
    }));

  it('are plain deployments where AI services may not be read', () =>
    expect(named('llama-predictor', { unread: ['inferenceservices.serving.kserve.io'] })?.kind).toBe('container'));

  it('of the platform itself are left out, unless they are wanted', () => {
    expect(named('grafana')).toBeUndefined();
    expect(observe().leftOut).toEqual({ finished: 1, system: 1 });
    expect(named('grafana', { systemNamespaces: true })?.facts.namespace).toBe('openshift-monitoring');
  });

  it('are suspended or scaled to nothing: off', () => {
    expect(named('nightly')?.facts.powerState).toBe('off');
    const none = object('apps/v1', 'Deployment', 'x/none', {
      spec: { replicas: 0, template: { spec: { containers: [] } } },
    });
    expect(named('none', {}, [none])?.facts).toMatchObject({ powerState: 'off', replicas: 0 });
  });

  it('are on or off only where their number is told', () => {
    const agent = (status: object) => [object('apps/v1', 'DaemonSet', 'x/agent', { spec: { template: {} }, status })];
    expect(named('agent', {}, agent({ desiredNumberScheduled: 3 }))?.facts.powerState).toBe('on');
    const unknown = named('agent', {}, agent({}))?.facts;
    expect(unknown?.name).toBe('agent');
    expect(unknown).not.toHaveProperty('powerState');
  });

  it('are found through their pods where controllers may not be read', () => {
    const seen = named('web', { unread: ['deployments.apps'] });
    expect(seen).toMatchObject({
      nativeId: 'shop/deployment/web',
      facts: { controller: 'Deployment', replicas: 2, images: expect.any(Array) },
    });
  });

  test.each([
    [
      'a stateful set of another kind',
      ownedBy('StrimziPodSet', 'kafka', 'core.strimzi.io/v1beta2'),
      'StrimziPodSet kafka',
    ],
    [
      'a rollout',
      { ...ownedBy('ReplicaSet', 'api-5d4'), labels: { 'rollouts-pod-template-hash': '5d4' } },
      'Rollout api',
    ],
    [
      'a deployment config',
      { ...ownedBy('ReplicationController', 'old-3'), labels: { deploymentconfig: 'old' } },
      'DeploymentConfig old',
    ],
    ['a replica set alone', ownedBy('ReplicaSet', 'alone'), 'ReplicaSet alone'],
  ])('of %s are one workload', (_name, metadata, expected) => {
    const { observations } = observe([pod('x/p-1', metadata), pod('x/p-2', metadata)]);
    expect(observations.map(({ facts }) => `${facts.controller} ${facts.name}`)).toEqual([expected]);
    expect(observations[0]?.facts.replicas).toBe(2);
  });

  test.each([
    ['a node’s own', ownedBy('Node', 'master-0', 'v1')],
    ['a virtual machine’s', ownedBy('VirtualMachineInstance', 'vm', 'kubevirt.io/v1')],
    ['an importer’s', { labels: { app: 'containerized-data-importer' } }],
  ])('%s pods are none', (_name, metadata) => expect(observe([pod('x/p', metadata)]).observations).toEqual([]));

  it('read names of further networks in both spellings', () => {
    const on = (networks: string) =>
      observe([pod('x/p', { annotations: { 'k8s.v1.cni.cncf.io/networks': networks } })]).observations[0]?.facts
        .networks;
    expect(on('vlan1, other/vlan2@eth1')).toEqual(['Pod network', 'other/vlan2', 'x/vlan1']);
    expect(on('[{"name":"vlan1"},{"name":"vlan2","namespace":"other"}]')).toEqual([
      'Pod network',
      'other/vlan2',
      'x/vlan1',
    ]);
  });

  it('take the sidecars among the init containers into account, and the limit for a request that is not given', () => {
    const spec = {
      containers: [{ name: 'a', image: 'a', resources: { limits: { cpu: '1', memory: '1Gi' } } }],
      initContainers: [
        { name: 's', image: 's', restartPolicy: 'Always', resources: { requests: { cpu: '100m', memory: '64Mi' } } },
        { name: 'once', image: 'once', resources: { requests: { cpu: '4' } } },
      ],
    };
    expect(observe([pod('x/p', {}, spec)]).observations[0]?.facts).toMatchObject({
      cpuRequestMilli: 1100,
      memoryRequestMiB: 1088,
      images: ['a', 'once', 's'],
    });
  });
});
