/** One JSON object per flow: any JSONL with telling keys, and IPFIX records as OpenShift's collector writes them. */

import { mapColumns, FLOW_FIELDS } from '../columns.ts';
import type { FlowField, NamedColumns } from '../columns.ts';
import type { FlowSink } from '../flow.ts';
import { EndNames, takeRow } from './table-flow.ts';
import type { FieldReader } from './table-flow.ts';

type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value === ''
      ? undefined
      : value
    : typeof value === 'number'
      ? String(value)
      : undefined;

/** Reads records with keys of any shape; keys are looked at once per shape. */
export class JsonRecords {
  readonly #named: NamedColumns;
  readonly #sink: FlowSink;
  readonly #ends = new EndNames();
  readonly #shapes = new Map<string, ReadonlyMap<FlowField, string> | null>();

  constructor(sink: FlowSink, named: NamedColumns = {}) {
    this.#sink = sink;
    this.#named = named;
  }

  take(record: Json, place: string): void {
    if (isNetobserv(record)) return takeNetobserv(record, this.#ends, this.#sink, place);
    const keys = this.#keysOf(Object.keys(record));
    if (keys === null) return this.#sink.unreadable(place, 'its keys do not name a source and a destination');
    const read: FieldReader = (field) => {
      const key = keys.get(field);
      return key === undefined ? undefined : textOf(record[key]);
    };
    takeRow(read, { kind: 'table', directed: false }, this.#ends, this.#sink, place);
  }

  #keysOf(keys: readonly string[]): ReadonlyMap<FlowField, string> | null {
    const shape = keys.join('\u0000');
    const known = this.#shapes.get(shape);
    if (known !== undefined) return known;
    const mapping = mapColumns(keys, this.#named);
    const found =
      mapping === undefined
        ? null
        : new Map(
            FLOW_FIELDS.flatMap((field): [FlowField, string][] => {
              const key = keys[mapping[field] ?? -1];
              return key === undefined ? [] : [[field, key]];
            }),
          );
    // Records whose keys differ each time are no table; they must not fill the memory either.
    if (this.#shapes.size >= 1000) this.#shapes.clear();
    this.#shapes.set(shape, found);
    return found;
  }
}

const isNetobserv = (record: Json): boolean => 'SrcAddr' in record && 'DstAddr' in record;

/** Pod, and its owner where newer collectors name it: "namespace/name". */
function podOf(record: Json, side: 'Src' | 'Dst'): string | undefined {
  const namespace = textOf(record[`${side}K8S_Namespace`]) ?? textOf(record[`${side}Namespace`]);
  const owner =
    textOf(record[`${side}K8S_OwnerName`]) ?? textOf(record[`${side}Workload`]) ?? textOf(record[`${side}K8S_Name`]);
  if (owner !== undefined) return namespace === undefined ? owner : `${namespace}/${owner}`;
  const pod = textOf(record[`${side}Pod`]);
  if (pod === undefined) return undefined;
  const kind = textOf(record[`${side}WorkloadKind`]);
  // Pods carry their owner's name with a suffix: an ordinal, a hash and a suffix, or a suffix.
  const suffix =
    kind === 'StatefulSet' ? /-\d+$/ : kind === 'Deployment' ? /-[a-z0-9]{5,10}-[a-z0-9]{5}$/ : /-[a-z0-9]{5}$/;
  const name = pod.replace(suffix, '');
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function takeNetobserv(record: Json, ends: EndNames, sink: FlowSink, place: string): void {
  const fields: Readonly<Partial<Record<FlowField, string>>> = {
    from: 'SrcAddr',
    fromPort: 'SrcPort',
    to: 'DstAddr',
    toPort: 'DstPort',
    protocol: 'Proto',
    bytes: 'Bytes',
  };
  const time = ['TimeFlowStartMs', 'TimeFlowStart', 'TimeReceived'].find((key) => Number(record[key] ?? 0) > 0);
  const read: FieldReader = (field) => {
    if (field === 'time') return time === undefined ? undefined : textOf(record[time]);
    const key = fields[field];
    return key === undefined ? undefined : textOf(record[key]);
  };
  const named: FlowSink = {
    ...sink,
    flow: (flow) => {
      const [from, to] = [podOf(record, 'Src'), podOf(record, 'Dst')];
      sink.flow({
        ...flow,
        from: from === undefined ? flow.from : `pod:${from.toLowerCase()},${flow.from}`,
        to: to === undefined ? flow.to : `pod:${to.toLowerCase()},${flow.to}`,
      });
    },
  };
  const sampled = Number(record['SamplingRate'] ?? record['Sampling'] ?? 0) > 1;
  takeRow(read, { kind: sampled ? 'sampled' : 'flow-log', directed: false }, ends, named, place);
}
