/** The last fence: whatever a provider says in errors and issues passes here, and loses every secret it may repeat. */

import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import type { ImportIssue } from '../providers/provider.ts';

const SHOWN = '[secret]';
/** Shorter ones would take ordinary words apart; a secret that short protects nothing. */
const SHORTEST = 3;

export interface Scrub {
  text(text: string): string;
  error(error: unknown): unknown;
  issue(issue: ImportIssue): ImportIssue;
}

/** Also knows how secrets look in addresses, in base64 and in JSON. */
export function scrubber(secrets: Readonly<Record<string, string>>): Scrub {
  const forms = new Set<string>();
  for (const secret of Object.values(secrets)) {
    for (const value of [secret, secret.trim(), ...secret.split(/\r?\n/).filter((line) => line.length >= 16)]) {
      if (value.length < SHORTEST) continue;
      forms.add(value).add(encodeURIComponent(value)).add(JSON.stringify(value).slice(1, -1));
      if (value.length >= 6) forms.add(Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, ''));
    }
  }
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const text = (from: string): string => ordered.reduce((left, form) => left.replaceAll(form, SHOWN), from);
  return {
    text,
    issue: (issue) =>
      ordered.length === 0
        ? issue
        : { ...issue, where: text(issue.where), message: text(issue.message), fix: text(issue.fix) },
    error(error) {
      if (error instanceof IsthmusError) {
        const causes = error.causes.map((cause) => ({ ...cause, message: text(cause.message) }));
        return new IsthmusError(error.code, error.definition, text(error.message), { causes, hint: text(error.hint) });
      }
      if (error instanceof Error && error.name === 'AbortError') return error;
      const message = text(error instanceof Error ? error.message : String(error));
      return failure('IST-7001', `the provider failed: ${message}`, { cause: stackOnly(error, text) });
    },
  };
}

/** For --trace: where it failed, without the error object, whose members nobody has looked through. */
function stackOnly(error: unknown, text: (from: string) => string): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const bare = new Error(text(error.message));
  bare.stack = text(error.stack ?? '');
  return bare;
}
