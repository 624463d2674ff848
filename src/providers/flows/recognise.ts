/** What a part holds, judged by its first bytes: never by its name. */

import { delimiterOf } from '../../formats/csv/delimiter.ts';
import { VPC_DEFAULT } from './formats/delimited.ts';
import { mapColumns, namedColumns } from './columns.ts';
import type { NamedColumns } from './columns.ts';
import { parseSocket } from './formats/sockets.ts';
import type { ItemDepth } from './json-items.ts';

export type FlowForm =
  | { readonly form: 'vpc'; readonly title: string; readonly header?: readonly string[] }
  | { readonly form: 'table'; readonly title: string; readonly delimiter: number; readonly directed: boolean }
  | { readonly form: 'json'; readonly title: string; readonly depth: ItemDepth }
  | { readonly form: 'sockets'; readonly title: string };

/** Bytes of a part's start that are looked at. */
export const HEAD_BYTES = 65_536;
const HEADER_LINES = 20;

/** Undefined for what holds no flows. `columns` are those a person named. */
export function recogniseForm(head: Buffer, columns?: NamedColumns): FlowForm | undefined {
  const text = head.toString('utf8').trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return jsonForm(text);
  const lines = text.split(/\r?\n|\r/, HEADER_LINES);
  const first = (lines[0] ?? '').trim().split(' ');
  if (first[0] === 'version' && first.includes('srcaddr')) return { form: 'vpc', title: 'VPC flow log' };
  if (/^[2-9]$/.test(first[0] ?? '') && first.length === VPC_DEFAULT.length)
    return { form: 'vpc', title: 'VPC flow log', header: VPC_DEFAULT };
  // A header that names both ends stands above sockets: a cell of it may look like one.
  const table = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const delimiter = delimiterOf(Buffer.from(lines.slice(Math.max(0, table)).join('\n'))).byte;
  const byte = String.fromCharCode(delimiter);
  let named = columns;
  for (const line of lines) {
    named = namedColumns(line) ?? named;
    const cells = line.split(byte).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
    if (cells.length < 2 || mapColumns(cells, named) === undefined) continue;
    const isMigrate = cells.includes('Source server name') && cells.includes('Destination process');
    const title = isMigrate ? 'Azure Migrate dependency export' : 'table of connections';
    return { form: 'table', title, delimiter, directed: isMigrate };
  }
  if (lines.some((line) => parseSocket(line) !== undefined)) return { form: 'sockets', title: 'ss or netstat output' };
  return undefined;
}

/** Records stand alone, in one array, or in the list "records" of one document. */
function jsonForm(text: string): FlowForm {
  if (text.startsWith('[')) return { form: 'json', title: 'JSON records', depth: 1 };
  if (/^\{\s*"records"\s*:\s*\[/.test(text)) return { form: 'json', title: 'Azure flow log', depth: 2 };
  const title = text.slice(0, 400).includes('isthmus/connections/')
    ? 'connections of machines'
    : /"SrcAddr"\s*:/.test(text.slice(0, HEAD_BYTES))
      ? 'IPFIX records'
      : 'JSON records';
  return { form: 'json', title, depth: 0 };
}
