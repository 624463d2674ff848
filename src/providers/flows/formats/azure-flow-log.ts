/** Azure's flow logs: network security groups (version 2) and virtual networks (version 4). The first end is the caller. */

import { normaliseAddress } from '../../../core/applications/addresses.ts';
import { countOf, portOf, protocolOf } from '../flow.ts';
import type { FlowSink } from '../flow.ts';
import { secondsOf } from '../time.ts';
import { isRecord } from './json-records.ts';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function isAzureFlowRecord(record: Readonly<Record<string, unknown>>): boolean {
  const { properties, flowRecords } = record;
  return isRecord(flowRecords) || (isRecord(properties) && Array.isArray(properties['flows']));
}

/** One element of "records". Answers the tuples it held. */
export function takeAzureRecord(record: Readonly<Record<string, unknown>>, sink: FlowSink, place: string): number {
  const { properties, flowRecords } = record;
  let tuples = 0;
  const each = (list: unknown, isVnet: boolean): void => {
    for (const tuple of listOf(list)) {
      tuples += 1;
      if (typeof tuple === 'string') takeTuple(tuple.split(','), isVnet, sink, place);
      else sink.unreadable(place, 'a flow tuple is no text');
    }
  };
  if (isRecord(flowRecords)) {
    for (const flow of listOf(flowRecords['flows']))
      for (const group of listOf(isRecord(flow) ? flow['flowGroups'] : []))
        each(isRecord(group) ? group['flowTuples'] : [], true);
  } else if (isRecord(properties)) {
    for (const rule of listOf(properties['flows']))
      for (const flow of listOf(isRecord(rule) ? rule['flows'] : []))
        each(isRecord(flow) ? flow['flowTuples'] : [], false);
  }
  return tuples;
}

/**
 * NSG: time,source,destination,source port,destination port,T|U,I|O,A|D,B|C|E,packets,bytes,packets back,bytes back.
 * Virtual network: the protocol as a number, then I|O, B|C|E|D, encryption, packets, bytes, packets back, bytes back.
 */
function takeTuple(cells: readonly string[], isVnet: boolean, sink: FlowSink, place: string): void {
  const [time, source = '', destination = '', sourcePort, destinationPort, protocolText] = cells;
  const [from, to] = [normaliseAddress(source), normaliseAddress(destination)];
  if (from === undefined || to === undefined) return sink.unreadable(place, 'a flow tuple names no two addresses');
  const denied = isVnet ? cells[7] === 'D' : cells[7] === 'D' || cells[7] === 'Deny';
  if (denied) return sink.passedOver('denied');
  const protocol = protocolOf(protocolText);
  if (protocol === null) return sink.passedOver('not-ip');
  const state = isVnet ? cells[7] : cells[8];
  const [bytes, bytesBack] = [countOf(cells[10]), countOf(cells[12])];
  sink.flow({
    from: `ip:${from}`,
    to: `ip:${to}`,
    fromPort: portOf(sourcePort),
    toPort: portOf(destinationPort),
    protocol,
    at: secondsOf(time),
    // A flow begins once; what continues and ends it is the same connection. Version 1 says no state.
    connections: state === 'C' || state === 'E' ? 0 : 1,
    ...(bytes !== undefined || bytesBack !== undefined ? { bytes: (bytes ?? 0) + (bytesBack ?? 0) } : {}),
    kind: 'flow-log',
    directed: true,
    // Logged where it leaves (O) or where it arrives (I); bytes that came back are the other end's word.
    sides: (cells[6] === 'I' ? 2 : 1) | ((bytesBack ?? 0) > 0 ? 3 : 0),
  });
}
