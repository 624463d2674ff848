/** Rules of sites.yaml that show in the plan: soft ones it pays to break, hard ones that are at their limit. */

import { Content, GridItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { figureText, usdText } from '../shared/format.ts';
import { MoreRows, useMoreRows } from '../shared/more-rows.tsx';

export function RuleTables({ summary }: { readonly summary: PlacementSummaryDocument }) {
  return (
    <>
      {summary.brokenRules.length > 0 && <BrokenRules rules={summary.brokenRules} />}
      {summary.bindingRules.length > 0 && <BindingRules rules={summary.bindingRules} />}
    </>
  );
}

function BrokenRules({ rules }: { readonly rules: PlacementSummaryDocument['brokenRules'] }) {
  const more = useMoreRows(rules);
  return (
    <GridItem span={12}>
      <Content component="h2">Rules it is cheaper to break</Content>
      <Table role="table" aria-label="Soft rules that are broken" variant="compact">
        <Thead>
          <Tr>
            <Th>Rule</Th>
            <Th>Of</Th>
            <Th>At</Th>
            <Th className="isthmus-number">Above</Th>
            <Th className="isthmus-number">Worth per month</Th>
            <Th width={30}>Such as</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((rule) => (
            <Tr key={`${rule.rule} ${rule.subject} ${rule.at}`}>
              <Td dataLabel="Rule">
                {rule.rule} <span className="isthmus-muted">({rule.kind})</span>
              </Td>
              <Td dataLabel="Of">{rule.subject}</Td>
              <Td dataLabel="At">{rule.at}</Td>
              <Td dataLabel="Above" className="isthmus-number">
                {figureText(rule.above)}
              </Td>
              <Td dataLabel="Worth per month" className="isthmus-number">
                {usdText(rule.usdPerMonth)}
              </Td>
              <Td dataLabel="Such as">{rule.examples.join(', ')}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="rule" />
    </GridItem>
  );
}

function BindingRules({ rules }: { readonly rules: PlacementSummaryDocument['bindingRules'] }) {
  const more = useMoreRows(rules);
  return (
    <GridItem span={12}>
      <Content component="h2">Rules at their limit</Content>
      <Table role="table" aria-label="Hard rules at their limit" variant="compact">
        <Thead>
          <Tr>
            <Th>Rule</Th>
            <Th>Of</Th>
            <Th>At</Th>
            <Th className="isthmus-number">Used</Th>
            <Th className="isthmus-number">Allowed</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((rule) => (
            <Tr key={`${rule.rule} ${rule.subject} ${rule.at}`}>
              <Td dataLabel="Rule">
                {rule.rule} <span className="isthmus-muted">({rule.kind})</span>
              </Td>
              <Td dataLabel="Of">{rule.subject}</Td>
              <Td dataLabel="At">{rule.at}</Td>
              <Td dataLabel="Used" className="isthmus-number">
                {figureText(rule.used)}
              </Td>
              <Td dataLabel="Allowed" className="isthmus-number">
                {figureText(rule.most)}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="rule" />
    </GridItem>
  );
}
