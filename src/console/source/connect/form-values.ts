/** What is filled in to connect a source, as text, and what the API takes of it. */

import type { Problem } from '../../../api/common.ts';
import type { SourceKind } from '../../../api/source-kinds.ts';

export type Live = NonNullable<SourceKind['live']>;
export type SettingField = Live['settings'][number];
export type SecretField = Live['secrets'][number];
type Settings = Readonly<Record<string, unknown>>;

/** 'keep' and 'remove' are for a secret that is stored already. */
export type SecretMode = 'seal' | 'refer' | 'keep' | 'remove';
export interface SecretValue {
  readonly mode: SecretMode;
  readonly text: string;
}

export interface FormValues {
  /** By the setting's name; absent or '': not set. */
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretValue>>;
}

export const NO_VALUES: FormValues = { settings: {}, secrets: {} };
export const EMPTY_SECRET: SecretValue = { mode: 'seal', text: '' };

/** By the field's name: what is wrong with it. */
export type Faults = Readonly<Record<string, string>>;

const SHOWN_WHERE_NONE_IS_REQUIRED = 4;

/** What everybody fills in, and what only some do. Secrets are always of the former: without them few platforms answer. */
export function sortSettings(live: Live): {
  readonly first: readonly SettingField[];
  readonly more: readonly SettingField[];
} {
  const required = live.settings.filter((field) => field.required === true);
  const first =
    required.length > 0
      ? required
      : live.settings.filter((field) => field.multiline !== true).slice(0, SHOWN_WHERE_NONE_IS_REQUIRED);
  return { first, more: live.settings.filter((field) => !first.includes(field)) };
}

/** Text of a setting's value, as its field shows it. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : '';
}

export const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function settingOf(field: SettingField, text: string): unknown {
  if (field.type === 'integer') return Number(text);
  if (field.type === 'boolean') return text === 'true';
  return field.type === 'list' ? listOf(text) : text;
}

/** Settings that are filled in, with their types. */
export function settingsOf(live: Live, { settings }: FormValues): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const field of live.settings) {
    const text = settings[field.name]?.trim() ?? '';
    if (text !== '') read[field.name] = settingOf(field, text);
  }
  return read;
}

/** What differs from the settings in force; null takes one away. Undefined: nothing differs. */
export function changedSettings(
  live: Live,
  values: FormValues,
  inForce: Settings,
): Record<string, unknown> | undefined {
  const wanted = settingsOf(live, values);
  const changes = live.settings
    .filter(({ name }) => textOf(wanted[name]) !== textOf(inForce[name]))
    .map(({ name }) => [name, wanted[name] ?? null] as const);
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/** Secrets that are given or taken away; what stays as it is does not occur. */
export function secretsOf(
  live: Live,
  { secrets }: FormValues,
): Record<string, { value: string } | { reference: string } | null> {
  const given: ReturnType<typeof secretsOf> = {};
  for (const { name } of live.secrets) {
    const { mode, text } = secrets[name] ?? EMPTY_SECRET;
    if (mode === 'remove') given[name] = null;
    else if (mode !== 'keep' && text.trim() !== '')
      given[name] = mode === 'refer' ? { reference: text.trim() } : { value: text };
  }
  return given;
}

/** What can be told without asking the server. */
export function faultsOf(live: Live, values: FormValues): Faults {
  const faults: Record<string, string> = {};
  for (const { name, title, type, required } of live.settings) {
    const text = values.settings[name]?.trim() ?? '';
    if (text === '' && required === true) faults[name] = `${title} is needed.`;
    else if (text !== '' && type === 'integer' && !/^-?\d{1,15}$/.test(text))
      faults[name] = 'This must be a whole number.';
  }
  for (const { name, title, required } of live.secrets) {
    const { mode, text } = values.secrets[name] ?? EMPTY_SECRET;
    if (mode !== 'keep' && required === true && (mode === 'remove' || text.trim() === ''))
      faults[name] = `${title} is needed.`;
    else if (mode === 'refer' && text.trim() !== '' && !/^[a-z-]+:./.test(text.trim()))
      faults[name] = 'A reference begins with env:, file:, vault:, azure-keyvault: or kubernetes-secret:.';
  }
  return faults;
}

/** The causes of a refusal that belong to a field of the form, by field. */
export function faultsOfProblem(problem: Problem, fields: ReadonlySet<string>): Faults {
  const faults: Record<string, string> = {};
  for (const { where, message } of problem.causes) {
    if (where !== undefined && fields.has(where)) faults[where] ??= sentence(message);
  }
  return faults;
}

/** Causes read on from the field's name: "is needed: …". */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const COMMON_FIELDS = ['name', 'intervalSeconds', 'precedence'] as const;

export const fieldNames = (live: Live): ReadonlySet<string> =>
  new Set([...COMMON_FIELDS, ...live.settings.map(({ name }) => name), ...live.secrets.map(({ name }) => name)]);
