/** Per target site and wave: Bicep with its ARM twin, and the tables for Azure Migrate. */

import type { Site } from '../../../policy/site.ts';
import { compareText } from '../../order.ts';
import type { Move, Wave } from '../../plan.ts';
import { GapList } from '../artefact.ts';
import type { ArtefactFile, ArtefactInput, ArtefactResult, ArtefactTool } from '../artefact.ts';
import { dnsLabel, setting } from '../names.ts';
import { armText } from './arm.ts';
import { bicepText } from './bicep.ts';
import { machineOf } from './machine.ts';
import type { Machine } from './machine.ts';
import { serverTable, waveTable } from './migrate-csv.ts';
import { parametersText } from './parameters.ts';
import { azureReadme } from './readme.ts';
import { azureNames } from './wave-context.ts';
import { waveTemplates } from './wave-templates.ts';
import type { WaveTemplates } from './wave-templates.ts';

/** Azure refuses deployments above 800 resources and 256 parameters; a wave beyond that is written in parts. */
const MAX_RESOURCES = 700;
const MAX_MACHINES = 60;

const isForAzure = (move: Move): boolean => move.target === 'azure-vm';

function partsOf(machines: readonly Machine[]): Machine[][] {
  const parts: Machine[][] = [];
  let resources = 0;
  for (const machine of machines) {
    const needs = Math.max(machine.disks.length, machine.networks.length + 1);
    const last = parts.at(-1);
    if (last && last.length < MAX_MACHINES && resources + needs <= MAX_RESOURCES) {
      last.push(machine);
      resources += needs;
    } else {
      parts.push([machine]);
      resources = needs;
    }
  }
  return parts;
}

function templateFiles(folder: string, suffix: string, templates: WaveTemplates): ArtefactFile[] {
  const pair = (base: string, template: WaveTemplates['disks'], describes: string): ArtefactFile[] => [
    { path: `${folder}/${base}${suffix}.bicep`, content: bicepText(template), describes: `${describes} (Bicep)` },
    {
      path: `${folder}/${base}${suffix}.json`,
      content: armText(template),
      describes: `${describes} (the same as ARM template)`,
    },
    {
      path: `${folder}/${base}${suffix}.parameters.json`,
      content: parametersText(template),
      describes: `Parameters of ${base}${suffix}; empty ones must be filled`,
    },
  ];
  return [
    ...pair('disks', templates.disks, 'Managed disks, ready for upload'),
    ...pair('main', templates.machines, 'Interfaces and virtual machines on the uploaded disks'),
  ];
}

function waveFiles(
  input: ArtefactInput,
  wave: Wave,
  siteId: string,
  moves: readonly Move[],
  site: Site | undefined,
  names: ReturnType<typeof azureNames>,
  gaps: GapList,
): ArtefactFile[] {
  const { plan, workloads } = input;
  const folder = `azure/${dnsLabel(siteId)}/${dnsLabel(wave.name)}`;
  const machines = moves
    .map((move, i) => machineOf(move, workloads.get(move.workloadId), site, i, wave.name, gaps))
    .filter((machine) => machine !== undefined);
  for (const machine of machines) {
    if (machine.disks.some((disk) => disk.shared))
      gaps.add(
        {
          wave: wave.name,
          what: 'disks that several machines write to are prepared once per machine',
          remedy: 'Keep one copy, set maxShares on it and attach it to all of them',
          effect: 'note',
        },
        machine.move.workloadName,
      );
    if (machine.generation === 'V2' && machine.workload?.facts.secureBoot === undefined)
      gaps.add(
        {
          wave: wave.name,
          what: 'secure boot is unknown, so trusted launch is not set',
          remedy: 'Set securityProfile by hand, or import a source that knows it',
          effect: 'note',
        },
        machine.move.workloadName,
      );
  }
  const group = setting(site?.settings, 'resourceGroup');
  const settings = {
    ...(site?.region === undefined ? {} : { location: site.region }),
    ...(setting(site?.settings, 'vnet') === undefined ? {} : { vnet: setting(site?.settings, 'vnet') }),
    ...((setting(site?.settings, 'vnetResourceGroup') ?? group) === undefined
      ? {}
      : { vnetResourceGroup: setting(site?.settings, 'vnetResourceGroup') ?? group }),
  };
  const parts = partsOf(machines);
  const templates = parts.flatMap((part, i) => {
    const suffix = parts.length > 1 ? `-${i + 1}` : '';
    return templateFiles(
      folder,
      suffix,
      waveTemplates(
        plan,
        wave,
        part,
        settings,
        names,
        gaps,
        parts.length > 1 ? `, part ${i + 1} of ${parts.length}` : '',
      ),
    );
  });
  return [
    ...templates,
    {
      path: `${folder}/README.md`,
      content: azureReadme({
        plan,
        wave,
        moves,
        left: moves.length - machines.length,
        parts: parts.length,
        resourceGroup: group,
      }),
      describes: 'Order of steps, checks and the way back',
    },
  ];
}

function generate(input: ArtefactInput): ArtefactResult {
  const gaps = new GapList();
  const { plan, sites, workloads } = input;
  const files: ArtefactFile[] = [];
  const siteIds = [
    ...new Set(plan.waves.flatMap((wave) => wave.moves.filter(isForAzure).map((move) => move.toSiteId))),
  ].sort(compareText);
  for (const siteId of siteIds) {
    const site = sites.sites.find((candidate) => candidate.id === siteId);
    const names = azureNames();
    for (const wave of plan.waves) {
      const moves = wave.moves.filter((move) => isForAzure(move) && move.toSiteId === siteId);
      if (moves.length > 0) files.push(...waveFiles(input, wave, siteId, moves, site, names, gaps));
    }
  }
  const moves = plan.waves.flatMap((wave) => wave.moves);
  const forAzure = moves.filter(isForAzure);
  if (forAzure.length > 0) {
    files.push(
      {
        path: 'azure/azure-migrate-waves.csv',
        content: waveTable(plan, isForAzure, workloads),
        describes: 'Wave of each server, for the Wave Name column of Azure Migrate’s mapping file',
      },
      {
        path: 'azure/azure-migrate-servers.csv',
        content: serverTable(forAzure, workloads),
        describes: 'Servers in the columns of Azure Migrate’s import template',
      },
    );
  }
  return {
    files: files.sort((a, b) => compareText(a.path, b.path)),
    gaps: gaps.list(),
    otherMoves: moves.length - forAzure.length,
  };
}

export const azureArtefacts: ArtefactTool = {
  id: 'azure',
  title: 'Bicep and ARM templates, and tables for Azure Migrate',
  generate,
};
