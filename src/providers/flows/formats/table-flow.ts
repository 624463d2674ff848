/** A row of texts by field as a flow: what tables, logs and JSON records have in common. */

import { referenceOf, referenceText } from '../../../core/applications/references.ts';
import type { Reference } from '../../../core/applications/references.ts';
import { processName } from '../../../core/applications/service-names.ts';
import type { FlowEvidence } from '../../../core/model/estate.ts';
import type { FlowField } from '../columns.ts';
import { countOf, portOf, protocolOf } from '../flow.ts';
import type { FlowSink } from '../flow.ts';
import { secondsOf } from '../time.ts';

export type FieldReader = (field: FlowField) => string | undefined;

export interface RowOptions {
  readonly kind: FlowEvidence['kind'];
  /** True when the records name the calling end first, whatever the ports say. */
  readonly directed: boolean;
}

const DENIED = /^(reject(ed)?|den(y|ied)|drop(ped)?|block(ed)?|d|discard(ed)?)$/i;
const NO_DATA = /^(nodata|skipdata)$/i;
const DASH = /^-?$/;

/** Rows of a table repeat a few thousand ends: their references are made once. */
export class EndNames {
  readonly #known = new Map<string, string | undefined>();

  of(address: string | undefined, name: string | undefined): string | undefined {
    const key = `${address ?? ''}\u0000${name ?? ''}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const parts = [name, address]
      .filter((text) => text !== undefined && !DASH.test(text))
      .map((text) => referenceOf(text ?? ''));
    const text = referenceText(parts.filter((part): part is Reference => part !== undefined));
    if (this.#known.size >= 100_000) this.#known.clear();
    this.#known.set(key, text);
    return text;
  }
}

/** Hands over one row, or says why not. `place` such as "row 17". */
export function takeRow(read: FieldReader, options: RowOptions, ends: EndNames, sink: FlowSink, place: string): void {
  const status = read('status');
  if (status !== undefined && NO_DATA.test(status)) return sink.passedOver('no-data');
  const from = ends.of(read('from'), read('fromName'));
  const to = ends.of(read('to'), read('toName'));
  if (from === undefined || to === undefined)
    return sink.unreadable(place, `it names no ${from === undefined ? 'source' : 'destination'}`);
  const action = read('action');
  if (action !== undefined && DENIED.test(action.trim())) return sink.passedOver('denied');
  // "443/tcp" and "tcp/443" say both in one cell.
  const [portText, inPort] = splitPort(read('toPort'));
  const protocol = protocolOf(read('protocol') ?? inPort);
  if (protocol === null) return sink.passedOver('not-ip');
  const toPort = portOf(portText);
  if (toPort === undefined && portText !== undefined && !/^(0*|-|\*|any)$/i.test(portText.trim()))
    return sink.unreadable(place, `"${portText.slice(0, 40)}" is no port`);
  const fromPort = portOf(read('fromPort'));
  const fromProcess = read('fromProcess');
  const toProcess = read('toProcess');
  const told = fromProcess !== undefined || toProcess !== undefined;
  sink.flow({
    from,
    to,
    fromPort,
    toPort,
    protocol: protocol ?? (toPort === undefined ? undefined : 'tcp'),
    at: secondsOf(read('time')),
    connections: countOf(read('connections')),
    bytes: countOf(read('bytes')),
    kind: told ? 'process' : options.kind,
    directed: options.directed || (fromPort === undefined && toPort !== undefined),
    ...(fromPort !== undefined && { sides: 1 }),
    fromProcess: fromProcess === undefined ? undefined : processName(fromProcess),
    toProcess: toProcess === undefined ? undefined : processName(toProcess),
  });
}

function splitPort(text: string | undefined): [string | undefined, string | undefined] {
  const match = text === undefined ? null : /^(?:(\d+)\s*\/\s*(tcp|udp)|(tcp|udp)\s*[/:]\s*(\d+))$/i.exec(text.trim());
  return match === null ? [text, undefined] : [match[1] ?? match[4], match[2] ?? match[3]];
}
