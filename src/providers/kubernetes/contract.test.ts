/** The stand-in and its objects, held to others' word: kubectl as a client, and the published schemas. */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import type { KubeApi } from '../../../test/support/kube-api.ts';
import { everywhere, withDiscovery, without } from '../../../test/support/kube-api-rbac.ts';
import { NODES, OPENSHIFT, OPENSHIFT_WORKLOADS } from '../../../test/support/kube-api-cluster.ts';
import { kubernetesProvider } from './provider.ts';
import { collectScript } from './saved/script.ts';
import { cluster, ROLE, TOKEN } from './live.fixture.ts';
import type { InventoryItem } from '../provider.ts';

const run = promisify(execFile);

const kubectl = await run('kubectl', ['version', '--client']).then(
  () => undefined,
  () => 'kubectl is not installed',
);

describe.skipIf(kubectl !== undefined)(
  `kubectl as a client of the stand-in${kubectl === undefined ? '' : ` (skipped: ${kubectl})`}`,
  () => {
    test('lists, pages and reads the same objects, and is refused what the role does not allow', async () => {
      await using api = await cluster(OPENSHIFT, { grants: withDiscovery(everywhere(ROLE)) });
      const folder = await mkdtemp(join(tmpdir(), 'isthmus-kubectl-'));
      try {
        const config = join(folder, 'config');
        await writeFile(config, configFor(api));
        const ask = async (...args: string[]): Promise<string> =>
          (await run('kubectl', ['--kubeconfig', config, '--cache-dir', folder, ...args], { maxBuffer: 1e8 })).stdout;
        const names = await ask('get', 'nodes', '-o', 'name', '--chunk-size', '2');
        expect(names.trim().split('\n').sort()).toEqual(NODES.map(({ metadata }) => `node/${metadata.name}`).sort());
        await expect(ask('get', 'secrets', '--all-namespaces')).rejects.toThrow(/forbidden/);
        // What kubectl saves is what the importer reads.
        const saved = join(folder, 'saved.json');
        await writeFile(saved, await ask('get', 'nodes,virtualmachines,deployments', '--all-namespaces', '-o', 'json'));
        const items: InventoryItem[] = [];
        await kubernetesProvider.file?.read({
          path: saved,
          fileName: 'saved.json',
          sourceId: 'source-1',
          observedAt: '2026-11-22T00:00:00Z',
          onItem: (batch) => void items.push(...batch),
          onIssue: () => undefined,
        });
        expect(items.filter(({ type }) => type === 'host')).toHaveLength(NODES.length);
        expect(items.filter(({ type }) => type === 'workload')).toHaveLength(5);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test('runs the collector script, whose folder is read like the cluster itself', async () => {
      await using api = await cluster(OPENSHIFT, { grants: withDiscovery(without(everywhere(ROLE), 'services')) });
      const folder = await mkdtemp(join(tmpdir(), 'isthmus-kubectl-'));
      try {
        await writeFile(join(folder, 'config'), configFor(api));
        await writeFile(join(folder, 'collect.sh'), collectScript());
        const env = { ...process.env, KUBECONFIG: join(folder, 'config'), KUBECACHEDIR: join(folder, 'cache') };
        const { stdout, stderr } = await run('sh', [join(folder, 'collect.sh'), join(folder, 'saved')], { env });
        expect(stdout).toContain('saved      virtualmachines.kubevirt.io');
        expect(stderr).toMatch(/not saved {2}services: .*forbidden/);
        const receipt = await kubernetesProvider.file?.read({
          path: join(folder, 'saved'),
          fileName: 'saved',
          sourceId: 'source-1',
          observedAt: '2026-11-22T00:00:00Z',
          onItem: () => undefined,
          onIssue: () => undefined,
        });
        expect(receipt?.counts).toMatchObject({ workloads: OPENSHIFT_WORKLOADS, hosts: 3 });
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test('reads the shipped role as valid manifests', async () => {
      expect(parseAllDocuments(ROLE).map((document) => (document.toJS() as { kind: string }).kind)).toEqual([
        'Namespace',
        'ServiceAccount',
        'ClusterRole',
        'ClusterRoleBinding',
      ]);
      const role = new URL('../../../docs/guide/sources/kubernetes-role.yaml', import.meta.url).pathname;
      const { stdout } = await run('kubectl', ['label', '--local', '-f', role, 'checked=yes', '-o', 'name']);
      expect(stdout).toContain('clusterrole.rbac.authorization.k8s.io/isthmus-reader');
    });
  },
);

function configFor(api: KubeApi): string {
  const authority = Buffer.from(api.caCertificate).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'x',
    contexts: [{ name: 'x', context: { cluster: 'x', user: 'x' } }],
    clusters: [{ name: 'x', cluster: { server: api.address, 'certificate-authority-data': authority } }],
    users: [{ name: 'x', user: { token: TOKEN } }],
  });
}

const shared = process.env['ISTHMUS_SHARED'];
const crds = shared === undefined ? undefined : join(shared, 'schemas/crd');
const noSchemas =
  crds === undefined || !existsSync(crds) ? 'ISTHMUS_SHARED does not name a folder with schemas/crd' : undefined;

const SCHEMAS: Readonly<Record<string, string>> = {
  VirtualMachine: 'kubevirt.io_virtualmachine.openapi.json',
  VirtualMachineInstance: 'kubevirt.io_virtualmachineinstance.openapi.json',
  VirtualMachineClusterInstancetype: 'instancetype.kubevirt.io_virtualmachineclusterinstancetype.openapi.json',
  VirtualMachineClusterPreference: 'instancetype.kubevirt.io_virtualmachineclusterpreference.openapi.json',
  VirtualMachineSnapshot: 'snapshot.kubevirt.io_virtualmachinesnapshot.openapi.json',
  StorageProfile: 'cdi.kubevirt.io_storageprofile_v1beta1.json',
};

describe.skipIf(noSchemas !== undefined)(
  `objects of the stand-in against published schemas${noSchemas === undefined ? '' : ` (skipped: ${noSchemas})`}`,
  () => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    test.each(Object.entries(SCHEMAS))('%s', (kind, file) => {
      const validate = ajv.compile(JSON.parse(readFileSync(join(crds ?? '', file), 'utf8')) as object);
      const objects = OPENSHIFT.filter((one) => one.kind === kind);
      expect(objects.length).toBeGreaterThan(0);
      for (const one of objects) {
        validate(one);
        expect(validate.errors ?? [], `${kind} ${one.metadata.name}`).toEqual([]);
      }
    });
  },
);
