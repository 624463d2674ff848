/** Which cluster it is: its platform, the id that every way to it shares, and its name. */

import type { Objects } from './objects.ts';
import { hasAt, listAt, textAt } from './json.ts';
import type { Json } from './json.ts';

export interface ClusterIdentity {
  readonly platform: 'openshift' | 'kubernetes';
  /** UID of the namespace kube-system, which lives as long as the cluster; else OpenShift's own id. */
  readonly scope?: string;
  readonly clusterName?: string;
  /** Release of OpenShift: the last one whose installation was completed. */
  readonly version?: string;
}

/** `groups` are the API groups served; absent for saved files, whose objects must tell. */
export function sceneFacts(objects: Objects, groups?: ReadonlySet<string>): ClusterIdentity {
  const version = objects.all('clusterversions.config.openshift.io')[0];
  const infrastructure = objects.all('infrastructures.config.openshift.io')[0];
  const system = objects.get('namespaces', undefined, 'kube-system');
  const openshift =
    groups === undefined
      ? version !== undefined ||
        infrastructure !== undefined ||
        objects.all('nodes').some((node) => hasAt(node, 'metadata', 'labels', 'node.openshift.io/os_id'))
      : groups.has('config.openshift.io');
  const scope = (textAt(system, 'metadata', 'uid') ?? textAt(version, 'spec', 'clusterID'))?.toLowerCase();
  const clusterName =
    nameOfAddress(textAt(infrastructure, 'status', 'apiServerURL')) ??
    textAt(infrastructure, 'status', 'infrastructureName');
  const release = openshiftVersion(version);
  return {
    platform: openshift ? 'openshift' : 'kubernetes',
    ...(scope !== undefined && { scope }),
    ...(clusterName !== undefined && { clusterName }),
    ...(release !== undefined && { version: release }),
  };
}

export function openshiftVersion(clusterVersion: Json | undefined): string | undefined {
  const done = listAt(clusterVersion, 'status', 'history').find((one) => one['state'] === 'Completed');
  return textAt(done, 'version') ?? textAt(clusterVersion, 'status', 'desired', 'version');
}

/** "ocp-fra.example.com" of "https://api.ocp-fra.example.com:6443". */
function nameOfAddress(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return hostname.startsWith('api.') ? hostname.slice('api.'.length) : hostname;
}
