/** Container workloads: one per controller, whatever number of pods it runs, and one per pod that nobody controls. */

import type { WorkloadFacts, WorkloadKind, WorkloadObservation } from '../../../core/model/workload.ts';
import { byText, countAt, flagAt, hasAt, listAt, recordAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { aiServiceOf, aiServices } from './ai-services.ts';
import type { AiService } from './ai-services.ts';
import { replicaFacts } from './replica.ts';
import { controllerOf, ownerFrom, ownerOfPod } from './owners.ts';
import type { Owner } from './owners.ts';
import { attempt, createdAt, isSystem, namespaceOf, placeOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { applicationOf, serviceTags, tagsOf } from './tags.ts';

interface Group {
  readonly owner: Owner;
  readonly pods: Json[];
  readonly service?: AiService;
}

export interface Containers {
  readonly observations: readonly WorkloadObservation[];
  /** Left out on purpose, by reason. */
  readonly leftOut: { finished: number; system: number };
}

const SEEDS: readonly (readonly [resource: string, kind: string])[] = [
  ['deployments.apps', 'Deployment'],
  ['statefulsets.apps', 'StatefulSet'],
  ['daemonsets.apps', 'DaemonSet'],
  ['cronjobs.batch', 'CronJob'],
  ['jobs.batch', 'Job'],
  ['deploymentconfigs.apps.openshift.io', 'DeploymentConfig'],
];

export function containersOf(scene: Scene): Containers {
  const groups = new Map<string, Group>();
  const leftOut = { finished: 0, system: 0 };
  const services = aiServices(scene);
  const add = (owner: Owner, service?: AiService): Group => {
    let group = groups.get(owner.nativeId);
    if (group === undefined) {
      group = { owner, pods: [], ...(service !== undefined && { service }) };
      groups.set(owner.nativeId, group);
    }
    return group;
  };
  for (const service of services) add(service.owner, service);
  for (const [resource, kind] of SEEDS) {
    for (const object of scene.objects.all(resource)) {
      // What a cron job started is that cron job's.
      if (kind === 'Job' && controllerOf(object)?.['kind'] === 'CronJob') continue;
      if (kind === 'Job' && finishedJob(object)) leftOut.finished += 1;
      else if (aiServiceOf(services, object) === undefined) add(ownerFrom(object, kind));
      else aiServiceOf(services, object)?.parts.push(object);
    }
  }
  for (const pod of scene.objects.all('pods')) {
    if (ofThePlatform(pod)) continue;
    const owner = ownerOfPod(scene, pod);
    const phase = textAt(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed') {
      if (owner === undefined) leftOut.finished += 1;
      continue;
    }
    const service = aiServiceOf(services, pod);
    add(service?.owner ?? owner ?? ownerFrom(pod, 'Pod')).pods.push(pod);
  }
  const observations: WorkloadObservation[] = [];
  for (const group of [...groups.values()].sort((a, b) => byText(a.owner.nativeId, b.owner.nativeId))) {
    if (isSystem(group.owner.namespace) && !scene.systemNamespaces) leftOut.system += 1;
    else {
      const { owner } = group;
      const object = { metadata: { name: owner.name, namespace: owner.namespace } };
      attempt(scene, object, owner.kind, () => observations.push(observe(scene, group)));
    }
  }
  return { observations, leftOut };
}

/** Pods behind a virtual machine or its disks, and those a node starts by itself: no workloads of their own. */
function ofThePlatform(pod: Json): boolean {
  const labels = textMapAt(pod, 'metadata', 'labels');
  if (labels.has('kubevirt.io') || labels.get('app') === 'containerized-data-importer') return true;
  const kind = textAt(controllerOf(pod), 'kind');
  const machinery = ['VirtualMachineInstance', 'VirtualMachine', 'DataVolume', 'PersistentVolumeClaim', 'Node', 'Pod'];
  return (
    (kind !== undefined && machinery.includes(kind)) ||
    hasAt(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror')
  );
}

const finishedJob = (job: Json): boolean =>
  hasAt(job, 'status', 'completionTime') ||
  listAt(job, 'status', 'conditions').some(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );

function observe(scene: Scene, group: Group): WorkloadObservation {
  const { owner, service, pods } = group;
  const main = service === undefined ? owner.object : (service.parts[0] ?? owner.object);
  const template = recordAt(main, ...templatePath(service === undefined ? owner.kind : undefined));
  const spec = recordAt(template, 'spec');
  const subject = owner.object ?? pods[0] ?? {};
  const podLabels = textMapAt(
    owner.kind === 'Pod' ? subject : hasAt(template, 'metadata') ? template : pods[0],
    'metadata',
    'labels',
  );
  const ownLabels = owner.object === undefined ? podLabels : textMapAt(owner.object, 'metadata', 'labels');
  const named = { ...subject, metadata: { ...recordAt(subject, 'metadata'), namespace: owner.namespace } };
  const replicas = replicasOf(owner, main, pods);
  const facts: WorkloadFacts = stated<WorkloadFacts>({
    name: owner.name,
    platform: scene.platform,
    controller: owner.kind,
    namespace: owner.namespace,
    cluster: scene.clusterName,
    powerState: suspended(owner.object) || replicas === 0 ? 'off' : replicas === undefined ? undefined : 'on',
    replicas,
    ...replicaFacts(scene, {
      where: placeOf(named, owner.kind),
      spec: listAt(spec, 'containers').length > 0 ? spec : undefined,
      template,
      pods,
      owner,
      parts: service?.parts ?? [],
      replicas,
    }),
    tags: {
      ...tagsOf(scene, named, ownLabels),
      ...serviceTags(scene, owner.namespace, podLabels),
      ...service?.tags,
    },
    application: applicationOf(ownLabels) ?? applicationOf(podLabels),
    createdAt: owner.object === undefined ? undefined : createdAt(owner.object),
  });
  const kind: WorkloadKind = service === undefined ? 'container' : 'ai';
  return stated<WorkloadObservation>({
    sourceId: scene.sourceId,
    nativeId: owner.nativeId,
    scope: scene.scope,
    observedAt: scene.observedAt,
    kind,
    identity: {},
    facts,
  });
}

function templatePath(kind: string | undefined): readonly string[] {
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  return kind === 'Pod' ? [] : ['spec', 'template'];
}

const suspended = (object: Json | undefined): boolean => flagAt(object, 'spec', 'suspend') === true;

/** As wished, where the controller says so; the API takes one where it does not. */
function replicasOf(owner: Owner, main: Json | undefined, pods: readonly Json[]): number | undefined {
  if (owner.kind === 'Pod') return 1;
  if (main === undefined || namespaceOf(main) !== owner.namespace) return pods.length === 0 ? undefined : pods.length;
  if (owner.kind === 'DaemonSet') return countAt(main, 'status', 'desiredNumberScheduled');
  if (owner.kind === 'Job') return countAt(main, 'spec', 'parallelism') ?? 1;
  if (owner.kind === 'CronJob') return countAt(main, 'spec', 'jobTemplate', 'spec', 'parallelism') ?? 1;
  if (hasAt(main, 'spec', 'template')) return countAt(main, 'spec', 'replicas') ?? 1;
  return pods.length === 0 ? countAt(main, 'spec', 'replicas') : pods.length;
}
