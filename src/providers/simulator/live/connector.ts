/**
 * A platform in memory that is connected to like a real one: with latency, faults and change. The demo, tests and
 * benchmarks use it where no real platform can run.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../../../core/errors/registry.ts';
import type {
  Connection,
  Connector,
  ConnectRequest,
  Inventory,
  InventoryMutation,
  ItemRef,
  PowerAction,
  ReadEnd,
  ReadRequest,
} from '../../connection.ts';
import type { PowerState } from '../../../core/model/workload.ts';
import type { InventoryItem } from '../../provider.ts';
import { Revisions } from './churn.ts';
import { meetAtDoor, meetOnWay, stays } from './faults.ts';
import { Platform } from './platform.ts';
import { readSettings, SECRETS, SETTINGS } from './settings.ts';
import type { SimulatorSettings } from './settings.ts';

const BATCH = 500;
const MINUTE_MS = 60_000;
const ENDPOINT = 'simulator://memory';

const STATES: Readonly<Record<PowerAction, PowerState>> = {
  start: 'on',
  restart: 'on',
  shutdown: 'off',
  'power-off': 'off',
  suspend: 'suspended',
};

export const simulatorConnector: Connector = {
  facets: ['inventory', 'changes', 'metrics', 'power', 'console'],
  settings: SETTINGS,
  secrets: SECRETS,
  guide: 'simulator.md',
  intervalSeconds: 60,
  async connect(request) {
    const settings = readSettings(request);
    meetAtDoor(settings.faults, ENDPOINT);
    await pause(settings, request.signal);
    return new SimulatorConnection(request, settings);
  },
};

async function pause({ latencyMs }: SimulatorSettings, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (latencyMs > 0) await sleep(latencyMs, undefined, signal === undefined ? {} : { signal });
}

/** The platform's beginning and the minute that was read: good on any connection with the same settings. */
const cursorOf = (epoch: number, minute: number): string => `${epoch}/${minute}`;

class SimulatorConnection implements Connection {
  readonly identity: Connection['identity'];
  readonly inventory: Inventory;
  readonly power: NonNullable<Connection['power']>;
  readonly console: NonNullable<Connection['console']>;
  readonly #request: ConnectRequest;
  readonly #settings: SimulatorSettings;
  #epoch: number;
  #platform: Platform;
  #revisions: Revisions;
  #closed = false;

  constructor(request: ConnectRequest, settings: SimulatorSettings) {
    this.#request = request;
    this.#settings = settings;
    this.#epoch = request.clock().getTime();
    this.#platform = this.#platformOf(this.#epoch);
    this.#revisions = this.#revisionsOf(this.#platform);
    const { username, faults } = settings;
    this.identity = {
      product: 'Isthmus simulator',
      version: '1',
      instanceId: ['simulator', settings.seed, settings.workloads, settings.place ?? 'all'].join('-'),
      endpoint: ENDPOINT,
      ...(username !== undefined && { account: username }),
      ...(faults.has('no-hosts') && { lacking: [{ right: 'host.read', cost: 'hosts are not listed' }] }),
    };
    this.inventory = { read: (options) => this.#read(options) };
    this.power = { actions: Object.keys(STATES) as PowerAction[], set: (id, action) => this.#switch(id, action) };
    this.console = {
      link: (id) => Promise.resolve({ url: `https://simulator.example/console/${encodeURIComponent(id)}` }),
    };
  }

  #platformOf(epoch: number): Platform {
    const { seed, workloads, place } = this.#settings;
    const { sourceId } = this.#request;
    return new Platform({
      seed,
      workloads,
      ...(place !== undefined && { place }),
      epoch: new Date(epoch).toISOString(),
      sourceId,
    });
  }

  #revisionsOf(platform: Platform): Revisions {
    const { seed, churnPctPerMinute } = this.#settings;
    return new Revisions({ seed, machines: platform.machines.length, pctPerMinute: churnPctPerMinute });
  }

