/**
 * Runs a compiled pattern. All threads of the program step together, one character at a time, and each set of threads
 * that was met is remembered with where each character leads: most texts of a large estate then cost one look-up per
 * character.
 */

export type CharTest = (char: string) => boolean;
export type Instruction =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'split'; readonly to: number[] }
  | { readonly op: 'start' | 'end' | 'match' };

/** A set of threads before it is known whether the text goes on. */
interface State {
  /** Places in the program, ascending. */
  readonly threads: readonly number[];
  readonly atStart: boolean;
  /** Filled when first asked. */
  inside?: Closure;
  matchesAtEnd?: boolean;
  readonly next: Map<string, State>;
}

/** Threads that wait for a character, or the news that the pattern has matched. */
type Closure = readonly number[] | 'match';

/** Steps remembered at most; then all are forgotten, so that no pattern can fill the memory. */
const MOST_STEPS = 20_000;

export class Automaton {
  readonly #program: readonly Instruction[];
  #states = new Map<string, State>();
  #steps = 0;

  constructor(program: readonly Instruction[]) {
    this.#program = program;
  }

  /** Whether the pattern occurs anywhere in the text. */
  occursIn(text: string): boolean {
    let state = this.#state([], true);
    for (let at = 0; at < text.length; at += 1) {
      state.inside ??= this.#closure(state, false);
      if (state.inside === 'match') return true;
      const char = text.charAt(at);
      state = state.next.get(char) ?? this.#step(state, state.inside, char);
    }
    state.matchesAtEnd ??= this.#closure(state, true) === 'match';
    return state.matchesAtEnd;
  }

  #step(from: State, waiting: readonly number[], char: string): State {
    if (this.#steps >= MOST_STEPS) {
      this.#states = new Map();
      this.#steps = 0;
      from.next.clear();
    }
    const threads: number[] = [];
    for (const place of waiting) {
      const instruction = this.#program[place];
      if (instruction?.op === 'char' && instruction.test(char)) threads.push(place + 1);
    }
    const state = this.#state(threads, false);
    from.next.set(char, state);
    this.#steps += 1;
    return state;
  }

  #state(threads: readonly number[], atStart: boolean): State {
    const sorted = [...new Set(threads)].sort((a, b) => a - b);
    const key = `${atStart ? '^' : ''}${sorted.join(',')}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      state = { threads: sorted, atStart, next: new Map() };
      this.#states.set(key, state);
    }
    return state;
  }

  /** Follows every thread up to the character it waits for. A match may begin anywhere, so a new thread joins them. */
  #closure(state: State, atEnd: boolean): Closure {
    const seen = new Set<number>();
    const pending = [0, ...state.threads];
    const waiting: number[] = [];
    for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
      const instruction = this.#program[place];
      if (instruction === undefined || seen.has(place)) continue;
      seen.add(place);
      if (instruction.op === 'match') return 'match';
      if (instruction.op === 'char') waiting.push(place);
      else if (instruction.op === 'split') pending.push(...instruction.to);
      else if (instruction.op === 'start' ? state.atStart : atEnd) pending.push(place + 1);
    }
    return waiting;
  }
}
