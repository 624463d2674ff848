/**
 * Files with which one workload is built anew as containers on OpenShift or AKS (W4): an image per part, what runs it,
 * and the Windows nodes it needs. What cannot be known is named as a gap, and nothing secret is read or written.
 */

import { stringify } from 'yaml';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { Workload } from '../../../model/workload.ts';
import { candidateOf, coreVersions } from '../../../assess/containers/candidate.ts';
import type { CandidatePart } from '../../../assess/containers/candidate.ts';
import type { ImageBase } from '../../../assess/windows-containers/base-images.ts';
import { GapList } from '../artefact.ts';
import type { ArtefactFile, ArtefactResult } from '../artefact.ts';
import { armText } from '../azure/arm.ts';
import { bicepText } from '../azure/bicep.ts';
import { dnsLabel, setting, UniqueNames } from '../names.ts';
import { aksPoolTemplate, PLACEHOLDER_CLUSTER } from './aks-pool.ts';
import { basesOffered, chooseBase } from './base-choice.ts';
import type { BaseChoice, ContainerTarget } from './base-choice.ts';
import { fillIn, machineSet } from './machine-set.ts';
import { deployment, runtimeClass, service } from './manifests.ts';
import type { DeploymentInput, Manifest } from './manifests.ts';
import { containerfile, partImage } from './part-image.ts';
import { portsOf } from './ports.ts';
import { readme } from './readme.ts';

export interface ContainerExport {
  readonly workload: Workload;
  readonly target: ContainerTarget;
  readonly catalog: Catalog;
  /** ISO day that pools and releases are judged for. */
  readonly asOf: string;
  /** Of the site it goes to: namespace, registry, infrastructure … */
  readonly settings: Readonly<Record<string, string>>;
  /** What parts that run on both are built as. Absent: Linux, which needs no Windows nodes and no Windows licence. */
  readonly system?: 'windows' | 'linux';
}

const PLACEHOLDER_REGISTRY = 'registry.invalid';
const WAVE = 'containers';

/** Everything the generator decides about one part, for its files and the read-me. */
export interface PlannedPart {
  readonly part: CandidatePart;
  readonly name: string;
  readonly system: 'windows' | 'linux';
  readonly image: string;
}

/** Files are empty when nothing is known to run in a container; the gaps say why. */
export function exportContainers(input: ContainerExport): ArtefactResult {
  const { workload, target, catalog, asOf, settings } = input;
  const gaps = new GapList();
  const title = workload.facts.name ?? workload.id;
  const gap = (what: string, remedy: string, effect: 'blocks' | 'fill' | 'note'): void =>
    gaps.add({ wave: WAVE, what, remedy, effect }, title);
  const parts = partsOf(workload);
  if (parts.length === 0) {
    gap(...whyNone(workload), 'blocks');
    return { files: [], gaps: gaps.list(), otherMoves: 0 };
  }
  const offered = basesOffered(catalog, target, asOf, setting(settings, 'infrastructure'));
  const choice = chooseBase(catalog, offered, workload.facts.os);
  const planned = plan(input, parts, choice?.base);
  const windows = planned.some(({ system }) => system === 'windows');
  const folder = dnsLabel(title);
  const file = (path: string, content: string, describes: string): ArtefactFile => ({
    path: `${folder}/${path}`,
    content,
    describes,
  });
  const files = planned.flatMap((one) => partFiles(input, one, choice?.base, file, gap));
  if (windows) files.push(...nodeFiles(input, choice, file, gap));
  // A container keeps the image it has: nothing of it is named after a registry.
  if (workload.kind !== 'container' && setting(settings, 'registry') === undefined) {
    gap(
      `the registry is not known: images are named ${PLACEHOLDER_REGISTRY}/…`,
      'Set settings.registry of the site in sites.yaml, or replace it in the deployments',
      'fill',
    );
  }
  gap(
    'configuration and secrets of the machine were not read',
    'Make the Secret that each deployment names, with what its configuration files hold today',
    'fill',
  );
  const result = gaps.list();
  files.push(file('README.md', readme(input, planned, choice, result), 'what was decided, and what is left to do'));
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), gaps: result, otherMoves: 0 };
}

