/** Numbers straight from bytes, without a string in between where the result is exact. */

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** Unsigned integer in bytes[from, to); stops at the first byte that is no digit. */
export function digitsIn(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Decimal number in bytes[from, to), NaN when it is none. Up to 15 digits are computed here, which is exact:
 * both the digits and the power of ten are representable. Longer ones and exponents go through Number().
 */
export function decimalIn(bytes: Buffer, from: number, to: number): number {
  let i = from;
  const negative = bytes[i] === 0x2d;
  if (negative) i++;
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === 0x2e && decimals < 0) {
      decimals = 0;
      continue;
    }
    const digit = byte - 0x30;
    if (digit < 0 || digit > 9 || ++digits > 15) return slowDecimal(bytes, from, to);
    value = value * 10 + digit;
    if (decimals >= 0) decimals++;
  }
  if (digits === 0) return Number.NaN;
  if (decimals > 0) value /= POWERS[decimals]!;
  return negative ? -value : value;
}

function slowDecimal(bytes: Buffer, from: number, to: number): number {
  const text = bytes.toString('latin1', from, to).trim();
  return text === '' ? Number.NaN : Number(text);
}
