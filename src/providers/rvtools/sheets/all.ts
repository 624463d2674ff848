/** Every sheet the importer knows, in the order the export writes them. */

import type { SheetSpec } from '../sheet.ts';
import { COUNTED_SHEETS, VLICENSE, VMETADATA, VSOURCE } from './about.ts';
import { DVPORT, VCLUSTER, VDATASTORE, VHOST, VPORT } from './inventory.ts';
import { VDISK } from './vdisk.ts';
import { VINFO } from './vinfo.ts';
import { VCPU, VMEMORY, VTOOLS } from './vm-details.ts';
import { VCD, VFLOPPY, VPARTITION, VSNAPSHOT, VUSB } from './vm-lists.ts';
import { VNETWORK } from './vnetwork.ts';

export const SHEETS: readonly SheetSpec[] = [
  VINFO,
  VCPU,
  VMEMORY,
  VDISK,
  VPARTITION,
  VNETWORK,
  VCD,
  VUSB,
  VFLOPPY,
  VSNAPSHOT,
  VTOOLS,
  VSOURCE,
  VCLUSTER,
  VHOST,
  DVPORT,
  VPORT,
  VDATASTORE,
  VMETADATA,
  VLICENSE,
  ...COUNTED_SHEETS,
];
