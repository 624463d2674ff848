/** One machine out of all sheets: its row of vInfo joined with its rows elsewhere. */

import type { Device, Disk, Identity, WorkloadFacts, WorkloadObservation } from '../../core/model/workload.ts';
import type { Collected } from './collect.ts';
import type { IssueLog } from './issues.ts';
import { MachineIndex } from './join.ts';
import type { RowsByMachine } from './join.ts';
import type { Machines } from './machines.ts';
import type { SheetData } from './sheet-data.ts';
import type { SheetSpec, VmColumn } from './sheet.ts';
import { SharedDisks } from './shared-disks.ts';
import { VCLUSTER, VHOST } from './sheets/inventory.ts';
import { VDISK, diskOf } from './sheets/vdisk.ts';
import type { VDiskField } from './sheets/vdisk.ts';
import { VINFO, powerState, vinfoFacts, vinfoUuids } from './sheets/vinfo.ts';
import type { VInfoField } from './sheets/vinfo.ts';
import { VCPU, VMEMORY, VTOOLS, toolsRun, vcpuFacts, vmemoryFacts, vtoolsFacts } from './sheets/vm-details.ts';
import {
  VCD,
  VFLOPPY,
  VPARTITION,
  VSNAPSHOT,
  VUSB,
  cdOf,
  filesystemOf,
  floppyOf,
  snapshotOf,
  usbOf,
} from './sheets/vm-lists.ts';
import { VNETWORK, nicOf } from './sheets/vnetwork.ts';
import type { NicRow } from './sheets/vnetwork.ts';
import { clusterSettings, evcModes, placeKey } from './surroundings.ts';
import type { ClusterFacts } from './surroundings.ts';
import { datastoreOfPath, stated } from './values.ts';

/** Label of a disk or adapter that vInfo counts and its own sheet leaves out. */
const NOT_LISTED = 'not listed';
/** A platform gives a machine fewer disks than this; a larger count is a wrong cell. */
const MOST_HIDDEN = 1000;

interface Joined<F extends string> {
  readonly data: SheetData<F>;
  readonly rows: RowsByMachine;
}

export interface ObserverOptions {
  readonly sourceId: string;
  readonly platform: string;
  readonly observedAt: string;
  readonly issues: IssueLog;
}

/** Joins every sheet once; `observe` then makes one machine at a time, so that few objects live at once. */
export class Observer {
  readonly #vinfo: SheetData<VInfoField>;
  readonly #machines: Machines;
  readonly #options: ObserverOptions;
  readonly #joined = new Map<SheetSpec, { data: SheetData; rows: RowsByMachine }>();
  readonly #sharedDisks: SharedDisks;
  readonly #usbListsControllers: boolean;
  readonly #clusters: ReadonlyMap<string, ClusterFacts>;
  readonly #cpuModels: ReadonlyMap<string, string>;

