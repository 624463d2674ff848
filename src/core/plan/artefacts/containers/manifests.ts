/** RuntimeClass, Deployment and Service of what was a machine. Secrets are only ever named. */

import type { Catalog } from '../../../catalog/catalog.ts';
import { buildOfBase } from '../../../assess/windows-containers/base-images.ts';
import type { ImageBase } from '../../../assess/windows-containers/base-images.ts';

export type Manifest = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface DeploymentInput {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly system: 'windows' | 'linux';
  readonly base: ImageBase | undefined;
  readonly port: number | undefined;
  readonly replicas: number;
  readonly cpuRequestMilli: number | undefined;
  readonly memoryMiB: number | undefined;
  /** Container workloads bring their own runtime class; machines built anew get one per build. */
  readonly stateful: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

/** "windows-20348": one per build, so that pods find a node of their own build. */
export const runtimeClassName = (catalog: Catalog, base: ImageBase): string => `windows-${buildOfBase(catalog, base)}`;

/** Taint by which Windows nodes keep Linux pods off, as WMCO sets it and the generated AKS pool does. */
export const WINDOWS_TAINT = { key: 'os', value: 'Windows', effect: 'NoSchedule' } as const;

export function runtimeClass(catalog: Catalog, base: ImageBase): Manifest {
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: runtimeClassName(catalog, base) },
    handler: 'runhcs-wcow-process',
    scheduling: {
      nodeSelector: {
        'kubernetes.io/os': 'windows',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/windows-build': `10.0.${buildOfBase(catalog, base)}`,
      },
      tolerations: [{ ...WINDOWS_TAINT, operator: 'Equal' }],
    },
  };
}

function resourcesOf({ cpuRequestMilli, memoryMiB }: DeploymentInput): object | undefined {
  if (cpuRequestMilli === undefined && memoryMiB === undefined) return undefined;
  return {
    requests: {
      ...(cpuRequestMilli !== undefined && { cpu: `${cpuRequestMilli}m` }),
      ...(memoryMiB !== undefined && { memory: `${memoryMiB}Mi` }),
    },
    ...(memoryMiB !== undefined && { limits: { memory: `${memoryMiB}Mi` } }),
  };
}

export function deployment(catalog: Catalog, input: DeploymentInput): Manifest {
  const { name, namespace, image, system, base, port, replicas, labels } = input;
  const selector = { 'app.kubernetes.io/name': name };
  const resources = resourcesOf(input);
  const windows = system === 'windows';
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: { ...selector, ...labels } },
    spec: {
      replicas,
      selector: { matchLabels: selector },
      // What keeps data on one volume must not run twice while it is replaced.
      ...(input.stateful && { strategy: { type: 'Recreate' } }),
      template: {
        metadata: { labels: { ...selector, ...labels } },
        spec: {
          os: { name: system },
          nodeSelector: { 'kubernetes.io/os': system },
          ...(windows && base !== undefined && { runtimeClassName: runtimeClassName(catalog, base) }),
          ...(windows && { tolerations: [{ ...WINDOWS_TAINT, operator: 'Equal' }] }),
          automountServiceAccountToken: false,
          ...(!windows && { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
          containers: [
            {
              name,
              image,
              ...(port !== undefined && { ports: [{ name: 'main', containerPort: port, protocol: 'TCP' }] }),
              // Made by people, beside this file: no secret is read from the machine or written here.
              envFrom: [{ secretRef: { name: `${name}-settings`, optional: true } }],
              ...(resources !== undefined && { resources }),
              ...(!windows && {
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
              }),
            },
          ],
        },
      },
    },
  };
}

export function service({ name, namespace, port, labels }: DeploymentInput): Manifest | undefined {
  if (port === undefined) return undefined;
  const selector = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { ...selector, ...labels } },
    spec: { selector, ports: [{ name: 'main', port, targetPort: 'main', protocol: 'TCP' }] },
  };
}
