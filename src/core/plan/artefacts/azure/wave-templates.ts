/**
 * Two templates per wave: disks first, ready for upload; machines and interfaces once the disks are filled. A machine
 * cannot start from a disk that is still waiting for its upload, so they are not one deployment.
 */

import type { Plan, Wave } from '../../plan.ts';
import type { GapList } from '../artefact.ts';
import { UniqueNames } from '../names.ts';
import type { Machine, MachineDisk } from './machine.ts';
import { DISK_SKUS } from './machine.ts';
import { resourceName, symbolName, tagValue } from './names.ts';
import { groupLocation, idOf, param, resourceId, text } from './template.ts';
import type { Expression, Parameter, Resource, Template, Value } from './template.ts';

export const API_VERSIONS = {
  'Microsoft.Compute/virtualMachines': '2025-04-01',
  'Microsoft.Compute/disks': '2026-03-02',
  'Microsoft.Network/networkInterfaces': '2025-07-01',
} as const;

export interface WaveSettings {
  readonly location?: string;
  readonly vnet?: string;
  readonly vnetResourceGroup?: string;
}

export interface WaveTemplates {
  readonly disks: Template;
  readonly machines: Template;
}

const NAME_MAX = 64;
const DISK_NAME_MAX = 80;

/** Parameters by name, each declared once, in order of first use. */
class Parameters {
  private readonly byName = new Map<string, Parameter>();

  use(parameter: Parameter): Expression {
    if (!this.byName.has(parameter.name)) this.byName.set(parameter.name, parameter);
    return param(parameter.name);
  }

  list(): Parameter[] {
    return [...this.byName.values()];
  }
}

interface Names {
  readonly machines: UniqueNames;
  readonly disks: UniqueNames;
  readonly nics: UniqueNames;
  readonly symbols: UniqueNames;
}

/** Names shared by the templates of a plan, so that no two waves claim the same resource. */
export function azureNames(): Names {
  const nics = new UniqueNames(resourceName, DISK_NAME_MAX);
  return {
    machines: new UniqueNames(resourceName, NAME_MAX),
    disks: new UniqueNames(resourceName, DISK_NAME_MAX),
    nics,
    symbols: new UniqueNames(symbolName, 40, 'n'),
  };
}

function tagsOf(plan: Plan, wave: Wave, machine: Machine): { [key: string]: Value } {
  const facts = machine.workload?.facts ?? {};
  const optional = {
    application: machine.move.application,
    environment: facts.environment,
    criticality: facts.criticality,
    owner: facts.owner,
  };
  const tags: { [key: string]: Value } = {};
  for (const [key, value] of Object.entries(optional)) if (value !== undefined) tags[key] = tagValue(value);
  return {
    ...tags,
    wave: tagValue(wave.name),
    'isthmus-plan': tagValue(plan.name),
    'isthmus-workload': machine.move.workloadId,
    'source-name': tagValue(machine.move.workloadName),
  };
}

interface Context {
  readonly plan: Plan;
  readonly wave: Wave;
  readonly names: Names;
  readonly gaps: GapList;
  readonly settings: WaveSettings;
}

function locationParameter(settings: WaveSettings): Parameter {
  return {
    name: 'location',
    type: 'string',
    description: 'Region of the disks and machines',
    default: settings.location ?? groupLocation,
  };
}

/** A value that is known, or a parameter that whoever deploys must give, with the gap noted. */
function knownOr<T extends Value>(
  known: T | null,
  parameters: Parameters,
  parameter: Parameter,
  context: Context,
  machine: Machine,
  what: string,
): Value {
  if (known !== null) return known;
  context.gaps.add(
    {
      wave: context.wave.name,
      what,
      remedy: `Fill parameter ${parameter.name.replace(machineSymbol(context, machine), '<machine>')} in the parameter file, or import a source that knows it`,
      effect: 'fill',
    },
    machine.move.workloadName,
  );
  return parameters.use(parameter);
}

const machineSymbol = (context: Context, machine: Machine): string =>
  context.names.symbols.get(machine.move.workloadId, machine.move.workloadName);
const diskName = (context: Context, machine: Machine, i: number): string => {
  const suffix = i === 0 ? 'os' : `data${i}`;
  return context.names.disks.get(
    `${machine.move.workloadId} ${i}`,
    `${resourceName(machine.move.workloadName, DISK_NAME_MAX - 12)}-${suffix}`,
  );
};