  constructor(collected: Collected, machines: Machines, options: ObserverOptions) {
    this.#vinfo = collected.data(VINFO);
    this.#machines = machines;
    this.#options = options;
    const index = new MachineIndex(keyed(this.#vinfo), machines.leftOut, options.issues);
    for (const spec of [
      VCPU,
      VMEMORY,
      VTOOLS,
      VDISK,
      VNETWORK,
      VPARTITION,
      VSNAPSHOT,
      VUSB,
      VCD,
      VFLOPPY,
    ] as readonly SheetSpec[]) {
      const data = collected.data(spec);
      if (data.present) this.#joined.set(spec, { data, rows: index.join(keyed(data)) });
    }
    this.#sharedDisks = new SharedDisks(collected.data(VDISK));
    this.#usbListsControllers = listsControllers(collected.data(VUSB));
    this.#clusters = clusterSettings(collected.data(VCLUSTER));
    this.#cpuModels = evcModes(collected.data(VHOST));
  }

  observe(index: number): WorkloadObservation {
    const vinfo = this.#vinfo;
    const tools = this.#one(VTOOLS, index, vtoolsFacts) ?? {};
    const row = vinfo.at(index);
    const on = powerState(row) === 'on';
    const guestRuns =
      on &&
      (tools.guestToolsStatus === undefined
        ? row.word('guestState')?.toLowerCase() === 'running'
        : toolsRun(tools.guestToolsStatus));
    const info = vinfoFacts(row, guestRuns);
    const identity = vinfoUuids(row);
    const scope = row.text('scope')?.toLowerCase();
    const expectedDisks = row.amount('disks');
    const expectedNics = row.amount('nics');
    const vmPath = row.text('path');
    const where = row.where();

    const disks = this.#checked(
      where,
      'Disks',
      'vDisk',
      expectedDisks,
      this.#list(VDISK, index, (disk) => this.#disk(disk)),
      { label: NOT_LISTED },
    );
    const nics = this.#checked(where, 'NICs', 'vNetwork', expectedNics, this.#list(VNETWORK, index, nicOf), {
      nic: { label: NOT_LISTED },
      typeKnown: false,
    });
    const filesystems = this.#list(VPARTITION, index, filesystemOf)?.filter((filesystem) => filesystem !== undefined);
    const facts: WorkloadFacts = {
      ...info,
      ...tools,
      ...this.#one(VCPU, index, vcpuFacts),
      ...this.#one(VMEMORY, index, vmemoryFacts),
      ...this.#clusters.get(placeKey(scope, info.cluster)),
      cpuModel: this.#cpuModels.get(placeKey(scope, info.host)),
      platform: this.#options.platform,
      disks,
      nics: nics?.map(({ nic }) => nic),
      networks: networkNames(info.networks, nics),
      datastores: datastoreNames(disks, vmPath),
      ipAddresses: allAddresses(info.ipAddresses, nics),
      snapshots: this.#list(VSNAPSHOT, index, snapshotOf),
      // The guest tools report file systems: no row says nothing about a machine whose tools do not run.
      filesystems: filesystems?.length === 0 ? undefined : filesystems,
      ...this.#devices(index, nics),
    };
    return {
      sourceId: this.#options.sourceId,
      nativeId: this.#machines.nativeIds.get(index) ?? '',
      ...(scope !== undefined && { scope }),
      observedAt: this.#options.observedAt,
      kind: 'vm',
      identity: identityOf(identity, info.hostName, nics),
      facts: stated(facts),
    };
  }

  #disk(row: SheetData<VDiskField>): Disk {
    return diskOf(row, this.#sharedDisks.usedElsewhere(row));
  }

  /** USB and CD drives have sheets, SR-IOV shows in the adapter's type; PCI passthrough is nowhere in the export. */
  #devices(index: number, nics: readonly NicRow[] | undefined): Pick<WorkloadFacts, 'devices' | 'deviceTypesSeen'> {
    const seen: Device['type'][] = [];
    const devices: Device[] = [];
    const add = (types: readonly Device['type'][], found: readonly Device[] | undefined): void => {
      if (found === undefined) return;
      seen.push(...types);
      devices.push(...found);
    };
    add(['cdrom'], this.#list(VCD, index, cdOf));
    add(['floppy'], this.#list(VFLOPPY, index, floppyOf));
    add(this.#usbListsControllers ? ['usb', 'usb-controller'] : ['usb'], this.#list(VUSB, index, usbOf));
    const sriov = nics
      ?.filter(({ nic }) => nic.passthrough === 'sriov')
      .map(({ nic }): Device => ({ type: 'sriov', label: nic.label }));
    const allKnown = nics?.every(({ typeKnown }) => typeKnown) === true;
    if (allKnown || (sriov !== undefined && sriov.length > 0)) add(allKnown ? ['sriov'] : [], sriov);
    return seen.length === 0 && devices.length === 0 ? {} : { devices, deviceTypesSeen: seen };
  }

  /** Undefined when the file has no such sheet; empty when it has and no row is this machine's. */
  #list<F extends string, T>(spec: SheetSpec<F>, index: number, make: (row: SheetData<F>) => T): T[] | undefined {
    const joined = this.#of(spec);
    if (joined === undefined) return undefined;
    const items: T[] = [];
    for (const row of joined.rows.of(index)) {
      joined.data.at(row);
      items.push(make(joined.data));
    }
    return items;
  }

  #one<F extends string, T>(spec: SheetSpec<F>, index: number, make: (row: SheetData<F>) => T): T | undefined {
    const joined = this.#of(spec);
    const row = joined?.rows.first(index);
    if (joined === undefined || row === undefined) return undefined;
    joined.data.at(row);
    return make(joined.data);
  }

  #of<F extends string>(spec: SheetSpec<F>): Joined<F> | undefined {
    // Stored under its own spec by the constructor.
    return this.#joined.get(spec) as Joined<F> | undefined;
  }

  /**
   * vInfo counts what the other sheet lists. Where it counts more, the sheet was filtered: what is not listed is there
   * but nothing is known of it, so that no rule passes for the rest of the list.
   */
  #checked<T>(
    where: string,
    column: string,
    sheet: string,
    expected: number | undefined,
    found: T[] | undefined,
    notListed: T,
  ): T[] | undefined {
    if (found === undefined || expected === undefined || expected === found.length) return found;
    const hidden = expected - found.length;
    const most = MOST_HIDDEN - found.length;
    const consequence = found.length === 0 ? '; they count as unknown' : `; nothing is known of the other ${hidden}`;
    this.#options.issues.add({
      severity: 'warning',
      code: 'COUNTS_DIFFER',
      where: `${where}, ${column}`,
      message: `vInfo counts ${expected}, ${sheet} lists ${found.length}${hidden > 0 ? consequence : ''}`,
      fix: 'Import an unfiltered export made in one run.',
      skipped: false,
    });
    if (found.length === 0) return undefined;
    return hidden > 0 ? [...found, ...Array.from({ length: Math.min(hidden, most) }, () => notListed)] : found;
  }
}

