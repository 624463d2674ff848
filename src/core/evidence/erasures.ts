/** Which names and details a chain itself says were removed. */

export const ERASE_ACTOR = 'audit.erase';
export const REDACT_DETAIL = 'audit.redact';
export const CUT = 'audit.cut';

/** Removals and decisions keep their detail, whatever a record says: others rest on it. */
export const KEEPS_DETAIL = /^(audit|decision)\./;

/** "17" or "17-40"; undefined for something else. */
export function redactedRange(objectId: string): { readonly first: number; readonly last: number } | undefined {
  const found = /^([1-9]\d{0,14})(?:-([1-9]\d{0,14}))?$/.exec(objectId);
  if (found === null) return undefined;
  const first = Number(found[1]);
  return { first, last: found[2] === undefined ? first : Number(found[2]) };
}

export interface RemovedDetail {
  readonly seq: number;
  readonly line: number;
}

/** Collects what is missing and what says so, since the word comes after the gap it explains. */
export class Erasures {
  readonly #redactions: { readonly first: number; readonly last: number; readonly by: number }[] = [];
  readonly #erased = new Map<string, number>();
  readonly #removed: (RemovedDetail & { readonly action: string })[] = [];
  readonly #nameless = new Map<string, RemovedDetail>();

  /** A record that may be such a word. */
  heard(action: string, kind: string, id: string, by: number): void {
    if (action === ERASE_ACTOR && kind === 'actor') this.#erased.set(id, by);
    const range = action === REDACT_DETAIL && kind === 'audit-record' ? redactedRange(id) : undefined;
    if (range !== undefined) this.#redactions.push({ ...range, by });
  }

  removed(seq: number, line: number, action: string): void {
    this.#removed.push({ seq, line, action });
  }

  nameless(actor: string, seq: number, line: number): void {
    if (!this.#nameless.has(actor)) this.#nameless.set(actor, { seq, line });
  }

  /** A record cannot allow its own gap, nor one behind it. */
  redacted(): { readonly seq: number; readonly line: number; readonly by: number | undefined }[] {
    return this.#removed.map(({ seq, line, action }) => ({
      seq,
      line,
      by: KEEPS_DETAIL.test(action)
        ? undefined
        : this.#redactions.find(({ first, last, by }) => first <= seq && seq <= last && seq < by)?.by,
    }));
  }

  erasedActors(): {
    readonly actor: string;
    readonly seq: number;
    readonly line: number;
    readonly by: number | undefined;
  }[] {
    return [...this.#nameless].map(([actor, where]) => ({ actor, ...where, by: this.#erased.get(actor) }));
  }
}
