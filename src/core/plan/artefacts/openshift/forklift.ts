/** Forklift's custom resources, as far as they are written here. Field names are those of its v1beta1 CRDs. */

export const FORKLIFT_API = 'forklift.konveyor.io/v1beta1';
/** Namespace the Migration Toolkit for Virtualization runs in unless a site's settings say otherwise. */
export const FORKLIFT_NAMESPACE = 'openshift-mtv';
/** Provider that Forklift makes by itself for the cluster it runs on. */
export const LOCAL_CLUSTER = 'host';

export interface ObjectRef {
  readonly name: string;
  readonly namespace: string;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec?: object;
}

export type ForkliftSource = 'vsphere' | 'ova' | 'ovirt' | 'openstack' | 'openshift' | 'hyperv';

/** Platforms Forklift reads from, by the platform name of a workload. Any other cannot be moved by it. */
export const FORKLIFT_SOURCES: Readonly<Partial<Record<string, ForkliftSource>>> = {
  vsphere: 'vsphere',
  ova: 'ova',
  ovirt: 'ovirt',
  openstack: 'openstack',
  openshift: 'openshift',
  kubevirt: 'openshift',
  hyperv: 'hyperv',
};

export interface NetworkTarget {
  readonly type: 'pod' | 'multus' | 'ignored';
  readonly name?: string;
  readonly namespace?: string;
}

/** Reads a target network of sites.yaml: "pod", "ignored", "name" or "namespace/name" of a network attachment. */
export function networkTarget(text: string, targetNamespace: string): NetworkTarget {
  if (text === 'pod' || text === 'ignored') return { type: text };
  const slash = text.indexOf('/');
  return slash === -1
    ? { type: 'multus', name: text, namespace: targetNamespace }
    : { type: 'multus', name: text.slice(slash + 1), namespace: text.slice(0, slash) };
}
