/** A sizing request checked and turned into plain figures: items to pack, and what a host of each shape may hold. */

import { failure } from '../../errors/registry.ts';
import type { SizeRequest, TooLarge } from './size.ts';

export interface PreparedShape {
  /** Per dimension, what may be promised. The last dimension counts workloads. */
  readonly limit: Float64Array;
  readonly price: number;
}

export interface Prepared {
  readonly request: SizeRequest;
  /** Resources, and one more that counts workloads. */
  readonly dimensions: number;
  /** Workloads that fit some shape, then the parts of the control plane that run beside them. */
  readonly items: number;
  /** [item * dimensions + dimension] */
  readonly need: Float64Array;
  /** Dense; −1: of none, or of one that has a single member. */
  readonly service: Int32Array;
  readonly services: number;
  /** [item * shapes + shape]: 1 where a host of that shape could hold the item alone. */
  readonly fits: Uint8Array;
  readonly shapes: readonly PreparedShape[];
  /** Prices of the shapes; without prices every host costs 1. */
  readonly priced: boolean;
  /** Workload of each item that is one. */
  readonly kept: readonly number[];
  readonly tooLarge: readonly TooLarge[];
  readonly dedicated: { readonly shape: number; readonly count: number } | null;
  readonly failover: number;
}

/** Sums of fractions may differ in their last digits. */
export const TOLERANCE = 1e-9;

function check(value: number, what: string, most = Infinity): void {
  if (Number.isFinite(value) && value >= 0 && value <= most) return;
  const range = most === Infinity ? 'finite and not negative' : `0 … ${most}`;
  throw failure('IST-5041', `${what} is ${value}; it must be ${range}.`);
}

function checkList(values: readonly number[] | undefined, count: number, what: string, most?: number): void {
  if (values === undefined) return;
  if (values.length !== count) throw failure('IST-5041', `${what}: ${values.length} figures for ${count} resources.`);
  for (const value of values) check(value, what, most);
}

function checkRequest(request: SizeRequest): void {
  const { resources, need, service, shapes, controlPlane } = request;
  const count = resources.length;
  if (shapes.length === 0) throw failure('IST-5041', 'No host shape is given; name at least one.');
  if (count === 0 || need.length % count !== 0) {
    throw failure('IST-5041', `${need.length} needs are no multiple of ${count} resources.`);
  }
  for (const [at, value] of need.entries()) {
    if (!(value >= 0 && value < Infinity)) {
      check(value, `${resources[at % count]} of workload ${Math.floor(at / count)}`);
    }
  }
  if (service !== null && service.length !== need.length / count) {
    throw failure('IST-5041', `${service.length} services for ${need.length / count} workloads.`);
  }
  if (new Set(shapes.map((shape) => shape.name)).size < shapes.length) {
    throw failure('IST-5041', 'Two host shapes have the same name.');
  }
  for (const { name, capacity, reserved, price, maxWorkloads } of shapes) {
    checkList(capacity, count, `Capacity of ${name}`);
    checkList(reserved, count, `What ${name} keeps for itself`);
    if (price !== undefined && price !== null) check(price, `Price of ${name}`);
    if (maxWorkloads !== undefined && maxWorkloads !== null) check(maxWorkloads, `Most workloads on ${name}`);
  }
  checkList(request.overcommit, count, 'Over-commit');
  checkList(request.reservePct, count, 'Reserve in per cent', 100);
  checkList(controlPlane?.need, count, 'What a part of the control plane needs');
  for (const [value, what] of [
    [request.failover ?? 0, 'Hosts that may be lost'],
    [controlPlane?.count ?? 0, 'Parts of the control plane'],
  ] as const) {
    check(value, what);
    if (!Number.isInteger(value)) throw failure('IST-5041', `${what}: ${value} is no whole number.`);
  }
}

