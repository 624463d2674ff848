/** A virtual machine on disks that were uploaded, and its interfaces. */

import type { UniqueNames } from '../names.ts';
import type { Machine } from './machine.ts';
import { resourceName } from './names.ts';
import { idOf, param, resourceId, text } from './template.ts';
import type { Expression, Resource, Value } from './template.ts';
import { API_VERSIONS, DISK_NAME_MAX, diskName, knownOr, machineSymbol, osTypeOf, tagsOf } from './wave-context.ts';
import type { Context, Parameters } from './wave-context.ts';

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

export function nicResources(
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

export function machineResource(
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
