/** Services that serve models: KServe's and KAITO's objects stand for the deployments and pods behind them. */

import { listAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { ownerFrom } from './owners.ts';
import type { Owner } from './owners.ts';
import { namespaceOf } from './scene.ts';
import type { Scene } from './scene.ts';

export interface AiService {
  readonly owner: Owner;
  /** Deployments that serve it. */
  readonly parts: Json[];
  readonly tags: Readonly<Record<string, string>>;
}

interface Kind {
  readonly resource: string;
  readonly kind: string;
  /** Label on deployments and pods that names the service. */
  readonly label: string;
  readonly tags: (object: Json) => Readonly<Record<string, string | undefined>>;
}

const KINDS: readonly Kind[] = [
  {
    resource: 'inferenceservices.serving.kserve.io',
    kind: 'InferenceService',
    label: 'serving.kserve.io/inferenceservice',
    tags: (object) => ({
      'model/format': textAt(object, 'spec', 'predictor', 'model', 'modelFormat', 'name'),
      'model/runtime': textAt(object, 'spec', 'predictor', 'model', 'runtime'),
    }),
  },
  {
    resource: 'llminferenceservices.serving.kserve.io',
    kind: 'LLMInferenceService',
    label: 'app.kubernetes.io/name',
    tags: (object) => ({ 'model/name': textAt(object, 'spec', 'model', 'name') }),
  },
  {
    resource: 'workspaces.kaito.sh',
    kind: 'Workspace',
    label: 'kaito.sh/workspace',
    tags: (object) => ({
      'model/preset': textAt(object, 'inference', 'preset', 'name'),
      'model/instance-type': textAt(object, 'resource', 'instanceType'),
    }),
  },
];

export function aiServices(scene: Scene): readonly AiService[] {
  return KINDS.flatMap(({ resource, kind, tags }) =>
    scene.objects.all(resource).map((object): AiService => ({
      owner: ownerFrom(object, kind),
      parts: [],
      tags: stated(tags(object)) as Readonly<Record<string, string>>,
    })),
  );
}

/** The service that a deployment or pod serves: its owner, or the one its label names. */
export function aiServiceOf(services: readonly AiService[], object: Json): AiService | undefined {
  if (services.length === 0) return undefined;
  const owners = listAt(object, 'metadata', 'ownerReferences').map((owner) => textAt(owner, 'uid')?.toLowerCase());
  const labels = textMapAt(object, 'metadata', 'labels');
  return services.find(({ owner }) => {
    if (namespaceOf(object) !== owner.namespace) return false;
    if (owners.includes(owner.nativeId)) return true;
    const label = KINDS.find(({ kind }) => kind === owner.kind)?.label;
    const named = label !== undefined && labels.get(label) === owner.name;
    // The plain name label is everybody's: it counts only where KServe also says so.
    return (
      named && (label !== 'app.kubernetes.io/name' || labels.get('app.kubernetes.io/part-of') === 'llminferenceservice')
    );
  });
}
