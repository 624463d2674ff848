/** What lies beside domain definitions and tells more of them: capabilities, pools, volumes, networks, snapshots. */

import type { Snapshot } from '../../../core/model/workload.ts';
import { uuidOf } from '../../import-values.ts';
import type { DiskSize, StorageKnown } from '../domain/disks.ts';
import type { HostGpus } from '../domain/devices.ts';
import { byCreation, snapshotOf } from '../domain/snapshots.ts';
import { gpuOf, hostGpus, pciAddressOf } from '../places/gpus.ts';
import type { FoundGpu } from '../places/gpus.ts';
import { hostUuid } from '../places/host.ts';
import type { HostKnown } from '../places/host.ts';
import { poolsByPath } from '../places/pool.ts';
import { bytesOf } from '../units.ts';
import { at, attribute, textOf } from '../xml.ts';
import type { Element } from '../xml.ts';
import type { Root } from './roots.ts';

const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** Everything of one host: files of a folder, and of those below it, that hold one `virsh capabilities`. */
export class Beside {
  /** The host's UUID; undefined where no capabilities are given, as its name tells nothing apart. */
  readonly scope: string | undefined;
  readonly host: HostKnown | undefined;
  readonly pools: Element[] = [];
  readonly networks: Element[] = [];
  readonly #volumes = new Map<string, DiskSize>();
  readonly #gpus: FoundGpu[] = [];
  readonly #snapshots = new Map<string, Snapshot[]>();
  readonly #looked = new Map<string, string | undefined>();

  constructor(capabilities?: { readonly element: Element; readonly document: string }) {
    this.scope = hostUuid(capabilities?.element);
    if (capabilities === undefined) return;
    const { element, document } = capabilities;
    this.host = { name: hostNameOf(document) ?? this.scope ?? document, capabilities: element };
  }

  add({ kind, element }: Root): void {
    if (kind === 'pool') this.pools.push(element);
    else if (kind === 'network') this.networks.push(element);
    else if (kind === 'volume') this.#addVolume(element);
    else if (kind === 'device') this.#addDevice(element);
    else if (kind === 'domainsnapshot') this.#addSnapshot(element);
  }

  /** Undefined when none is among the devices that are there: the others are not known. */
  get gpus(): HostKnown['gpus'] {
    return this.#gpus.length === 0 ? undefined : hostGpus(this.#gpus);
  }

  get gpuNames(): HostGpus {
    return this.#looked;
  }

  get knowsSizes(): boolean {
    return this.#volumes.size > 0;
  }

  storage(): StorageKnown | undefined {
    if (this.pools.length === 0 && this.#volumes.size === 0) return undefined;
    return { sizes: new Map(), volumes: this.#volumes, pools: poolsByPath(this.pools) };
  }

  /** Undefined when none is there: that does not mean that the machine has none. */
  snapshotsOf(domain: Element): readonly Snapshot[] | undefined {
    return this.#snapshots.get(domainKey(domain) ?? '')?.toSorted(byCreation);
  }

  #addVolume(volume: Element): void {
    const size: DiskSize = sized(bytesOf(at(volume, 'capacity'), 'bytes'), bytesOf(at(volume, 'allocation'), 'bytes'));
    for (const path of [textOf(at(volume, 'key')), textOf(at(volume, 'target', 'path'))]) {
      if (path !== undefined) this.#volumes.set(path, size);
    }
  }

  #addDevice(device: Element): void {
    const gpu = gpuOf(device);
    const address = pciAddressOf(device);
    if (address !== undefined) this.#looked.set(address, gpu?.name);
    if (gpu !== undefined) this.#gpus.push(gpu);
  }

  #addSnapshot(snapshot: Element): void {
    const key = domainKey(at(snapshot, 'domain'));
    const found = snapshotOf(snapshot);
    if (key === undefined || found === undefined) return;
    this.#snapshots.set(key, [...(this.#snapshots.get(key) ?? []), found]);
  }
}

const sized = (capacityBytes: number | undefined, allocationBytes: number | undefined): DiskSize => ({
  ...(capacityBytes !== undefined && { capacityBytes }),
  ...(allocationBytes !== undefined && { allocationBytes }),
});

const domainKey = (domain: Element | undefined): string | undefined =>
  uuidOf(textOf(at(domain, 'uuid'))) ?? textOf(at(domain, 'name')) ?? attribute(domain, 'id');

/** Capabilities do not name their host; who saved them did, by the file or the folder. */
function hostNameOf(document: string): string | undefined {
  const own = (document.split('/').pop() ?? '').replace(/\.[a-z]+$/i, '');
  if (own !== '' && !/^(virsh[-_]?)?capabilit/i.test(own)) return own;
  return folderOf(document).split('/').pop() || undefined;
}

/** Finds the host of a document: by its folder or the nearest one above, else the only one there is. */
export class Hosts {
  readonly #byFolder = new Map<string, Beside>();
  readonly #none = new Beside();

  addCapabilities(element: Element, document: string): void {
    const folder = folderOf(document);
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, new Beside({ element, document }));
  }

  of(document: string): Beside {
    for (let folder = folderOf(document); ; folder = folderOf(folder)) {
      const found = this.#byFolder.get(folder);
      if (found !== undefined) return found;
      if (folder === '') break;
    }
    const [only, ...others] = this.#byFolder.values();
    return only !== undefined && others.length === 0 ? only : this.#none;
  }

  get all(): readonly Beside[] {
    return [...this.#byFolder.values(), this.#none];
  }
}
