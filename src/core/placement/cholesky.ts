/** Solves dense symmetric positive definite systems of some hundred unknowns. */

/**
 * Solves A x = b for the unknowns that are `free`; x is 0 for the others. `a`: size × size, row-major, its lower
 * triangle is read; `damping` is added to the diagonal. `factor`: scratch of the size of `a`. False when A is not
 * positive definite in the numbers at hand.
 */
export function solveFree(
  a: Float64Array,
  damping: Float64Array,
  b: Float64Array,
  free: Uint8Array,
  factor: Float64Array,
  x: Float64Array,
): boolean {
  const size = b.length;
  const index = new Int32Array(size);
  let count = 0;
  for (let i = 0; i < size; i += 1) {
    x[i] = 0;
    if (free[i] === 0) continue;
    index[count] = i;
    count += 1;
  }
  for (let i = 0; i < count; i += 1) {
    const row = index[i] as number;
    for (let j = 0; j <= i; j += 1) {
      const column = index[j] as number;
      let sum = a[row * size + column] as number;
      if (i === j) sum += damping[row] as number;
      for (let k = 0; k < j; k += 1) sum -= (factor[i * count + k] as number) * (factor[j * count + k] as number);
      if (i === j) {
        if (!(sum > 0)) return false;
        factor[i * count + i] = Math.sqrt(sum);
      } else factor[i * count + j] = sum / (factor[j * count + j] as number);
    }
  }
  for (let i = 0; i < count; i += 1) {
    let sum = b[index[i] as number] as number;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * count + k] as number) * (x[index[k] as number] as number);
    x[index[i] as number] = sum / (factor[i * count + i] as number);
  }
  for (let i = count - 1; i >= 0; i -= 1) {
    let sum = x[index[i] as number] as number;
    for (let k = i + 1; k < count; k += 1) sum -= (factor[k * count + i] as number) * (x[index[k] as number] as number);
    x[index[i] as number] = sum / (factor[i * count + i] as number);
  }
  return true;
}
