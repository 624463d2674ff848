/** Kubernetes and what is built on it: OpenShift, KubeVirt, AKS; live, or from objects that kubectl saved. */

import type { Provider } from '../provider.ts';
import { SECRETS, SETTINGS } from './access/settings.ts';
import { neverSupplied, suppliedFacts } from './supplies.ts';

export const kubernetesProvider: Provider = {
  kind: 'kubernetes',
  title: 'Kubernetes and OpenShift',
  platforms: ['kubernetes', 'openshift'],
  precedence: 200,
  supplies: suppliedFacts,
  neverSupplies: neverSupplied,
  file: {
    accepts: 'JSON or YAML of "kubectl get … -o json", a folder or a .zip of such files',
    extensions: ['.json', '.yaml', '.yml', '.zip'],
    read: async (request) => (await import('./saved/import.ts')).importSaved(request),
  },
  kit: [
    {
      name: 'script',
      title: 'Shell script that saves what is read, by kubectl',
      fileName: 'collect-kubernetes.sh',
      content: async () => (await import('./saved/script.ts')).collectScript(),
    },
    {
      name: 'role',
      title: 'Service account with the least rights, for kubectl apply',
      fileName: 'kubernetes-role.yaml',
      content: async () => (await import('./role.ts')).readOnlyRole(),
    },
  ],
  live: {
    facets: ['inventory', 'changes'],
    settings: SETTINGS,
    secrets: SECRETS,
    guide: 'kubernetes.md',
    intervalSeconds: 60,
    connect: async (request) => (await import('./connect.ts')).connectCluster(request),
  },
};
