/** Sheets on the export itself, sheets that are only counted, and the one that holds secrets. */

import { defineSheet } from '../sheet.ts';
import type { SheetSpec } from '../sheet.ts';

export const VMETADATA = defineSheet({
  name: 'vMetaData',
  use: 'about',
  key: 'version',
  signature: ['version', 'createdAt'],
  columns: {
    version: ['RVTools version', 'RVTools major version', 'Version'],
    createdAt: ['xlsx creation datetime', 'creation datetime', 'Creation date'],
    server: ['Server'],
  },
  facts: {},
  cost: 'The export does not say when and by which version it was made.',
});

export const VSOURCE = defineSheet({
  name: 'vSource',
  use: 'about',
  key: 'name',
  signature: ['name', 'apiVersion', 'build'],
  columns: {
    name: ['Name', 'VI SDK Server'],
    fullName: ['Fullname', 'Full name'],
    apiVersion: ['API version'],
    build: ['Build'],
    scope: ['VI SDK UUID'],
  },
  facts: {},
});

/** Holds licence keys: its rows are counted, and its texts wiped before anything else is read. */
export const VLICENSE = defineSheet({
  name: 'vLicense',
  use: 'redacted',
  key: 'name',
  signature: ['name', 'licenceKey'],
  columns: { name: ['Name'], licenceKey: ['Key', 'License Key'], labels: ['Labels'] },
  facts: {},
});

function counted<const F extends string>(name: string, columns: Record<F, readonly string[]>): SheetSpec<F> {
  const fields = Object.keys(columns) as F[];
  const key = fields[0];
  if (key === undefined) throw new TypeError(`sheet ${name} needs a column`);
  return { name, use: 'counted', key, signature: fields, columns, facts: {} };
}

/** No fact of the model takes these yet; their rows are counted so that the receipt is whole. */
export const COUNTED_SHEETS: readonly SheetSpec[] = [
  counted('vRP', { name: ['Resource Pool name', 'Name'], path: ['Resource Pool path'] }),
  counted('vHBA', { host: ['Host'], device: ['Device'], wwn: ['WWN'] }),
  counted('vNIC', { host: ['Host'], device: ['Network Device'], duplex: ['Duplex'] }),
  counted('vSwitch', { host: ['Host'], switchName: ['Switch'], freePorts: ['Free Ports'] }),
  counted('dvSwitch', { name: ['Switch', 'Name'], hostMembers: ['Host members'] }),
  counted('vSC_VMK', { host: ['Host'], device: ['Device'], mask: ['Subnet mask'] }),
  counted('vMultiPath', { host: ['Host'], disk: ['Disk'], policy: ['Policy'], state: ['Oper. State'] }),
  counted('vFileInfo', { fileName: ['File Name'], friendlyPath: ['Friendly Path Name'] }),
  counted('vHealth', { name: ['Name'], message: ['Message'], type: ['Message type'] }),
];