function partsOf({ kind, facts }: Workload): readonly CandidatePart[] {
  if (kind !== 'container') return candidateOf(facts).parts;
  const system = facts.os?.family === 'windows' ? 'windows' : facts.os?.family === 'linux' ? 'linux' : undefined;
  if (system === undefined || facts.images === undefined) return [];
  return facts.images.map((image) => ({
    kind: system === 'windows' ? ('windows-service' as const) : ('linux-service' as const),
    name: image,
    systems: [system],
    reason: `Image ${image}.`,
    stateful: (facts.disks?.length ?? 0) > 0,
  }));
}

function whyNone({ kind, facts }: Workload): [what: string, remedy: string] {
  if (kind === 'container') {
    return ['its images or their system are not known', 'Connect its cluster with the right to list its deployments'];
  }
  return candidateOf(facts).verdict === 'no'
    ? ['no web site and no service of its own was found', 'Keep it as a virtual machine']
    : ['what runs inside of it is not known', 'Gather it with Ansible: isthmus collect ansible'];
}

function plan(input: ContainerExport, parts: readonly CandidatePart[], base: ImageBase | undefined): PlannedPart[] {
  const names = new UniqueNames(dnsLabel, 50);
  const title = input.workload.facts.name ?? input.workload.id;
  const registry = setting(input.settings, 'registry') ?? PLACEHOLDER_REGISTRY;
  return parts.map((part) => {
    const [first = 'linux'] = part.systems;
    const wanted = input.system ?? 'linux';
    const system = part.systems.includes(wanted) ? wanted : first;
    const own =
      input.workload.kind === 'container' ? (part.name.split('/').at(-1) ?? part.name).split(/[:@]/)[0] : part.name;
    const name = names.get(part.name, own === undefined || dnsLabel(own) === 'x' ? title : own);
    const tag = system === 'windows' && base !== undefined ? `1-${base}` : '1';
    const image = input.workload.kind === 'container' ? part.name : `${registry}/${dnsLabel(title)}/${name}:${tag}`;
    return { part, name, system, image };
  });
}

type MakeFile = (path: string, content: string, describes: string) => ArtefactFile;
type AddGap = (what: string, remedy: string, effect: 'blocks' | 'fill' | 'note') => void;

const yamlText = (manifests: readonly Manifest[]): string =>
  manifests.map((manifest) => stringify(manifest, { lineWidth: 0 })).join('---\n');

/** What was measured in the machine, else the memory it has: an upper bound for the one part that runs in it. */
function sizeOf({
  cpuRequestMilli,
  memoryRequestMiB,
  cpuCount,
  memoryMiB,
  utilisation,
}: Workload['facts']): Pick<DeploymentInput, 'cpuRequestMilli' | 'memoryMiB'> {
  const share = (whole: number | undefined, pct: number | undefined): number | undefined =>
    whole === undefined || pct === undefined ? undefined : Math.max(1, Math.ceil((whole * pct) / 100));
  const cpuPct = utilisation?.cpuP95Pct ?? utilisation?.cpuMaxPct;
  return {
    cpuRequestMilli: cpuRequestMilli ?? share(cpuCount === undefined ? undefined : cpuCount * 1000, cpuPct),
    memoryMiB: memoryRequestMiB ?? share(memoryMiB, utilisation?.memoryMaxPct) ?? memoryMiB,
  };
}

