/**
 * Every error a person can meet, by stable code. A "no" that is an answer (a finding, a skipped row) is not here.
 * HTTP renders it as RFC 9457 problem details, the CLI as message, hint and exit code.
 */

export interface ErrorDefinition {
  readonly title: string;
  /** HTTP status. */
  readonly status: number;
  /** CLI exit code, from the fixed table. */
  readonly exitCode: 1 | 3 | 4 | 5 | 64;
  /** What to do about it. */
  readonly hint: string;
}

export interface ErrorCause {
  /** Row, field or path the cause is about: "vInfo row 17, CPUs", "sites[2].capacity.memoryGiB". */
  readonly where?: string;
  readonly message: string;
}

export class IsthmusError extends Error {
  readonly code: string;
  readonly definition: ErrorDefinition;
  readonly causes: readonly ErrorCause[];
  readonly hint: string;

  constructor(
    code: string,
    definition: ErrorDefinition,
    message: string,
    options: { readonly causes?: readonly ErrorCause[]; readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'IsthmusError';
    this.code = code;
    this.definition = definition;
    this.causes = options.causes ?? [];
    this.hint = options.hint ?? definition.hint;
  }
}