  /** A cursor of an earlier connection names the beginning of the platform it saw: this one goes on from there. */
  #minuteOf(cursor: string | undefined): number | undefined {
    const [, epoch, minute] = /^(\d+)\/(\d+)$/.exec(cursor ?? '') ?? [];
    if (epoch === undefined || this.#settings.faults.has('forgets-cursor')) return undefined;
    if (Number(epoch) !== this.#epoch) {
      this.#epoch = Number(epoch);
      this.#platform = this.#platformOf(this.#epoch);
      this.#revisions = this.#revisionsOf(this.#platform);
    }
    return Number(minute);
  }

  async *#read(options: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    if (this.#closed) throw failure('IST-2207', 'the connection to the simulator is closed');
    const now = this.#request.clock();
    const since = this.#minuteOf(options.cursor);
    const minute = Math.max(since ?? 0, Math.floor((now.getTime() - this.#epoch) / MINUTE_MS));
    const changed = this.#revisions.advance(minute, since ?? minute);
    const touched = new Set([...changed, ...this.#platform.takeSwitched()]);
    const observedAt = now.toISOString();
    let rows: number;
    if (since === undefined) rows = yield* this.#full(observedAt, options);
    else
      rows = yield* this.#delta(
        [...touched].sort((a, b) => a - b),
        observedAt,
        options,
      );
    const denied = this.#settings.faults.has('no-hosts');
    return {
      cursor: { value: cursorOf(this.#epoch, minute), lasting: true },
      parts: [{ name: 'machines', rows, handling: 'read' }],
      missing: denied ? [{ part: 'hosts', cost: 'the account may not see hosts', facts: [] }] : [],
    };
  }

  async *#full(observedAt: string, options: ReadRequest): AsyncGenerator<InventoryMutation, number> {
    const { faults, seed } = this.#settings;
    const total = this.#platform.machines.length;
    const places = this.#platform
      .inventory(observedAt)
      .filter((item) => !(faults.has('no-hosts') && item.type === 'host'));
    for (const items of [...inBatches(places), ...inBatches(this.#platform.dependencies())])
      yield { type: 'full', items };
    let rows = 0;
    for (let from = 0; from < total; from += BATCH) {
      await this.#between(from, total, options);
      const items: InventoryItem[] = [];
      for (let index = from; index < Math.min(total, from + BATCH); index += 1) {
        if (faults.has('vanishing') && !stays(seed, index)) continue;
        const observation = this.#platform.at(index, this.#revisions.of(index), observedAt);
        if (observation !== undefined) items.push({ type: 'workload', observation });
      }
      rows += items.length;
      yield { type: 'full', items };
    }
    // A platform of one batch can break off as well: before it says that this was all.
    meetOnWay(faults, ENDPOINT, total, total);
    return rows;
  }

  async *#delta(
    changed: readonly number[],
    observedAt: string,
    options: ReadRequest,
  ): AsyncGenerator<InventoryMutation, number> {
    for (let from = 0; from < changed.length; from += BATCH) {
      await this.#between(from, changed.length, options);
      const items: InventoryItem[] = [];
      const removed: ItemRef[] = [];
      for (const index of changed.slice(from, from + BATCH)) {
        const observation = this.#platform.at(index, this.#revisions.of(index), observedAt);
        const ref = this.#platform.refOf(index);
        if (observation !== undefined) items.push({ type: 'workload', observation });
        else if (ref !== undefined) removed.push(ref);
      }
      yield { type: 'delta', items, removed };
    }
    return changed.length;
  }

  async #between(done: number, total: number, options: ReadRequest): Promise<void> {
    options.signal?.throwIfAborted();
    this.#request.signal?.throwIfAborted();
    meetOnWay(this.#settings.faults, ENDPOINT, done, total);
    await pause(this.#settings, options.signal);
    options.onProgress?.(total === 0 ? 1 : done / total, 'reading machines');
  }

  async #switch(nativeId: string, action: PowerAction): Promise<void> {
    await pause(this.#settings, this.#request.signal);
    this.#platform.switch(nativeId, STATES[action]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }
}

function* inBatches(items: readonly InventoryItem[]): Generator<readonly InventoryItem[]> {
  for (let from = 0; from < items.length; from += BATCH) yield items.slice(from, from + BATCH);
}
