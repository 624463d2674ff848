/** The last fence: whatever a provider says in errors and issues passes here, and loses every secret it may repeat. */

import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import type { ConnectionIdentity, ReadEnd } from '../providers/connection.ts';
import type { ImportIssue } from '../providers/provider.ts';
import { codeOfFault } from './source-fault.ts';
import { secretForms } from './source-secret-forms.ts';

const SHOWN = '[secret]';

export interface Scrub {
  text(text: string): string;
  error(error: unknown): unknown;
  issue(issue: ImportIssue): ImportIssue;
  identity(identity: ConnectionIdentity): ConnectionIdentity;
  /** All but the cursor, which is handed back to the provider as it was. */
  end(end: ReadEnd): ReadEnd;
}

/** Also knows how secrets look in addresses, in JSON, in hex and in base64, there also beside a user's name. */
export function scrubber(secrets: Readonly<Record<string, string>>): Scrub {
  const ordered = secretForms(Object.values(secrets));
  const text = (from: string): string => ordered.reduce((left, form) => left.replaceAll(form, SHOWN), from);
  return {
    text,
    issue: (issue) =>
      ordered.length === 0
        ? issue
        : { ...issue, where: text(issue.where), message: text(issue.message), fix: text(issue.fix) },
    identity: (identity) => (ordered.length === 0 ? identity : eachText(identity, text)),
    end: ({ cursor, ...shown }) =>
      ordered.length === 0
        ? { ...shown, ...(cursor && { cursor }) }
        : { ...eachText(shown, text), ...(cursor && { cursor }) },
    error(error) {
      if (error instanceof IsthmusError) {
        const causes = error.causes.map((cause) => ({ ...cause, message: text(cause.message) }));
        return new IsthmusError(error.code, error.definition, text(error.message), { causes, hint: text(error.hint) });
      }
      if (error instanceof Error && error.name === 'AbortError') return error;
      const message = text(error instanceof Error ? error.message : String(error));
      const cause = stackOnly(error, text);
      const code = codeOfFault(error);
      if (code !== undefined) return failure(code, message, { cause });
      return failure('IST-7001', `the provider failed: ${message}`, { cause });
    },
  };
}

/** A plain document with every text in it changed; names of members stay. */
function eachText<T>(document: T, text: (from: string) => string): T {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changed(inner)]));
  };
  return changed(document) as T;
}

/** For --trace: where it failed, without the error object, whose members nobody has looked through. */
function stackOnly(error: unknown, text: (from: string) => string): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const bare = new Error(text(error.message));
  bare.stack = text(error.stack ?? '');
  return bare;
}