function osTypeOf(machine: Machine, parameters: Parameters, context: Context): Value {
  const symbol = machineSymbol(context, machine);
  return knownOr(
    machine.osType,
    parameters,
    {
      name: `${symbol}OsType`,
      type: 'string',
      description: `Operating system type of ${machine.move.workloadName}: no source said`,
      allowed: ['Windows', 'Linux'],
    },
    context,
    machine,
    'whether it runs Windows or Linux is unknown',
  );
}

function diskResource(
  machine: Machine,
  disk: MachineDisk,
  i: number,
  parameters: Parameters,
  context: Context,
): Resource {
  const symbol = machineSymbol(context, machine);
  const sku = knownOr(
    disk.sku,
    parameters,
    {
      name: 'unmappedDiskSku',
      type: 'string',
      description: 'Type of the disks whose datastore sites.yaml maps to no disk type',
      allowed: DISK_SKUS,
    },
    context,
    machine,
    'a datastore is mapped to no disk type',
  );
  const os = disk.role === 'os';
  return {
    symbol: `${symbol}Disk${i}`,
    type: 'Microsoft.Compute/disks',
    apiVersion: API_VERSIONS['Microsoft.Compute/disks'],
    name: diskName(context, machine, i),
    comment: `${machine.move.workloadName}, ${disk.label}`,
    body: {
      location: param('location'),
      tags: tagsOf(context.plan, context.wave, machine),
      ...(machine.zone === undefined ? {} : { zones: [machine.zone] }),
      sku: { name: sku },
      properties: {
        creationData: { createOption: 'Upload', uploadSizeBytes: disk.uploadSizeBytes },
        ...(os
          ? {
              osType: osTypeOf(machine, parameters, context),
              hyperVGeneration: knownOr(
                machine.generation,
                parameters,
                {
                  name: `${symbol}Generation`,
                  type: 'string',
                  description: `Firmware of ${machine.move.workloadName}: V1 for BIOS, V2 for UEFI; no source said`,
                  allowed: ['V1', 'V2'],
                },
                context,
                machine,
                'firmware is unknown, so the generation is',
              ),
              ...(machine.trustedLaunch === null ? {} : { securityProfile: { securityType: 'TrustedLaunch' } }),
            }
          : {}),
        networkAccessPolicy: 'AllowAll',
      },
    },
  };
}

function subnetId(
  network: Machine['networks'][number],
  parameters: Parameters,
  context: Context,
  machine: Machine,
  subnetNames: UniqueNames,
): Expression {
  const group = parameters.use({
    name: 'vnetResourceGroup',
    type: 'string',
    description: 'Resource group of the virtual network',
    ...(context.settings.vnetResourceGroup === undefined ? {} : { default: context.settings.vnetResourceGroup }),
  });
  const vnet = parameters.use({
    name: 'vnetName',
    type: 'string',
    description: 'Virtual network the machines join',
    ...(context.settings.vnet === undefined ? {} : { default: context.settings.vnet }),
  });
  const mapped = network.to;
  const key = mapped === null ? `unmapped ${network.from}` : `subnet ${mapped}`;
  const name = subnetNames.get(key, mapped === null ? `subnet for ${network.from}` : `subnet ${mapped}`);
  if (mapped === null)
    context.gaps.add(
      {
        wave: context.wave.name,
        what: `network "${network.from}" is mapped to no subnet`,
        remedy: `Fill parameter ${name} in the parameter file, or add the network under networks of site ${machine.move.toSiteId} in sites.yaml`,
        effect: 'fill',
      },
      machine.move.workloadName,
    );
  const subnet = parameters.use({
    name,
    type: 'string',
    description: mapped === null ? `Subnet for what is on network ${network.from}` : `Subnet ${mapped}`,
    ...(mapped === null ? {} : { default: mapped }),
  });
  return resourceId(group, text('Microsoft.Network/virtualNetworks/subnets'), vnet, subnet);
}

function nicResources(
  machine: Machine,
  parameters: Parameters,
  context: Context,
  subnetNames: UniqueNames,
): Resource[] {
  const symbol = machineSymbol(context, machine);
  return machine.networks.map((network, i) => ({
    symbol: `${symbol}Nic${i}`,
    type: 'Microsoft.Network/networkInterfaces',
    apiVersion: API_VERSIONS['Microsoft.Network/networkInterfaces'],
    name: context.names.nics.get(
      `${machine.move.workloadId} ${i}`,
      `${resourceName(machine.move.workloadName, DISK_NAME_MAX - 12)}-nic${i}`,
    ),
    body: {
      location: param('location'),
      tags: tagsOf(context.plan, context.wave, machine),
      properties: {
        ipConfigurations: [
          {
            name: 'ipconfig1',
            properties: {
              privateIPAllocationMethod: 'Dynamic',
              subnet: { id: subnetId(network, parameters, context, machine, subnetNames) },
            },
          },
        ],
      },
    },
  }));
}

