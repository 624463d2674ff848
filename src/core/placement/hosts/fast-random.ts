/** Random whole numbers for inner loops (xorshift128): four words of state, no multiplication, no allocation. */

export class FastRandom {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Different streams of one seed are independent sequences. */
  constructor(seed: number, stream: number) {
    let mixed = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul((stream + 1) | 0, 0x85ebca6b)) | 0;
    const word = (): number => {
      mixed = (mixed + 0x6d2b79f5) | 0;
      let value = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
      value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
      return value ^ (value >>> 14);
    };
    this.#a = word();
    this.#b = word();
    this.#c = word();
    this.#d = word() | 1;
  }

  /** In 0 … 2³²−1. */
  next(): number {
    let t = this.#d;
    const s = this.#a;
    this.#d = this.#c;
    this.#c = this.#b;
    this.#b = s;
    t ^= t << 11;
    t ^= t >>> 8;
    this.#a = t ^ s ^ (s >>> 19);
    return this.#a >>> 0;
  }

  /** In 0 … below−1. */
  below(below: number): number {
    return Math.floor(this.next() * 2.3283064365386963e-10 * below);
  }
}
