/** Prints lists and documents in the format asked for. Standard output carries nothing else. */

import type { Cli, OutputFormat } from '../cli.ts';
import { csv } from './csv.ts';
import type { Listing } from './columns.ts';
import { table } from './table.ts';

export async function printList<T>(
  cli: Cli,
  listing: Listing<T>,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const format: OutputFormat = cli.options().output ?? 'table';
  if (format === 'json' || format === 'yaml') return printDocument(cli, { items: listing.items, ...extra });
  if (format === 'name') {
    return cli.write(listing.items.map((item) => `${listing.noun}/${listing.name(item)}\n`).join(''));
  }
  if (format === 'csv') return cli.write(csv(listing));
  return cli.write(table(listing, format === 'wide'));
}

/**
 * A single object: JSON, YAML, CSV of its members, its name; `text` is what people see otherwise.
 * @param noun what -o name prints before the slash, with the object's id or name behind it.
 */
export async function printDocument(cli: Cli, document: unknown, text?: () => string, noun = 'result'): Promise<void> {
  const format = cli.options().output;
  if (format === 'csv') return cli.write(csv(membersOf(document)));
  if (format === 'name') return cli.write(`${noun}/${nameOf(document)}\n`);
  if (format === 'json' || (format === undefined && text === undefined)) {
    return cli.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  if (format === 'yaml' || text === undefined) {
    const { stringify } = await import('yaml');
    return cli.write(stringify(document));
  }
  return cli.write(text());
}

/** True when the answer is for a program: no prose then. */
export function wantsData(cli: Cli): boolean {
  const { output } = cli.options();
  return output === 'json' || output === 'yaml' || output === 'csv' || output === 'name';
}

function nameOf(document: unknown): string {
  const { id, name, digest } = document as {
    readonly id?: unknown;
    readonly name?: unknown;
    readonly digest?: unknown;
  };
  return [id, name, digest].find((value) => typeof value === 'string') ?? '-';
}

interface Member {
  readonly path: string;
  readonly value: string | number | boolean | null;
}

/** Every value of a document with its path, such as "targets[0].counts.ready". */
function membersOf(document: unknown): Listing<Member> {
  const items: Member[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${path}[${index}]`));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`);
    } else if (value !== undefined) items.push({ path, value: value as Member['value'] });
  };
  walk(document, '');
  return {
    noun: 'member',
    items,
    name: (row) => row.path,
    columns: [
      { header: 'PATH', value: (row) => row.path },
      { header: 'VALUE', value: (row) => row.value },
    ],
  };
}
