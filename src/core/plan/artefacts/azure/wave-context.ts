/** What the resources of one wave share: names, parameters, tags, and how an unknown value becomes a parameter. */

import type { Plan, Wave } from '../../plan.ts';
import type { GapList } from '../artefact.ts';
import { UniqueNames } from '../names.ts';
import type { Machine } from './machine.ts';
import { resourceName, symbolName, tagValue } from './names.ts';
import { groupLocation, param } from './template.ts';
import type { Expression, Parameter, Value } from './template.ts';

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

const NAME_MAX = 64;
export const DISK_NAME_MAX = 80;

/** Parameters by name, each declared once, in order of first use. */
export class Parameters {
  private readonly byName = new Map<string, Parameter>();

  use(parameter: Parameter): Expression {
    if (!this.byName.has(parameter.name)) this.byName.set(parameter.name, parameter);
    return param(parameter.name);
  }

  list(): Parameter[] {
    return [...this.byName.values()];
  }
}

export interface Names {
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

export function tagsOf(plan: Plan, wave: Wave, machine: Machine): { [key: string]: Value } {
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

export interface Context {
  readonly plan: Plan;
  readonly wave: Wave;
  readonly names: Names;
  readonly gaps: GapList;
  readonly settings: WaveSettings;
}

export function locationParameter(settings: WaveSettings): Parameter {
  return {
    name: 'location',
    type: 'string',
    description: 'Region of the disks and machines',
    default: settings.location ?? groupLocation,
  };
}

/** A value that is known, or a parameter that whoever deploys must give, with the gap noted. */
export function knownOr<T extends Value>(
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

export const machineSymbol = (context: Context, machine: Machine): string =>
  context.names.symbols.get(machine.move.workloadId, machine.move.workloadName);
export const diskName = (context: Context, machine: Machine, i: number): string => {
  const suffix = i === 0 ? 'os' : `data${i}`;
  return context.names.disks.get(
    `${machine.move.workloadId} ${i}`,
    `${resourceName(machine.move.workloadName, DISK_NAME_MAX - 12)}-${suffix}`,
  );
};

export function osTypeOf(machine: Machine, parameters: Parameters, context: Context): Value {
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
