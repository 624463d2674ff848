/** The suite of all providers, against our own stand-in for an API server: no real one runs here. */

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { KubeApi } from '../../../test/support/kube-api.ts';
import { everywhere } from '../../../test/support/kube-api-rbac.ts';
import { describeProvider } from '../conformance.ts';
import { OPENSHIFT, OPENSHIFT_WORKLOADS, SECRET_TEXTS } from '../../../test/support/kube-api-cluster.ts';
import { kubernetesProvider } from './provider.ts';

const ROLE = readFileSync(new URL('../../../docs/guide/sources/kubernetes-role.yaml', import.meta.url), 'utf8');
const TOKEN = 'sha256~a-token-of-the-reader';

const api = new KubeApi({ accounts: new Map([[TOKEN, everywhere(ROLE)]]) });

beforeAll(async () => {
  api.put(...OPENSHIFT);
  await api.start();
});
afterAll(() => api.stop());

const access = (token: string) => ({
  settings: { address: api.address, caCertificate: api.caCertificate },
  secrets: { token },
});

describeProvider(
  kubernetesProvider,
  [
    {
      name: 'a list that kubectl saved',
      file: async (folder) => {
        const path = join(folder, 'objects.json');
        await writeFile(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OPENSHIFT }));
        return path;
      },
      secrets: SECRET_TEXTS,
      workloads: OPENSHIFT_WORKLOADS,
    },
  ],
  [
    {
      name: 'a stand-in shaped by the published API, under the shipped role',
      open: () => access(TOKEN),
      refused: () => access('sha256~not-a-token-of-anybody'),
      workloads: OPENSHIFT_WORKLOADS,
    },
  ],
);
