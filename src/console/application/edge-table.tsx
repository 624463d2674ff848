/** Who calls whom, on which port, how sure that is and what it rests on. */

import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { DependencyDocument } from '../../api/applications.ts';
import { countOf } from '../shared/format.ts';
import { EdgeActions } from './edge-actions.tsx';

interface EdgeTableProps {
  readonly label: string;
  readonly edges: readonly DependencyDocument[];
  /** Shown where there is none. */
  readonly none: string;
}

export function EdgeTable({ label, edges, none }: EdgeTableProps) {
  if (edges.length === 0) return <p className="isthmus-muted">{none}</p>;
  return (
    <Table role="table" aria-label={label} variant="compact">
      <Thead>
        <Tr>
          <Th width={20}>Calls</Th>
          <Th width={20}>Is called</Th>
          <Th width={15}>Service</Th>
          <Th width={10}>Sure</Th>
          <Th>Evidence</Th>
          <Th screenReaderText="What to say of it" />
        </Tr>
      </Thead>
      <Tbody>
        {edges.map((edge) => (
          <Tr key={edge.id}>
            <Td dataLabel="Calls">
              <WorkloadLink workload={edge.from} />
            </Td>
            <Td dataLabel="Is called">
              <WorkloadLink workload={edge.to} />
            </Td>
            <Td dataLabel="Service">
              {edge.service ?? ''} {edge.port === undefined ? '' : `${edge.port}/${edge.protocol ?? 'tcp'}`}{' '}
              {edge.noise !== undefined && (
                <Label isCompact variant="outline">
                  background: {edge.noise}
                </Label>
              )}
            </Td>
            <Td dataLabel="Sure">{edge.confidencePct} %</Td>
            <Td dataLabel="Evidence">
              {edge.evidence}
              {edge.connections === undefined ? '' : ` (${countOf(edge.connections, 'connection')})`}
            </Td>
            <Td isActionCell>
              <EdgeActions edge={edge} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

export function WorkloadLink({ workload }: { readonly workload: { readonly id: string; readonly name: string } }) {
  return (
    <Link to="/workloads/$id" params={{ id: workload.id }} search={{}}>
      {workload.name}
    </Link>
  );
}
