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

/** A single object: JSON or YAML; `text` is what people see otherwise. */
export async function printDocument(cli: Cli, document: unknown, text?: () => string): Promise<void> {
  const format = cli.options().output;
  if (format === 'json' || (format === undefined && text === undefined)) {
    return cli.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  if (format === 'yaml' || text === undefined) {
    const { stringify } = await import('yaml');
    return cli.write(stringify(document));
  }
  return cli.write(text());
}

export function wantsData(cli: Cli): boolean {
  const { output } = cli.options();
  return output === 'json' || output === 'yaml';
}
