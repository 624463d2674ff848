/** What a person should know of an import of flows beside its numbers. */

import type { ImportIssue, ReceiptPart } from '../provider.ts';
import type { Aggregator, Edge } from './aggregate.ts';
import type { Findings } from './issues.ts';
import type { PartReader } from './parts.ts';

export interface Outcome {
  readonly edges: Aggregator;
  readonly reader: PartReader;
  readonly found: readonly Edge[];
  readonly parts: readonly ReceiptPart[];
}

const some = (count: number, one: string, many = `${one}s`): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export function reportEdges(findings: Findings, { edges, reader, found, parts }: Outcome): void {
  const add = (severity: ImportIssue['severity'], code: string, message: string, fix: string): void =>
    findings.add({ severity, code, where: 'file', message, fix, skipped: false });
  if (edges.leftOut > 0)
    add(
      'error',
      'TOO_MANY_EDGES',
      `The file holds more different edges than are kept (${found.length}): ${some(edges.leftOut, 'record')} of further edges were left out, so that dependencies are missing.`,
      'Import fewer machines or a shorter time at once, or leave out the sources of scans.',
    );
  if (edges.hurried)
    add(
      'warning',
      'DIRECTIONS_GUESSED',
      'Too many flows between unnamed ports: which end was called was decided before all were read.',
      'Import a shorter time at once, or give records that name the calling end.',
    );
  for (const { name } of parts.filter((part) => part.handling === 'ignored'))
    add(
      'warning',
      'NOT_FLOWS',
      `${name} holds no flow records that are recognised and was not read.`,
      'Leave it out, or name its columns in columns.json.',
    );
  const unknown = found.filter(({ directionUnknown }) => directionUnknown).length;
  if (unknown > 0)
    add(
      'info',
      'DIRECTION_UNKNOWN',
      `Of ${some(unknown, 'edge')} it is not known which end called; their confidence is lower.`,
      'Collect ss or netstat on one of the ends: its waiting ports tell.',
    );
  const { denied, loopback } = reader.passedOver;
  if (denied > 0)
    add(
      'info',
      'DENIED_FLOWS',
      `${some(denied, 'record')} of refused connections: nothing depends on them.`,
      'Nothing to do.',
    );
  if (reader.passedOver['no-data'] > 0)
    add(
      'info',
      'NO_DATA',
      `${some(reader.passedOver['no-data'], 'record')} say that nothing was recorded.`,
      'Records that the log skipped are missing; nothing can be done later.',
    );
  if (reader.passedOver['not-ip'] > 0)
    add(
      'info',
      'NOT_TCP_UDP',
      `${some(reader.passedOver['not-ip'], 'record')} of other protocols than TCP and UDP.`,
      'Nothing to do.',
    );
  if (loopback > 0)
    add('info', 'LOOPBACK', `${some(loopback, 'record')} of machines with themselves.`, 'Nothing to do.');
  if (found.length === 0)
    add(
      'warning',
      'NO_EDGES',
      'No machine was seen to call another.',
      'Check that the records are of the time and the machines that are meant.',
    );
}
