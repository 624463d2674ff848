/** What a person filled in to connect a source, held against what the connector asks for. */

import type { ErrorCause } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import type { Connector, SettingField, Settings, SettingValue } from '../providers/connection.ts';
import { checkReference } from './secret-reference.ts';

/** A secret as it is given: the secret itself, to be sealed, or where it is kept. */
export type SecretInput = { readonly value: string } | { readonly reference: string };

const LONGEST_TEXT = 256 * 1024;
const LONGEST_LIST = 1000;
export const LEAST_INTERVAL_SECONDS = 5;
export const MOST_INTERVAL_SECONDS = 7 * 86_400;

/**
 * The settings with their right types; text of numbers and booleans is taken for them, as the command line gives it.
 * Throws IST-2220 naming every field that is wrong and what to do.
 */
export function checkSettings(connector: Connector, given: Readonly<Record<string, unknown>>): Settings {
  const causes: ErrorCause[] = [];
  const settings: Record<string, SettingValue> = {};
  const known = new Map(connector.settings.map((field) => [field.name, field]));
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    const secret = connector.secrets.some((field) => field.name === name);
    const message = secret
      ? 'is a secret: give it among the secrets, not among the settings'
      : `is no setting of this kind.${suggestion(name, known.keys())}`;
    causes.push({ where: name, message });
  }
  for (const field of connector.settings) {
    const value = given[field.name];
    if (value === undefined || value === null || value === '') {
      if (field.required === true) causes.push({ where: field.name, message: `is needed: ${field.help}` });
      continue;
    }
    const read = settingOf(field, value);
    if ('fault' in read) causes.push({ where: field.name, message: read.fault });
    else settings[field.name] = read.value;
  }
  refuse(causes);
  return settings;
}

type Read = { readonly value: SettingValue } | { readonly fault: string };

/** The given value is never repeated: somebody may have put a secret into the wrong field. */
function settingOf(field: SettingField, value: unknown): Read {
  const example = field.example === undefined ? '' : `, such as ${field.example}`;
  switch (field.type) {
    case 'integer': {
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
      return Number.isSafeInteger(number) ? { value: number as number } : { fault: `must be a whole number${example}` };
    }
    case 'boolean':
      if (typeof value === 'boolean') return { value };
      return value === 'true' || value === 'false' ? { value: value === 'true' } : { fault: 'must be true or false' };
    case 'list': {
      const list = typeof value === 'string' ? value.split(',') : value;
      if (!Array.isArray(list) || !list.every((part): part is string => typeof part === 'string'))
        return { fault: `must be a list${example}` };
      if (list.length > LONGEST_LIST) return { fault: `may have ${LONGEST_LIST} entries at most` };
      const parts = list.map((part) => part.trim()).filter((part) => part !== '');
      const odd = field.choices && parts.findIndex((part) => field.choices?.includes(part) === false);
      if (odd !== undefined && odd !== -1) return { fault: `entry ${odd + 1} is none of ${choicesOf(field)}` };
      return { value: parts };
    }
    case 'choice':
      return typeof value === 'string' && field.choices?.includes(value) === true
        ? { value }
        : { fault: `must be one of ${choicesOf(field)}` };
    case 'text': {
      if (typeof value !== 'string') return { fault: `must be text${example}` };
      if (value.length > LONGEST_TEXT) return { fault: 'is too long' };
      if (field.multiline !== true && /[\r\n\0]/.test(value)) return { fault: 'must be one line' };
      return { value: field.multiline === true ? value : value.trim() };
    }
  }
}

const choicesOf = (field: SettingField): string => (field.choices ?? []).join(', ');

/**
 * Throws IST-2220 naming every secret that is unknown, empty or missing. `present` are those that are stored already.
 */
export function checkSecrets(
  connector: Connector,
  given: Readonly<Record<string, SecretInput | null>>,
  present: ReadonlySet<string>,
  allowedReferences: readonly string[] | undefined,
): void {
  const causes: ErrorCause[] = [];
  const known = new Set(connector.secrets.map(({ name }) => name));
  for (const [name, secret] of Object.entries(given)) {
    if (!known.has(name)) {
      causes.push({ where: name, message: `is no secret of this kind.${suggestion(name, known)}` });
      continue;
    }
    if (secret === null) continue;
    const fault = secretFault(secret, allowedReferences);
    if (fault !== undefined) causes.push({ where: name, message: fault });
  }
  for (const { name, required, help } of connector.secrets) {
    const stays = given[name] === undefined ? present.has(name) : given[name] !== null;
    if (required === true && !stays) causes.push({ where: name, message: `is needed: ${help}` });
  }
  refuse(causes);
}

function secretFault(secret: SecretInput, allowed: readonly string[] | undefined): string | undefined {
  if ('value' in secret) {
    if (typeof secret.value !== 'string' || secret.value === '') return 'is empty';
    return secret.value.length > LONGEST_TEXT ? 'is too long' : undefined;
  }
  try {
    checkReference(secret.reference, allowed);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'is no reference';
  }
}

/** Throws IST-2220 outside the limits. */
export function checkInterval(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < LEAST_INTERVAL_SECONDS || seconds > MOST_INTERVAL_SECONDS)
    refuse([
      {
        where: 'intervalSeconds',
        message: `must be a whole number from ${LEAST_INTERVAL_SECONDS} to ${MOST_INTERVAL_SECONDS} (7 days)`,
      },
    ]);
  return seconds;
}

function refuse(causes: readonly ErrorCause[]): void {
  const [first] = causes;
  if (first === undefined) return;
  const more = causes.length === 1 ? '' : ` (and ${causes.length - 1} more)`;
  throw failure('IST-2220', `${first.where ?? 'a setting'} ${first.message}${more}`, { causes });
}