function partFiles(
  input: ContainerExport,
  { part, name, system, image }: PlannedPart,
  base: ImageBase | undefined,
  file: MakeFile,
  gap: AddGap,
): ArtefactFile[] {
  const { workload, catalog, settings } = input;
  const { facts, kind } = workload;
  const site = facts.webSites?.find((one) => one.name === part.name);
  const ports = portsOf(part, site);
  const alone = partsOf(workload).length === 1;
  const about: DeploymentInput = {
    name,
    namespace: setting(settings, 'namespace') ?? 'default',
    image,
    system,
    base: system === 'windows' ? base : undefined,
    port: ports.port,
    replicas: kind === 'container' ? Math.max(1, facts.replicas ?? 1) : 1,
    stateful: part.stateful,
    cpuRequestMilli: undefined,
    memoryMiB: undefined,
    ...(alone && sizeOf(facts)),
    labels: { 'app.kubernetes.io/managed-by': 'isthmus' },
  };
  if (alone && kind === 'vm' && facts.utilisation?.memoryMaxPct === undefined && facts.memoryMiB !== undefined) {
    gap('the memory asked for is what the whole machine has', 'Measure what the part needs, and ask for that', 'note');
  }
  if (ports.port === undefined) {
    gap(`the port of ${part.name} is not known`, 'Add the port to its deployment, and a Service', 'fill');
  }
  if (ports.tls) {
    gap(
      `${part.name} answers on https`,
      'End TLS at the ingress or route of the target, with a certificate of its own; none is taken along',
      'note',
    );
  }
  if (part.stateful)
    gap(`${part.name} keeps data`, 'Add a persistent volume to its deployment and copy the data', 'fill');
  const own = service(about);
  const files = [
    file(`${name}/deployment.yaml`, yamlText([deployment(catalog, about)]), `runs ${part.name}`),
    ...(own === undefined ? [] : [file(`${name}/service.yaml`, yamlText([own]), `reaches ${part.name}`)]),
  ];
  if (kind === 'container') {
    gap(
      'environment, probes and volumes of the pods are not read',
      'Take them over from the manifest that is in force in its cluster',
      'fill',
    );
    return files;
  }
  const [dotNet] = coreVersions(facts.dotNetVersions);
  const built = partImage({
    part,
    system,
    base,
    dotNet: dotNet === undefined ? undefined : dotNet.split('.').slice(0, 2).join('.'),
    runtime: site?.runtime,
  });
  if (built.from === undefined) {
    gap(`the published image for ${part.name} is a choice`, 'Give it as BASE_IMAGE when building, with a tag', 'fill');
  }
  return [file(`${name}/Containerfile`, containerfile(part, built), `image of ${part.name}`), ...files];
}

function nodeFiles(
  input: ContainerExport,
  choice: BaseChoice | undefined,
  file: MakeFile,
  gap: AddGap,
): ArtefactFile[] {
  const { target, catalog, settings } = input;
  if (choice === undefined) {
    gap('the target has no Windows nodes of any release', 'Choose another target, or build for Linux', 'blocks');
    return [];
  }
  const { base } = choice;
  const files = [
    file('runtime-class.yaml', yamlText([runtimeClass(catalog, base)]), `finds nodes of the build of ${base}`),
  ];
  if (target === 'aks-container') {
    const template = aksPoolTemplate(catalog, base, settings);
    if (setting(settings, 'aksCluster') === undefined) {
      gap(
        `the AKS cluster is named ${PLACEHOLDER_CLUSTER}`,
        'Set settings.aksCluster of the site in sites.yaml',
        'fill',
      );
    }
    files.push(
      file('nodes/windows-pool.bicep', bicepText(template), `Windows node pool for ${base}`),
      file('nodes/windows-pool.json', armText(template), 'the same as ARM JSON'),
    );
    return files;
  }
  const set = machineSet(catalog, base, settings);
  if (set === undefined) {
    gap(
      'what the OpenShift cluster stands on is not known, or has no machine sets here',
      'Set settings.infrastructure of the site to vsphere or azure; else add Windows hosts by hand (BYOH)',
      'fill',
    );
    return files;
  }
  const text = yamlText([set]);
  if (text.includes(fillIn(''))) {
    gap(
      'the machine set names things nobody stated',
      'Replace each REPLACE-ME in nodes/windows-machine-set.yaml',
      'fill',
    );
  }
  files.push(file('nodes/windows-machine-set.yaml', text, `machines that become Windows nodes for ${base}`));
  return files;
}
