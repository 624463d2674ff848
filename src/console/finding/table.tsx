/** Findings with evidence and remedy. */

import { Content, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { z } from 'zod';
import type { findingSchema } from '../../api/checks.ts';
import { countText } from '../shared/format.ts';

type Finding = z.infer<typeof findingSchema>;

export function FindingTable({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return <Content component="p">No finding.</Content>;
  return (
    <Table aria-label="Findings" variant="compact">
      <Thead>
        <Tr>
          <Th>State</Th>
          <Th>Rule</Th>
          <Th>Site</Th>
          <Th>Workload</Th>
          <Th>Evidence</Th>
          <Th>What to do</Th>
        </Tr>
      </Thead>
      <Tbody>
        {findings.map((finding) => (
          <Tr key={`${finding.ruleId} ${finding.siteId} ${finding.workloadId ?? ''}`}>
            <Td dataLabel="State">
              <Label isCompact variant="outline" status={finding.state === 'violated' ? 'danger' : 'info'}>
                {finding.state}
              </Label>
            </Td>
            <Td dataLabel="Rule">
              {finding.title}
              <Content component="small" className="isthmus-muted">
                {finding.packId} {finding.packVersion}, {finding.reference}, {finding.level}
                {finding.confidence === 'own' ? ', unverified' : ''}
              </Content>
            </Td>
            <Td dataLabel="Site">{finding.siteId}</Td>
            <Td dataLabel="Workload">
              {finding.workloadName ??
                (finding.affectedWorkloads === null
                  ? 'whole site'
                  : `whole site, ${countText(finding.affectedWorkloads)} workloads`)}
            </Td>
            <Td dataLabel="Evidence" className="isthmus-pre">
              {evidenceText(finding)}
            </Td>
            <Td dataLabel="What to do">{finding.remedy}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function evidenceText(finding: Finding): string {
  const seen = Object.entries(finding.evidence).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const missing = finding.missing.length === 0 ? [] : [`not known: ${finding.missing.join(', ')}`];
  return [...seen, ...missing].join('\n');
}
