/** Records that are known from elsewhere, which a log must have: without them it was cut off, exchanged or set back. */

export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
  /** Where it is known from: "the file …"; absent: whoever verifies gave it. */
  readonly from?: string;
}

export class KnownHeads {
  readonly #heads: readonly KnownHead[];
  readonly #seen = new Set<KnownHead>();
  readonly #seqs: ReadonlySet<number>;

  constructor(heads: readonly KnownHead[]) {
    this.#heads = heads;
    this.#seqs = new Set(heads.map(({ seq }) => seq));
  }

  /** Told of every record, and of the checkpoint a file is anchored on. What is wrong with it. */
  met(seq: number, hash: string): string | undefined {
    if (!this.#seqs.has(seq)) return undefined;
    const heads = this.#heads.filter((head) => head.seq === seq);
    for (const head of heads) this.#seen.add(head);
    const other = heads.find((head) => head.hash !== hash);
    return other && `record ${seq} is not the one that is known${told(other)}: its hash is another`;
  }

  /** Those that the file does not have, though it was not cut off behind them, and what that means. */
  missing(last: number, cutTo: number): readonly { readonly seq: number; readonly message: string }[] {
    return this.#heads
      .filter((head) => !this.#seen.has(head) && !(head.from !== undefined && head.seq <= cutTo))
      .map((head) => ({
        seq: head.seq,
        message: `record ${head.seq}, which is known${told(head)}, is not in the file: it ends with ${last}`,
      }));
  }
}

const told = ({ from }: KnownHead): string => (from === undefined ? '' : ` from ${from}`);
