/** Columns that most sheets about machines or hosts repeat. */

import { TAG_NAMES } from '../../machine/tags.ts';
import { text, unique, flag } from '../column.ts';
import type { Column, Machine, Vcenter } from '../column.ts';

/** A machine and one of its parts. */
export interface Part<Item> {
  readonly machine: Machine;
  readonly item: Item;
}

export function partsOf<Item>(
  items: (machine: Machine) => readonly Item[] | undefined,
): (machine: Machine) => Iterable<Part<Item>> {
  return (machine) => (items(machine) ?? []).map((item) => ({ machine, item }));
}

const POWER = { on: 'poweredOn', off: 'poweredOff', suspended: 'suspended' } as const;
export const powerText = (machine: Machine): string => POWER[machine.facts.powerState ?? 'off'];

/** 3.x named a machine by its hardware id; 4.x by the vCenter's own. */
const uuidOf = ({ observation, vcenter }: Machine): string | undefined =>
  vcenter.version === '3' ? observation.identity.biosUuid : observation.identity.instanceUuid;

export function headOf<Row>(machineOf: (row: Row) => Machine): Column<Row>[] {
  return [
    text('VM', (row) => machineOf(row).facts.name),
    text('Powerstate', (row) => powerText(machineOf(row))),
    flag('Template', (row) => machineOf(row).facts.template),
    flag('SRM Placeholder', (row) => machineOf(row).facts.placeholder),
  ];
}

/** Annotation and the custom attributes the organisation made. */
export function notesOf<Row>(machineOf: (row: Row) => Machine): Column<Row>[] {
  return [
    text('Annotation', (row) => machineOf(row).facts.annotation),
    ...TAG_NAMES.map((name) => text<Row>(name, (row) => machineOf(row).facts.tags?.[name])),
  ];
}

export function placeOf<Row>(machineOf: (row: Row) => Machine): Column<Row>[] {
  return [
    text('Datacenter', (row) => machineOf(row).facts.datacenter),
    text('Cluster', (row) => machineOf(row).facts.cluster),
    text('Host', (row) => machineOf(row).facts.host),
  ];
}

export function systemsOf<Row>(machineOf: (row: Row) => Machine): Column<Row>[] {
  return [
    text('OS according to the configuration file', (row) => machineOf(row).facts.os?.configuredAs),
    text('OS according to the VMware Tools', (row) => machineOf(row).facts.os?.reportedAs),
  ];
}

export function idsOf<Row>(machineOf: (row: Row) => Machine): Column<Row>[] {
  return [
    unique('VM ID', (row) => machineOf(row).observation.nativeId, null),
    unique('VM UUID', (row) => uuidOf(machineOf(row))),
  ];
}

/** The end of every sheet about machines, from the annotation on. */
export function tailOf<Row>(machineOf: (row: Row) => Machine): Column<Row>[] {
  return [
    ...notesOf(machineOf),
    ...placeOf(machineOf),
    text('Folder', (row) => machineOf(row).facts.folder),
    ...systemsOf(machineOf),
    ...idsOf(machineOf),
    ...serverOf<Row>((row) => machineOf(row).vcenter),
  ];
}

export function serverOf<Row>(vcenterOf: (row: Row) => Vcenter): Column<Row>[] {
  return [
    text('VI SDK Server', (row) => vcenterOf(row).server),
    text('VI SDK UUID', (row) => vcenterOf(row).place.scope),
  ];
}
