/** Generated container files against the published schemas of Kubernetes, OpenShift's Machine API and Azure. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { workloadWith } from '../../src/core/model/workload.fixture.ts';
import type { WorkloadFacts } from '../../src/core/model/workload.ts';
import { exportContainers } from '../../src/core/plan/artefacts/containers/generate.ts';
import { catalog } from '../support/catalog.ts';
import { armValidator, SCHEMAS, skipReason } from './schemas.ts';

const reason = skipReason();
const running = (name: string) => ({ name, state: 'running' as const, startMode: 'automatic' as const });

const machines: readonly WorkloadFacts[] = [
  {
    name: 'shop',
    os: { id: 'windows-server-2022', family: 'windows' },
    memoryMiB: 8192,
    webSites: [{ name: 'Shop', runtime: 'v4.0', bindings: ['https *:443:shop.example'] }],
  },
  {
    name: 'api',
    os: { id: 'windows-server-2025', family: 'windows' },
    webSites: [{ name: 'Api', runtime: 'none' }],
    dotNetVersions: ['8.0.11'],
  },
  {
    name: 'bill',
    os: { id: 'windows-server-2012-r2', family: 'windows' },
    guestServices: [running('Billing'), running('MSSQLSERVER')],
  },
  {
    name: 'web',
    os: { id: 'rhel-9', family: 'linux' },
    guestServices: [running('nginx'), running('postgresql')],
    cpuCount: 2,
    utilisation: { cpuP95Pct: 10 },
  },
];
const SETTINGS = ['vsphere', 'azure'].map((infrastructure) => ({
  infrastructure,
  infrastructureName: 'fra-x7k2p',
  aksCluster: 'aks-fra',
}));

const files = SETTINGS.flatMap((settings) =>
  (['aks-container', 'openshift-container'] as const).flatMap((target) =>
    (['windows', 'linux'] as const).flatMap((system) =>
      machines.flatMap(
        (facts) =>
          exportContainers({ workload: workloadWith(facts), target, catalog, asOf: '2026-11-22', settings, system })
            .files,
      ),
    ),
  ),
);

interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec?: {
    readonly template: { readonly spec: { readonly providerSpec?: { readonly value: { readonly kind: string } } } };
  };
}
const documents = files
  .filter(({ path }) => path.endsWith('.yaml'))
  .flatMap(({ content }) => parseAllDocuments(content).map((document) => document.toJS() as Document));
const ofKind = (kind: string): readonly Document[] => documents.filter((document) => document.kind === kind);

const read = (...path: readonly string[]): { definitions: Record<string, object> } =>
  JSON.parse(readFileSync(join(SCHEMAS ?? '', ...path), 'utf8')) as { definitions: Record<string, object> };

/** Members that a definition does not name are refused, as the API server refuses or drops them. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, strict(value)] as const);
  const closed = 'properties' in schema && !('additionalProperties' in schema);
  return Object.fromEntries(closed ? [...entries, ['additionalProperties', false]] : entries);
}

function kubernetes(definition: string): ValidateFunction {
  const schema = read('kubernetes', 'core-subset.schema.json');
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile({
    definitions: strict(schema.definitions) as object,
    $ref: `#/definitions/${definition}`,
  });
}
/** The files say draft 4, of which they use nothing that later drafts read otherwise. */
function openshift(file: string): ValidateFunction {
  const schema = read('crd', `openshift-4.15_${file}_machine.openshift.io_v1beta1.json`);
  const plain = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(plain);
}

function expectValid(validate: ValidateFunction, found: readonly unknown[]): void {
  expect(found.length).toBeGreaterThan(2);
  for (const one of found) {
    validate(one);
    expect(validate.errors ?? []).toEqual([]);
  }
}

describe.skipIf(reason !== undefined)('container files', () => {
  it.each([
    ['Deployment', 'io.k8s.api.apps.v1.Deployment'],
    ['Service', 'io.k8s.api.core.v1.Service'],
  ])('every %s is valid, unknown members refused', (kind, definition) => {
    expectValid(kubernetes(definition), ofKind(kind));
  });

  it('a Deployment with a member that does not exist is refused, so that the check can fail', () => {
    const [one] = ofKind('Deployment');
    expect(kubernetes('io.k8s.api.apps.v1.Deployment')({ ...one, spec: { ...one?.spec, nodes: 1 } })).toBe(false);
  });

  it('every MachineSet and the machine it describes are valid', () => {
    const sets = ofKind('MachineSet');
    expectValid(openshift('machineset'), sets);
    const provider = (kind: string): readonly unknown[] =>
      sets.map(({ spec }) => spec?.template.spec.providerSpec?.value).filter((value) => value?.kind === kind);
    expectValid(openshift('vspheremachineproviderspec'), provider('VSphereMachineProviderSpec'));
    expectValid(openshift('azuremachineproviderspec'), provider('AzureMachineProviderSpec'));
  });

  it('every node pool of AKS is valid against the deployment schema', () => {
    const pools = files
      .filter(({ path }) => path.endsWith('windows-pool.json'))
      .flatMap(({ content }) => (JSON.parse(content) as { resources: { name: string; comments?: string }[] }).resources)

      // The schema is for a pool inside of its cluster's resource; alone, its name begins with that of the cluster.
      .map(({ comments: _, name, ...resource }) => ({ ...resource, name: name.split('/')[1] }));
    expectValid(
      armValidator('Microsoft.ContainerService.managedClusters.2026-05-01.json', 'managedClusters_agentPools'),
      pools,
    );
  });

  it('a RuntimeClass, for which there is no schema here, has the members of node.k8s.io/v1 only', () => {
    const classes = ofKind('RuntimeClass');
    expect(classes.length).toBeGreaterThan(2);
    for (const one of classes)
      expect(Object.keys(one).sort()).toEqual(['apiVersion', 'handler', 'kind', 'metadata', 'scheduling']);
  });
});