function machineResource(
  machine: Machine,
  nics: readonly Resource[],
  parameters: Parameters,
  context: Context,
): Resource {
  const symbol = machineSymbol(context, machine);
  const managed = (i: number): Value => ({
    id: resourceId(text('Microsoft.Compute/disks'), text(diskName(context, machine, i))),
  });
  const size =
    machine.move.sku === undefined
      ? knownOr(
          null,
          parameters,
          {
            name: `${symbol}Size`,
            type: 'string',
            description: `Size of ${machine.move.workloadName}: the placement chose none`,
          },
          context,
          machine,
          'the placement chose no size',
        )
      : param('sizes', symbol);
  return {
    symbol,
    type: 'Microsoft.Compute/virtualMachines',
    apiVersion: API_VERSIONS['Microsoft.Compute/virtualMachines'],
    name: context.names.machines.get(machine.move.workloadId, machine.move.workloadName),
    comment: machine.move.workloadName,
    body: {
      location: param('location'),
      tags: tagsOf(context.plan, context.wave, machine),
      ...(machine.zone === undefined ? {} : { zones: [machine.zone] }),
      properties: {
        hardwareProfile: { vmSize: size },
        storageProfile: {
          osDisk: {
            osType: osTypeOf(machine, parameters, context),
            createOption: 'Attach',
            caching: 'ReadWrite',
            deleteOption: 'Detach',
            managedDisk: managed(0),
          },
          dataDisks: machine.disks.slice(1).map((_, i) => ({
            lun: i,
            createOption: 'Attach',
            caching: 'None',
            deleteOption: 'Detach',
            managedDisk: managed(i + 1),
          })),
        },
        networkProfile: {
          networkInterfaces: nics.map((nic, i) => ({
            id: idOf(nic.symbol),
            properties: { primary: i === 0, deleteOption: 'Detach' },
          })),
        },
        ...(machine.trustedLaunch === null
          ? {}
          : {
              securityProfile: {
                securityType: 'TrustedLaunch',
                uefiSettings: {
                  secureBootEnabled: machine.trustedLaunch.secureBoot,
                  vTpmEnabled: machine.trustedLaunch.tpm,
                },
              },
            }),
        ...(machine.licenseType === undefined ? {} : { licenseType: machine.licenseType }),
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      },
    },
  };
}

/** `part` is set when a wave does not fit into one deployment. */
export function waveTemplates(
  plan: Plan,
  wave: Wave,
  machines: readonly Machine[],
  settings: WaveSettings,
  names: Names,
  gaps: GapList,
  part: string,
): WaveTemplates {
  const context: Context = { plan, wave, names, gaps, settings };
  const diskParameters = new Parameters();
  diskParameters.use(locationParameter(settings));
  const disks = machines.flatMap((machine) =>
    machine.disks.map((disk, i) => diskResource(machine, disk, i, diskParameters, context)),
  );
  const parameters = new Parameters();
  parameters.use(locationParameter(settings));
  const sizes = Object.fromEntries(
    machines.flatMap((machine) =>
      machine.move.sku === undefined ? [] : [[machineSymbol(context, machine), machine.move.sku] as const],
    ),
  );
  if (Object.keys(sizes).length > 0)
    parameters.use({
      name: 'sizes',
      type: 'object',
      description: 'Size of each machine, from the placement',
      default: sizes,
    });
  const subnetNames = new UniqueNames(symbolName, 40, 'n');
  const resources = machines.flatMap((machine) => {
    const nics = nicResources(machine, parameters, context, subnetNames);
    return [...nics, machineResource(machine, nics, parameters, context)];
  });
  const title = `${plan.name}, ${wave.name}${part}. Generated by Isthmus from plan ${plan.digest}; change sites.yaml and export again instead of editing.`;
  return {
    disks: { title: `Managed disks waiting for upload: ${title}`, parameters: diskParameters.list(), resources: disks },
    machines: { title: `Machines on uploaded disks: ${title}`, parameters: parameters.list(), resources },
  };
}
