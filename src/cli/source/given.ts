/** Settings and secrets as they are given on a command line. A secret itself never stands there. */

import { readFile } from 'node:fs/promises';
import type { SourceKind } from '../../api/source-kinds.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { askSecret } from './ask-secret.ts';

type Live = NonNullable<SourceKind['live']>;
export type SecretInput = { readonly value: string } | { readonly reference: string };

/** "keyFile" as a flag: "key-file". */
export const flagOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A flag's or a pair's name as the setting's own. */
const settingNamed = (live: Live, given: string): Live['settings'][number] | undefined =>
  live.settings.find(({ name }) => name === given || flagOf(name) === given);

/**
 * From "key=value" pairs. A value of several lines is read from a file: "caCertificate=@ca.pem". Throws IST-2220 for a
 * name the kind does not have and for a number or flag that is none.
 */
export async function settingsOf(live: Live, pairs: readonly string[]): Promise<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const pair of pairs) {
    const [, given = '', text = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    const field = settingNamed(live, given.trim());
    if (field === undefined) throw unknownSetting(live, given === '' ? pair : given);
    const value = text.startsWith('@') ? await textOf(text.slice(1)) : text;
    settings[field.name] = typed(field, value);
  }
  return settings;
}

function unknownSetting(live: Live, given: string): Error {
  return failure('IST-2220', `there is no setting "${given}"`, {
    causes: live.settings.map(({ name, help }) => ({ where: name, message: help })),
  });
}

function typed({ name, type }: Live['settings'][number], text: string): unknown {
  if (text === '') return null;
  if (type === 'list') return text.split(',').map((part) => part.trim());
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'text' || type === 'choice') return text;
  throw failure('IST-2220', `${name} takes ${type === 'integer' ? 'a whole number' : 'true or false'}, not "${text}"`);
}

const REFERENCE = /^(env|file|vault|azure-keyvault|kubernetes-secret):/;

/**
 * From "name=reference", "name=@file", "name=-" for standard input, or a name alone, which is asked for on the
 * terminal. Throws IST-9001 for a secret written out: it would stay in the history of the shell.
 */
export async function secretsOf(cli: Cli, live: Live, given: readonly string[]): Promise<Record<string, SecretInput>> {
  const secrets: Record<string, SecretInput> = {};
  for (const pair of given) {
    const [, name = pair, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    const field = live.secrets.find((one) => one.name === name || flagOf(one.name) === name);
    if (field === undefined)
      throw failure('IST-2220', `there is no secret "${name}"`, {
        causes: live.secrets.map((one) => ({ where: one.name, message: one.help })),
      });
    if (text === undefined) secrets[field.name] = { value: await askSecret(cli, field.title) };
    else if (text === '-') secrets[field.name] = { value: (await standardInput()).replace(/\r?\n$/, '') };
    else if (text.startsWith('@'))
      secrets[field.name] = { value: trimmed(await textOf(text.slice(1)), field.multiline) };
    else if (REFERENCE.test(text)) secrets[field.name] = { reference: text };
    else
      throw failure('IST-9001', `the value of secret ${field.name} does not belong on a command line`, {
        hint: `Give --secret ${field.name} to be asked for it, ${field.name}=- for standard input, ${field.name}=@FILE, or a reference such as ${field.name}=env:NAME.`,
      });
  }
  return secrets;
}

const trimmed = (text: string, multiline: boolean | undefined): string =>
  multiline === true ? text : text.replace(/\r?\n$/, '');

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, { cause });
  });
}

async function standardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text;
}

/** "90s", "5m", "1h", "1d", or seconds. */
export function secondsOf(text: string): number {
  const [, amount, unit = 's'] = /^(\d+)(s|m|h|d)?$/.exec(text) ?? [];
  if (amount === undefined) throw failure('IST-9001', `"${text}" is no length of time such as 90s, 5m or 1h`);
  return Number(amount) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit as 's' | 'm' | 'h' | 'd'];
}

export const collectAll = (value: string, before: readonly string[] = []): string[] => [...before, value];
