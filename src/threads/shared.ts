/** Arrays in memory that all threads see: sending one costs nothing, whatever its length. */

export const sharedInt32 = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));
export const sharedUint32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedUint8 = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
export const sharedFloat64 = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(length * 8));

type Shareable = Float64Array | Int32Array | Uint32Array | Uint8Array;

const isShareable = (value: unknown): value is Shareable =>
  value instanceof Float64Array ||
  value instanceof Int32Array ||
  value instanceof Uint32Array ||
  value instanceof Uint8Array;

/** The same array in shared memory: itself when it is there already, else one copy. */
function share(array: Shareable): Shareable {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const buffer = new SharedArrayBuffer(array.byteLength);
  new Uint8Array(buffer).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  if (array instanceof Float64Array) return new Float64Array(buffer);
  if (array instanceof Int32Array) return new Int32Array(buffer);
  if (array instanceof Uint32Array) return new Uint32Array(buffer);
  return new Uint8Array(buffer);
}

/** A flat record with each of its typed arrays in shared memory. Several threads get it without another copy. */
export function shareArrays<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, isShareable(value) ? share(value) : (value as unknown)]),
  ) as T;
}
