/** The read-only role, made of the one table of what is read: nothing else may be asked for, and nothing is forgotten. */

import { RESOURCES } from './resources.ts';

/** The manifest that is shipped as docs/guide/sources/kubernetes-role.yaml, for kubectl apply -f. */
export function readOnlyRole(): string {
  const groups = new Map<string, string[]>();
  for (const { group, plural } of RESOURCES) groups.set(group, [...(groups.get(group) ?? []), plural]);
  const rules = [...groups].flatMap(([group, plurals]) => [
    `  - apiGroups: ['${group}']`,
    '    resources:',
    ...plurals.map((plural) => `      - ${plural}`),
    '    verbs: [get, list, watch]',
  ]);
  return [
    '# Everything Isthmus reads of a cluster, and nothing else. It reads no secret and no configuration map, and sends no',
    '# request other than GET. Resources that a cluster does not have do no harm in a role.',
    'apiVersion: v1',
    'kind: Namespace',
    'metadata:',
    '  name: isthmus',
    '---',
    'apiVersion: v1',
    'kind: ServiceAccount',
    'metadata:',
    '  name: isthmus-reader',
    '  namespace: isthmus',
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    '  name: isthmus-reader',
    'rules:',
    ...rules,
    "  - nonResourceURLs: ['/apis', '/version']",
    '    verbs: [get]',
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRoleBinding',
    'metadata:',
    '  name: isthmus-reader',
    'roleRef:',
    '  apiGroup: rbac.authorization.k8s.io',
    '  kind: ClusterRole',
    '  name: isthmus-reader',
    'subjects:',
    '  - kind: ServiceAccount',
    '    name: isthmus-reader',
    '    namespace: isthmus',
    '',
  ].join('\n');
}
