/** Joins the checksums of two neighbouring stretches of bytes, so that a head can be written after its body. */

/** Reflected polynomial of the CRC-32 that ZIP uses. */
const POLYNOMIAL = 0xedb88320;

const times = (matrix: readonly number[], vector: number): number => {
  let sum = 0;
  for (let bit = 0, rest = vector; rest !== 0; rest >>>= 1, bit++) if ((rest & 1) === 1) sum ^= matrix[bit] ?? 0;
  return sum >>> 0;
};

const squared = (matrix: readonly number[]): number[] => matrix.map((column) => times(matrix, column));

/** Checksum of A followed by B, from both checksums and the length of B in bytes. */
export function joinCrc32(a: number, b: number, lengthOfB: number): number {
  // The operator for one zero bit, squared three times: one zero byte.
  let operator: number[] = [POLYNOMIAL, ...Array.from({ length: 31 }, (_, i) => (1 << i) >>> 0)];
  for (let i = 0; i < 3; i++) operator = squared(operator);
  let sum = a >>> 0;
  for (let rest = lengthOfB; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sum = times(operator, sum);
    operator = squared(operator);
  }
  return (sum ^ b) >>> 0;
}
