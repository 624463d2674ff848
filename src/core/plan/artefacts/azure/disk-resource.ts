/** A managed disk that waits for its upload. */

import { DISK_SKUS } from './machine.ts';
import type { Machine, MachineDisk } from './machine.ts';
import { param } from './template.ts';
import type { Resource } from './template.ts';
import { API_VERSIONS, diskName, knownOr, machineSymbol, osTypeOf, tagsOf } from './wave-context.ts';
import type { Context, Parameters } from './wave-context.ts';

export function diskResource(
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
