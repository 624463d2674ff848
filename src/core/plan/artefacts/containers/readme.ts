/** What was decided for one export, from what, and what is left to people. */

import type { ArtefactGap } from '../artefact.ts';
import { markdownCode, markdownText } from '../markdown.ts';
import type { BaseChoice } from './base-choice.ts';
import type { ContainerExport, PlannedPart } from './generate.ts';

const TARGETS = { 'openshift-container': 'OpenShift', 'aks-container': 'AKS' } as const;

export function readme(
  { workload, target, asOf }: ContainerExport,
  planned: readonly PlannedPart[],
  choice: BaseChoice | undefined,
  gaps: readonly ArtefactGap[],
): string {
  const windows = planned.some(({ system }) => system === 'windows');
  const title = markdownText(workload.facts.name ?? workload.id);
  return [
    `# ${title} as containers on ${TARGETS[target]}`,
    '',
    `Written from what is known on ${asOf}. A rebuild, not a conversion: build, test, then switch over.`,
    '',
    '## Parts',
    ...planned.map(({ part, name, system }) => `- \`${markdownCode(name)}\` (${system}): ${markdownText(part.reason)}`),
    '',
    ...(windows && choice !== undefined
      ? [
          '## Windows nodes',
          `Images are on ${choice.base}: ${choice.reason}. Windows pods run with process isolation only, so the build of the`,
          'node must take this base; `runtime-class.yaml` binds the pods to such nodes.',
          '',
        ]
      : []),
    '## In this order',
    ...steps(target, planned, windows).map((step, index) => `${index + 1}. ${step}`),
    '',
    '## Left to do',
    ...gaps.map(({ what, remedy, effect }) => `- ${effect}: ${markdownText(what)}. ${markdownText(remedy)}.`),
    '',
  ].join('\n');
}

function steps(target: ContainerExport['target'], planned: readonly PlannedPart[], windows: boolean): string[] {
  const images = planned.map(({ name, image }) => `\`docker build -t ${markdownCode(image)} ${markdownCode(name)}\``);
  const nodes =
    target === 'aks-container'
      ? '`az deployment group create -g <group of the cluster> -f nodes/windows-pool.bicep`'
      : '`oc apply -f nodes/windows-machine-set.yaml`, when `isthmus containers check` shows no failure for the cluster';
  return [
    ...(windows
      ? [`Make the nodes: ${nodes}.`, 'Bind pods to their build: `kubectl apply -f runtime-class.yaml`.']
      : []),
    `Build and push ${images.length === 1 ? 'the image' : 'the images'}${windows ? ', Windows ones on a Windows host of the same build' : ''}: ${images.join(', ')}.`,
    'Make the Secrets that the deployments name, by hand or from your vault.',
    ...planned.map(({ name }) => `\`kubectl apply -f ${markdownCode(name)}/\``),
  ];
}
