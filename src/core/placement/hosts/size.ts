/**
 * How many hosts a set of workloads needs: the fewest, or the cheapest mix where shapes have prices, with a packing as
 * evidence, a bound that no packing can beat, and what it is that binds.
 *
 * Failover. N+x means: whichever x hosts are lost, what ran on them fits on the others without moving anything that
 * survived. x hosts are left empty for that, each able to take over whatever any one of the others holds. With one shape
 * no smaller number will do: the hosts that survive must hold everything, so they are at least as many as are needed
 * without failover. How the load is spread over all of them afterwards is a matter of taste; that it can be gathered
 * again is what counts.
 *
 * What a host can hold of a resource: (capacity − reserved) × over-commit × (1 − reserve). A single workload must fit
 * without over-commit: a machine cannot have more CPUs than its host has threads, however idle it is.
 */

import { constructPacking } from './size-construct.ts';
import { improvePacking } from './size-improve.ts';
import { sizeBounds } from './size-bound.ts';
import type { BoundPart } from './size-bound.ts';
import type { Packing } from './size-pack.ts';
import { prepareSizing } from './size-prepare.ts';
import type { Prepared } from './size-prepare.ts';
import { renewPacking } from './size-renew.ts';
import { chooseSpares } from './size-spares.ts';

export interface HostShape {
  readonly name: string;
  /** Per resource, as the hardware has it. */
  readonly capacity: readonly number[];
  /** Per resource, what the host keeps for itself. */
  readonly reserved?: readonly number[];
  /** Per host; prices count only when every shape has one. In any unit. */
  readonly price?: number | null;
  readonly maxWorkloads?: number | null;
}

export interface ControlPlane {
  /** How many parts there are, each on a host of its own. */
  readonly count: number;
  /** What one needs, per resource. */
  readonly need: readonly number[];
  /** On hosts that run nothing else, or beside workloads. */
  readonly dedicated: boolean;
}

export interface SizeRequest {
  /** Names, for the answer: "cpuMilli", "memoryMiB". */
  readonly resources: readonly string[];
  /** [workload * resources + resource] */
  readonly need: Float64Array;
  /** Two of one service never share a host; −1: of none. null: all of none. */
  readonly service: Int32Array | null;
  readonly shapes: readonly HostShape[];
  /** Per resource, how often it may be promised; 1 unless given. */
  readonly overcommit?: readonly number[];
  /** Per resource, share of 0 … 100 that stays free on every host; 0 unless given. */
  readonly reservePct?: readonly number[];
  /** How many hosts may be lost at once; 0 unless given. */
  readonly failover?: number;
  readonly controlPlane?: ControlPlane | null;
}

export interface SizeOptions {
  /** Work spent on saving further hosts, in looks at a place for a workload; 20 million (a fraction of a second) unless given. */
  readonly effort?: number;
  readonly seed?: number;
}

export interface SizedHost {
  readonly shape: string;
  readonly role: 'workloads' | 'spare' | 'control-plane';
  /** Indexes of workloads. */
  readonly workloads: readonly number[];
  /** Parts of the control plane that run beside them. */
  readonly controlPlaneParts: number;
  /** Per resource, promised to what is on it; and what may be promised. */
  readonly used: readonly number[];
  readonly limit: readonly number[];
}

/** A workload that no shape can hold, and per shape the first resource that it has too little of. */
export interface TooLarge {
  readonly workload: number;
  readonly shapes: readonly { readonly shape: string; readonly resource: string; readonly short: number }[];
}

export interface SizeResult {
  /** All of them, spare and control plane included. */
  readonly hosts: number;
  readonly byShape: readonly { readonly shape: string; readonly hosts: number }[];
  /** null without prices. */
  readonly price: number | null;
  /** No answer has fewer hosts, or with prices costs less: in hosts, or in the unit of the prices. */
  readonly bound: number;
  readonly proof: 'optimal' | 'gap';
  /** What the number of hosts is owed to, strongest first; each gives the number it alone would need, spare hosts apart. */
  readonly binds: readonly BoundPart[];
  readonly packing: readonly SizedHost[];
  /** Not in the packing nor in any figure. */
  readonly tooLarge: readonly TooLarge[];
}

const DEFAULT_EFFORT = 20e6;

/** Throws IST-5041 for figures that are not finite and non-negative, and for requests without a shape. */
export function sizeHosts(request: SizeRequest, options: SizeOptions = {}): SizeResult {
  const prepared = prepareSizing(request);
  const bounds = sizeBounds(prepared);
  const first = constructPacking(prepared, bounds.packing);
  const half = { effort: (options.effort ?? DEFAULT_EFFORT) / 2, seed: options.seed ?? 1 };
  const renewed = renewPacking(prepared, first, bounds.packing, half);
  const packing = improvePacking(prepared, renewed, bounds.packing, half);
  const spares = chooseSpares(prepared, packing);
  return describe(prepared, packing, spares, bounds);
}

function describe(
  prepared: Prepared,
  packing: Packing,
  spares: readonly number[],
  bounds: ReturnType<typeof sizeBounds>,
): SizeResult {
  const { request, shapes, kept } = prepared;
  const resources = request.resources.length;
  const name = (shape: number): string => request.shapes[shape]?.name ?? '';
  const limitOf = (shape: number): number[] => [...(shapes[shape]?.limit.subarray(0, resources) ?? [])];
  const hosts: SizedHost[] = packing.bins.map(({ shape, items, used }) => ({
    shape: name(shape),
    role: 'workloads',
    workloads: items.flatMap((item) => kept[item] ?? []).toSorted((a, b) => a - b),
    controlPlaneParts: items.filter((item) => item >= kept.length).length,
    used: [...used.subarray(0, resources)],
    limit: limitOf(shape),
  }));
  const empty = { workloads: [], controlPlaneParts: 0, used: Array.from({ length: resources }, () => 0) };
  for (const shape of spares) hosts.push({ shape: name(shape), role: 'spare', ...empty, limit: limitOf(shape) });
  const dedicated = prepared.dedicated;
  for (let n = 0; n < (dedicated?.count ?? 0); n += 1) {
    const shape = dedicated?.shape ?? 0;
    hosts.push({
      shape: name(shape),
      role: 'control-plane',
      workloads: [],
      controlPlaneParts: 1,
      used: [...(request.controlPlane?.need ?? [])],
      limit: limitOf(shape),
    });
  }
  const byShape = request.shapes
    .map(({ name: shape }) => ({ shape, hosts: hosts.filter((host) => host.shape === shape).length }))
    .filter((entry) => entry.hosts > 0);
  const priceOf = new Map(request.shapes.map((shape) => [shape.name, shape.price ?? 0]));
  const price = prepared.priced ? hosts.reduce((sum, host) => sum + (priceOf.get(host.shape) ?? 0), 0) : null;
  const reached = price ?? hosts.length;
  // Sums of prices in another order differ in their last digits.
  const optimal = reached <= bounds.total * (1 + 1e-9);
  return {
    hosts: hosts.length,
    byShape,
    price,
    bound: Math.min(bounds.total, reached),
    proof: optimal ? 'optimal' : 'gap',
    binds: bounds.parts,
    packing: hosts,
    tooLarge: prepared.tooLarge,
  };
}