/** Every sheet of machines has the columns that name them; the wider type keeps the join free of sheets. */
function keyed(data: SheetData<never> | SheetData<VInfoField> | SheetData): SheetData<VmColumn> {
  return data as unknown as SheetData<VmColumn>;
}

function identityOf(
  uuids: { readonly biosUuid?: string; readonly instanceUuid?: string },
  hostName: string | undefined,
  nics: readonly NicRow[] | undefined,
): Identity {
  const macAddresses = nics?.map(({ nic }) => nic.macAddress).filter((mac) => mac !== undefined) ?? [];
  const fqdn = hostName?.toLowerCase();
  const isFqdn = fqdn !== undefined && /^[^.\s]+\.\S+$/.test(fqdn) && !fqdn.startsWith('localhost.');
  return stated<Identity>({
    ...uuids,
    macAddresses: macAddresses.length > 0 ? [...new Set(macAddresses)].sort() : undefined,
    fqdn: isFqdn ? fqdn.replace(/\.$/, '') : undefined,
  });
}

function networkNames(
  listed: readonly string[] | undefined,
  nics: readonly NicRow[] | undefined,
): readonly string[] | undefined {
  const names = nics?.map(({ nic }) => nic.network).filter((name) => name !== undefined) ?? [];
  if (nics?.length === 0) return listed ?? [];
  return names.length === 0 ? listed : [...new Set([...names, ...(listed ?? [])])];
}

function datastoreNames(disks: readonly Disk[] | undefined, vmPath: string | undefined): readonly string[] | undefined {
  const names = (disks ?? []).map(({ datastore }) => datastore).filter((name) => name !== undefined);
  const own = datastoreOfPath(vmPath ?? '');
  if (disks === undefined) return undefined;
  return [...new Set(own === undefined ? names : [...names, own])];
}

function allAddresses(
  primary: readonly string[] | undefined,
  nics: readonly NicRow[] | undefined,
): readonly string[] | undefined {
  const others = nics?.flatMap(({ nic }) => nic.ipAddresses ?? []) ?? [];
  return others.length === 0 ? primary : [...new Set([...(primary ?? []), ...others])];
}

function listsControllers(usb: SheetData<keyof typeof VUSB.columns>): boolean {
  for (let row = 0; row < usb.rows; row++) if (usbOf(usb.at(row)).type === 'usb-controller') return true;
  return false;
}