export function prepareSizing(request: SizeRequest): Prepared {
  checkRequest(request);
  const { resources, controlPlane } = request;
  const count = resources.length;
  const dimensions = count + 1;
  const workloads = request.need.length / count;
  const beside =
    controlPlane !== null && controlPlane !== undefined && !controlPlane.dedicated ? controlPlane.count : 0;
  const priced = request.shapes.every((shape) => typeof shape.price === 'number');
  const shapes = request.shapes.map((shape) => {
    const limit = new Float64Array(dimensions);
    for (let r = 0; r < count; r += 1) {
      const own = Math.max(0, (shape.capacity[r] ?? 0) - (shape.reserved?.[r] ?? 0));
      limit[r] = own * (request.overcommit?.[r] ?? 1) * (1 - (request.reservePct?.[r] ?? 0) / 100);
    }
    limit[count] = Math.min(Math.floor(shape.maxWorkloads ?? Infinity), Math.max(1, workloads + beside));
    return { limit, price: priced ? (shape.price ?? 0) : 1 };
  });

  /** The first dimension that one workload is too large in, alone on a host; −1: none. */
  const shortIn = (need: ArrayLike<number>, at: number, shape: number): number => {
    const { capacity, reserved } = request.shapes[shape] ?? { capacity: [] };
    for (let d = 0; d < dimensions; d += 1) {
      const wanted = d === count ? 1 : (need[at + d] ?? 0);
      const whole = d === count ? Infinity : (capacity[d] ?? 0) - (reserved?.[d] ?? 0);
      const most = Math.min(shapes[shape]?.limit[d] ?? 0, whole);
      if (wanted > most * (1 + TOLERANCE)) return d;
    }
    return -1;
  };

  const kept: number[] = [];
  const tooLarge: TooLarge[] = [];
  const rows: number[][] = [];
  const describe = (need: ArrayLike<number>, at: number): TooLarge['shapes'] =>
    request.shapes.map(({ name }, shape) => {
      const d = shortIn(need, at, shape);
      const limit = shapes[shape]?.limit[d] ?? 0;
      const whole = (request.shapes[shape]?.capacity[d] ?? Infinity) - (request.shapes[shape]?.reserved?.[d] ?? 0);
      return {
        shape: name,
        resource: resources[d] ?? 'workloads',
        short: (d === count ? 1 : (need[at + d] ?? 0)) - Math.min(limit, whole),
      };
    });
  const fitRow = (need: ArrayLike<number>, at: number): number[] =>
    shapes.map((_, shape) => (shortIn(need, at, shape) < 0 ? 1 : 0));
  for (let w = 0; w < workloads; w += 1) {
    const row = fitRow(request.need, w * count);
    if (row.includes(1)) {
      kept.push(w);
      rows.push(row);
    } else tooLarge.push({ workload: w, shapes: describe(request.need, w * count) });
  }
  const part = controlPlane?.need ?? [];
  const partRow = fitRow(part, 0);
  if ((controlPlane?.count ?? 0) > 0 && !partRow.includes(1)) {
    const [first] = describe(part, 0);
    throw failure(
      'IST-5041',
      `No host shape can hold a part of the control plane: ${first?.shape} lacks ${first?.short} of ${first?.resource}.`,
    );
  }

  const items = kept.length + beside;
  const need = new Float64Array(items * dimensions);
  const fits = new Uint8Array(items * shapes.length);
  const service = new Int32Array(items).fill(-1);
  for (let item = 0; item < items; item += 1) {
    const w = kept[item];
    for (let r = 0; r < count; r += 1) {
      need[item * dimensions + r] = (w === undefined ? part[r] : request.need[w * count + r]) ?? 0;
    }
    need[item * dimensions + count] = 1;
    fits.set(rows[item] ?? partRow, item * shapes.length);
  }
  const services = denseServices(request, kept, service);
  if (beside > 1) service.fill(services, kept.length);
  let dedicated: Prepared['dedicated'] = null;
  if (controlPlane?.dedicated === true && controlPlane.count > 0) {
    let best = -1;
    for (const [shape, fit] of partRow.entries()) {
      if (fit === 1 && (best < 0 || (shapes[shape]?.price ?? 0) < (shapes[best]?.price ?? 0))) best = shape;
    }
    dedicated = { shape: best, count: controlPlane.count };
  }
  return {
    request,
    dimensions,
    items,
    need,
    service,
    services: services + (beside > 1 ? 1 : 0),
    fits,
    shapes,
    priced,
    kept,
    tooLarge,
    dedicated,
    failover: items === 0 ? 0 : (request.failover ?? 0),
  };
}

/** Numbers the services that have more than one member; the others forbid nothing. */
function denseServices(request: SizeRequest, kept: readonly number[], service: Int32Array): number {
  const members = new Map<number, number>();
  for (const w of kept) {
    const s = request.service?.[w] ?? -1;
    if (s >= 0) members.set(s, (members.get(s) ?? 0) + 1);
  }
  const dense = new Map<number, number>();
  for (const [item, w] of kept.entries()) {
    const s = request.service?.[w] ?? -1;
    if ((members.get(s) ?? 0) < 2) continue;
    const row = dense.get(s) ?? dense.size;
    dense.set(s, row);
    service[item] = row;
  }
  return dense.size;
}
