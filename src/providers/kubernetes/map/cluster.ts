/** The cluster itself, and what is installed in it. */

import type { Cluster, ClusterComponent } from '../../../core/model/estate.ts';
import { openshiftVersion } from '../cluster-identity.ts';
import { byText, listAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { regionOf } from './hosts.ts';
import { mibDown, parseQuantity } from './quantity.ts';
import { idIn, nameOf } from './scene.ts';
import type { Scene } from './scene.ts';

const OPERATORS = 'clusterserviceversions.operators.coreos.com';

/** Packages that go by another name elsewhere. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  'gpu-operator-certified': 'gpu-operator',
  'kubevirt-hyperconverged-operator': 'openshift-virtualization',
  'community-kubevirt-hyperconverged': 'openshift-virtualization',
  'mtv-operator': 'forklift-operator',
};

export function clusterOf(scene: Scene): Cluster {
  const nodes = scene.objects.all('nodes');
  const counted = scene.objects.complete('nodes') && nodes.length > 0;
  const regions = [...new Set(nodes.map(regionOf))];
  const components = componentsOf(scene);
  return stated<Cluster>({
    id: idIn(scene, 'cl', scene.clusterName),
    name: scene.clusterName,
    platform: scene.platform,
    hostCount: counted ? nodes.length : undefined,
    cpuCores: counted ? sum(nodes, 'cpu', Math.floor) : undefined,
    memoryMiB: counted ? sum(nodes, 'memory', mibDown) : undefined,
    version: openshiftVersion(versionObject(scene)) ?? scene.serverVersion,
    infrastructure: textAt(
      scene.objects.all('infrastructures.config.openshift.io')[0],
      'status',
      'platform',
    )?.toLowerCase(),
    region: regions.length === 1 ? regions[0] : undefined,
    components: componentsComplete(scene) ? components : undefined,
    observedBy: { sourceId: scene.sourceId, nativeId: scene.scope ?? scene.clusterName, observedAt: scene.observedAt },
  });
}

function sum(nodes: readonly Json[], resource: 'cpu' | 'memory', round: (value: number) => number): number | undefined {
  let total = 0;
  for (const node of nodes) {
    const amount = parseQuantity(((node['status'] as Json | undefined)?.['capacity'] as Json | undefined)?.[resource]);
    if (amount === undefined) return undefined;
    total += round(amount);
  }
  return total;
}

const versionObject = (scene: Scene): Json | undefined =>
  scene.objects.get('clusterversions.config.openshift.io', undefined, 'version') ??
  scene.objects.all('clusterversions.config.openshift.io')[0];

/** Sorted by name. */
export function componentsOf(scene: Scene): readonly ClusterComponent[] {
  const found = new Map<string, ClusterComponent>();
  const add = (component: ClusterComponent): void => {
    const known = found.get(component.name);
    found.set(component.name, { ...stated(component), ...(known !== undefined && stated(known)) });
  };
  if (scene.serverVersion !== undefined) add({ name: 'kubernetes', version: scene.serverVersion });
  if (scene.platform === 'openshift') {
    add(
      stated<ClusterComponent>({
        name: 'openshift',
        version: openshiftVersion(versionObject(scene)),
        state: openshiftState(scene),
      }),
    );
  }
  for (const one of scene.objects.all('kubevirts.kubevirt.io')) {
    const version = textAt(one, 'status', 'observedKubeVirtVersion');
    add(stated<ClusterComponent>({ name: 'kubevirt', version, state: textAt(one, 'status', 'phase') }));
  }
  for (const one of scene.objects.all('cdis.cdi.kubevirt.io')) {
    const version = textAt(one, 'status', 'observedVersion');
    add(
      stated<ClusterComponent>({ name: 'containerized-data-importer', version, state: textAt(one, 'status', 'phase') }),
    );
  }
  for (const operator of scene.objects.all(OPERATORS)) {
    if (textMapAt(operator, 'metadata', 'labels').has('olm.copiedFrom')) continue;
    const full = nameOf(operator);
    const bare = full.replace(/\.v?\d.*$/, '');
    const version = textAt(operator, 'spec', 'version') ?? /\.v?(\d.*)$/.exec(full)?.[1];
    add(
      stated<ClusterComponent>({ name: KNOWN_AS[bare] ?? bare, version, state: textAt(operator, 'status', 'phase') }),
    );
  }
  for (const policy of scene.objects.all('clusterpolicies.nvidia.com')) {
    const labels = textMapAt(policy, 'metadata', 'labels');
    const version =
      labels.get('app.kubernetes.io/version') ?? /v?(\d[\d.]*)$/.exec(labels.get('helm.sh/chart') ?? '')?.[1];
    add(stated<ClusterComponent>({ name: 'gpu-operator', version, state: textAt(policy, 'status', 'state') }));
  }
  addByTheirTraces(scene, add);
  return [...found.values()].sort((a, b) => byText(a.name, b.name));
}

/** An API group or an annotation shows that a component is there where its own object may not be read. */
function addByTheirTraces(scene: Scene, add: (component: ClusterComponent) => void): void {
  const traces = [
    ['kubevirt.io', 'kubevirt'],
    ['cdi.kubevirt.io', 'containerized-data-importer'],
    ['compliance.openshift.io', 'compliance-operator'],
    ['forklift.konveyor.io', 'forklift-operator'],
    ['serving.kserve.io', 'kserve'],
    ['kaito.sh', 'kaito'],
  ] as const;
  for (const [group, name] of traces) if (scene.groups?.has(group) === true) add({ name });
  for (const node of scene.objects.all('nodes')) {
    const version = textAt(node, 'metadata', 'annotations', 'windowsmachineconfig.openshift.io/version');
    if (version !== undefined)
      add({ name: 'windows-machine-config-operator', version: version.replace(/-[0-9a-f]{7,}$/, '') });
  }
}

function openshiftState(scene: Scene): string | undefined {
  const conditions = listAt(versionObject(scene), 'status', 'conditions');
  const is = (type: string): boolean => conditions.some((one) => one['type'] === type && one['status'] === 'True');
  if (conditions.length === 0) return undefined;
  return is('Failing') ? 'Failing' : is('Progressing') ? 'Progressing' : is('Available') ? 'Available' : undefined;
}

/** What is installed by an operator leaves an API group, save for some that only the list of operators names. */
const componentsComplete = (scene: Scene): boolean => scene.groups !== undefined && scene.objects.complete(OPERATORS);
