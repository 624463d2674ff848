const TABLE = 1 << 16;
/** −ln of evenly spread numbers in (0, 1). */
const VARIATE = Float64Array.from({ length: TABLE }, (_, at) => -Math.log((at + 0.5) / TABLE));

/** Exponentially distributed with mean 1, from the low 16 bits of a random number. */
export function exponential(bits: number): number {
  return VARIATE[bits & 0xffff] as number;
}
