/** Reads one part by its form into the table of edges. */

import type { FormatLimits } from '../../formats/limits.ts';
import type { Aggregator } from './aggregate.ts';
import type { NamedColumns } from './columns.ts';
import type { FlowSink } from './flow.ts';
import { isAzureFlowRecord, takeAzureRecord } from './formats/azure-flow-log.ts';
import { isCollection, takeCollection, takeToolOutput } from './formats/connections.ts';
import { readDelimited } from './formats/delimited.ts';
import { isRecord, JsonRecords } from './formats/json-records.ts';
import type { Findings } from './issues.ts';
import { jsonItems } from './json-items.ts';
import type { ItemDepth } from './json-items.ts';
import type { FlowPart } from './open.ts';
import { HEAD_BYTES, recogniseForm } from './recognise.ts';
import type { FlowForm } from './recognise.ts';
import { readRecords } from './records.ts';

const SPACE = 0x20;
/** No delimiter: lines as they are. */
const NONE = -1;
/** A list of sockets of one machine is held whole; ten megabytes are some hundred thousand. */
const MOST_SOCKET_LINES = 500_000;

export type PassedOver = Parameters<FlowSink['passedOver']>[0];

export interface ReadPart {
  readonly form: FlowForm | undefined;
  readonly rows: number;
}

export class PartReader {
  readonly passedOver: Record<PassedOver, number> = { denied: 0, 'no-data': 0, loopback: 0, 'not-ip': 0 };
  flows = 0;
  takenAt: number | undefined;
  readonly #edges: Aggregator;
  readonly #findings: Findings;
  readonly #limits: FormatLimits;

  constructor(edges: Aggregator, findings: Findings, limits: FormatLimits) {
    this.#edges = edges;
    this.#findings = findings;
    this.#limits = limits;
  }

  async read(part: FlowPart, columns: NamedColumns | undefined, signal?: AbortSignal): Promise<ReadPart> {
    const form = recogniseForm(await headOf(part), columns);
    if (form === undefined) return { form, rows: 0 };
    const sink = this.#sinkOf(part);
    const rows = await this.#rows(part, form, columns, sink, signal);
    return rows === undefined ? { form: undefined, rows: 0 } : { form, rows };
  }

  #rows(
    part: FlowPart,
    form: FlowForm,
    columns: NamedColumns | undefined,
    sink: FlowSink,
    signal: AbortSignal | undefined,
  ): Promise<number | undefined> {
    const named = columns === undefined ? {} : { columns };
    switch (form.form) {
      case 'vpc': {
        const options = { delimiter: SPACE, kind: 'flow-log', directed: false, ...named } as const;
        const header = form.header === undefined ? {} : { header: form.header };
        return readDelimited(part, { ...options, ...header }, sink, this.#limits, signal);
      }
      case 'table': {
        const { delimiter, directed } = form;
        return readDelimited(part, { delimiter, directed, kind: 'table', ...named }, sink, this.#limits, signal);
      }
      case 'json':
        return this.#json(part, form.depth, columns, sink, signal);
      case 'sockets':
        return this.#sockets(part, sink, signal);
    }
  }

  async #json(
    part: FlowPart,
    depth: ItemDepth,
    columns: NamedColumns | undefined,
    sink: FlowSink,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const records = new JsonRecords(sink, columns);
    let rows = 0;
    for await (const { number, value, error } of jsonItems(part.chunks(), part.name, depth, this.#limits.maxRowBytes)) {
      if (number % 1000 === 1) signal?.throwIfAborted();
      const place = `object ${number}`;
      if (!isRecord(value)) {
        rows += 1;
        sink.unreadable(place, error ?? 'it is no object');
      } else if (isCollection(value)) rows += takeCollection(value, sink, place);
      else if (isAzureFlowRecord(value)) rows += takeAzureRecord(value, sink, place);
      else {
        rows += 1;
        records.take(value, place);
      }
    }
    return rows;
  }

  async #sockets(part: FlowPart, sink: FlowSink, signal: AbortSignal | undefined): Promise<number> {
    const lines: string[] = [];
    const take = (cells: readonly string[]): void => {
      if (lines.length < MOST_SOCKET_LINES) lines.push(cells[0] ?? '');
    };
    const reader = {
      header: (cells: readonly string[]) => {
        take(cells);
        return [0];
      },
      row: take,
      tooWide: () => undefined,
    };
    await readRecords(part.chunks(), part.name, NONE, reader, this.#limits, signal);
    takeToolOutput(lines, sink);
    return lines.length;
  }

  #sinkOf(part: FlowPart): FlowSink {
    const note = (severity: 'warning' | 'error', code: string, where: string, message: string, fix: string): void =>
      this.#findings.add({
        severity,
        code,
        where: `${part.name} ${where}`.trim(),
        message,
        fix,
        skipped: code === 'FLOW_UNREADABLE',
      });
    return {
      flow: (flow) => {
        this.flows += 1;
        if (!this.#edges.add(flow)) this.passedOver.loopback += 1;
      },
      passedOver: (reason) => void (this.passedOver[reason] += 1),
      unreadable: (place, message) =>
        note('warning', 'FLOW_UNREADABLE', place, message, 'Look at the place that is named; the row was left out.'),
      alias: (address, host) => this.#edges.alias(address, host),
      takenAt: (at) => void (this.takenAt = Math.max(this.takenAt ?? 0, at)),
      note: (code, message, fix) => note(code === 'COLLECTION_FAILED' ? 'error' : 'warning', code, '', message, fix),
    };
  }
}

async function headOf(part: FlowPart): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of part.chunks()) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}
