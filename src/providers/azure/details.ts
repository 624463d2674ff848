/** What Resource Graph leaves out and Resource Manager tells: sizes, instance views, machines of scale sets, nodes as they are. */

import { IsthmusError } from '../../core/errors/errors.ts';
import type { FactPath } from '../../core/assess/verdict.ts';
import type { ArmClient } from './arm-client.ts';
import { isObject, listAt, numberAt, textAt, valueAt } from './json.ts';
import type { Lookup } from './lookup.ts';
import { lacksPowerState } from './machines.ts';
import { OPERATIONS } from './operations.ts';
import type { OperationName } from './operations.ts';
import { parentOf, resourceOf } from './resource.ts';
import type { Resource } from './resource.ts';

export type Miss = (part: string, cost: string, facts: readonly FactPath[]) => void;

const VM = 'microsoft.compute/virtualmachines';
const SET_VM = 'microsoft.compute/virtualmachinescalesets/virtualmachines';
const ARO = 'microsoft.redhatopenshift/openshiftclusters';
const SIZED: ReadonlySet<string> = new Set([VM, SET_VM, ARO, 'microsoft.containerservice/managedclusters']);

const FACTS: Readonly<Partial<Record<OperationName, readonly FactPath[]>>> = {
  sizes: ['cpuCount', 'memoryMiB', 'gpus'],
  instanceViews: ['powerState'],
};

export class Details {
  readonly #client: ArmClient;
  readonly #lookup: Lookup;
  readonly #signal: AbortSignal | undefined;
  readonly #miss: Miss;
  /** What was asked for already, whatever the answer was. */
  readonly #asked = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #openShift = new Map<string, Resource>();
  readonly #setsSeen = new Set<string>();

  constructor(client: ArmClient, lookup: Lookup, signal: AbortSignal | undefined, miss: Miss) {
    this.#client = client;
    this.#lookup = lookup;
    this.#signal = signal;
    this.#miss = miss;
  }

  /** Fetches what this page needs, and answers its resources with what was learnt of them. */
  async complete(resources: readonly Resource[]): Promise<readonly Resource[]> {
    const completed: Resource[] = [];
    for (const resource of resources) {
      if (SIZED.has(resource.type)) await this.#sizes(resource);
      this.#unlisted(resource);
      if (resource.type === VM && lacksPowerState(resource)) await this.#instanceViews(resource);
      if (resource.type === SET_VM) this.#setsSeen.add(parentOf(resource.key));
      completed.push(resource.type === ARO ? await this.#openShiftCluster(resource) : resource);
    }
    return completed;
  }

  /** Machines of scale sets of which Resource Graph listed none. */
  async *scaleSetMachines(): AsyncGenerator<readonly Resource[]> {
    for (const set of this.#lookup.scaleSets.values()) {
      const flexible = textAt(set.properties, 'orchestrationMode')?.toLowerCase() === 'flexible';
      const capacity = numberAt(set.row, 'sku', 'capacity') ?? 0;
      if (flexible || capacity === 0 || this.#setsSeen.has(set.key)) continue;
      const rows = await this.#all('scaleSetMachines', set.key, { id: set.key, query: { $expand: 'instanceView' } });
      const resources = rows.map((row) => resourceOf(isObject(row) ? { ...row, type: SET_VM } : row));
      yield await this.complete(resources.filter((one) => one !== undefined));
    }
  }

  async #sizes({ subscriptionId, location }: Resource): Promise<void> {
    if (subscriptionId === undefined || location === undefined || this.#lookup.sizes.knows(location)) return;
    const rows = await this.#all('sizes', location, {
      subscription: subscriptionId,
      query: { $filter: `location eq '${location.replaceAll(/[^a-z0-9]/g, '')}'` },
    });
    for (const row of rows) this.#lookup.sizes.add(row);
  }

  /** A size that is retired, or not offered to this subscription. */
  #unlisted({ location, properties, type }: Resource): void {
    const size = textAt(properties, 'hardwareProfile', 'vmSize');
    if (type !== VM || size === undefined || location === undefined) return;
    if (this.#failed.has(`sizes ${location}`) || this.#lookup.sizes.of(location, size) !== undefined) return;
    this.#miss(`size ${size} in ${location}`, 'Azure does not list what it gives.', FACTS.sizes ?? []);
  }

  /** One call for all machines of a subscription. */
  async #instanceViews({ subscriptionId }: Resource): Promise<void> {
    if (subscriptionId === undefined) return;
    const rows = await this.#all('instanceViews', subscriptionId, {
      subscription: subscriptionId,
      query: { statusOnly: 'true' },
    });
    for (const row of rows) {
      const id = textAt(row, 'id')?.toLowerCase();
      const view = valueAt(row, 'properties', 'instanceView');
      if (id !== undefined && view !== undefined) this.#lookup.instanceViews.set(id, view);
    }
  }

  /** The newer version lists the workers as they are, not only as they were ordered. */
  async #openShiftCluster(resource: Resource): Promise<Resource> {
    const { subscriptionId } = resource;
    if (subscriptionId === undefined || listAt(resource.properties, 'workerProfilesStatus') !== undefined)
      return resource;
    const rows = await this.#all('openShiftClusters', subscriptionId, { subscription: subscriptionId });
    for (const row of rows) {
      const known = resourceOf(row);
      if (known !== undefined) this.#openShift.set(known.key, known);
    }
    const full = this.#openShift.get(resource.key);
    return full === undefined ? resource : { ...full, type: ARO };
  }

  /** Asked for once; when it is not allowed or not offered, that is told and the read goes on. */
  async #all(name: OperationName, key: string, call: Parameters<ArmClient['list']>[1]): Promise<readonly unknown[]> {
    const once = `${name} ${key}`;
    if (this.#asked.has(once)) return [];
    this.#asked.add(once);
    const rows: unknown[] = [];
    try {
      for await (const page of this.#client.list(name, call, this.#signal)) rows.push(...page);
      return rows;
    } catch (error) {
      if (!(error instanceof IsthmusError) || (error.code !== 'IST-2204' && error.code !== 'IST-2205')) throw error;
      this.#failed.add(once);
      const { action, cost } = OPERATIONS[name];
      this.#miss(`${action}: ${error.message.slice(0, 200)}`, cost, FACTS[name] ?? []);
      return rows;
    }
  }
}
