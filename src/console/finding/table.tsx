/** Findings on one thing, with evidence and remedy. */

import { Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { evidenceText } from './evidence-text.ts';
import type { Finding } from './evidence-text.ts';
import { FindingLink } from './finding-link.tsx';
import { StateLabel } from './state-label.tsx';
import { siteText } from './words.ts';

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
              <StateLabel {...finding} />
            </Td>
            <Td dataLabel="Rule">
              <FindingLink finding={finding} />
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
