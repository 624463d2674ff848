/** Findings on one thing, with evidence and remedy. */

import { Content, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { evidenceText } from './evidence-text.ts';
import type { Finding } from './evidence-text.ts';

export function FindingTable({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return <Content component="p">No rule is broken, and none is left undecided.</Content>;
  return (
    <Table role="table" aria-label="Findings" variant="compact">
      <Thead>
        <Tr>
          <Th width={10}>State</Th>
          <Th width={30}>Rule</Th>
          <Th width={10}>Site</Th>
          <Th width={30}>Evidence</Th>
          <Th width={20}>What to do</Th>
        </Tr>
      </Thead>
      <Tbody>
        {findings.map((finding) => (
          <Tr key={`${finding.ruleId} ${finding.siteId}`}>
            <Td dataLabel="State">
              <StateLabel state={finding.state} />
            </Td>
            <Td dataLabel="Rule">
              {finding.title}
              <Content component="small" className="isthmus-muted">
                {finding.packId} {finding.packVersion}, {finding.reference}, {finding.level}
                {finding.confidence === 'own' ? ', unverified' : ''}
              </Content>
            </Td>
            <Td dataLabel="Site">{siteText(finding.siteId)}</Td>
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

export function StateLabel({ state }: { readonly state: Finding['state'] }) {
  return (
    <Label isCompact variant="outline" status={state === 'violated' ? 'danger' : 'info'}>
      {state}
    </Label>
  );
}

/** The engine writes "*" for what holds at any site. */
export const siteText = (siteId: string): string => (siteId === '*' ? 'any site' : siteId);
