/** Rules with a violation or an open question, worst first; choosing one shows its findings. */

import { Button, Content, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { CheckSummaryDocument } from '../../api/checks.ts';
import { countText } from '../shared/format.ts';
import { siteText } from './words.ts';

interface RuleTableProps {
  readonly summary: CheckSummaryDocument;
  readonly chosen: string | undefined;
  readonly onChoose: (ruleId: string | undefined) => void;
}

export function RuleTable({ summary, chosen, onChoose }: RuleTableProps) {
  if (summary.rules.length === 0) return null;
  const names = new Map(summary.packs.map((pack) => [pack.id, pack.name]));
  return (
    <Table role="table" aria-label="Rules that are broken or undecided" variant="compact">
      <Thead>
        <Tr>
          <Th width={30}>Rule</Th>
          <Th width={10} className="isthmus-number">
            Violated
          </Th>
          <Th width={10} className="isthmus-number">
            Unknown
          </Th>
          <Th width={10} className="isthmus-number">
            Waived
          </Th>
          <Th width={10}>Sites</Th>
          <Th width={30}>What to do</Th>
        </Tr>
      </Thead>
      <Tbody>
        {summary.rules.map((rule) => (
          <Tr key={rule.ruleId} isRowSelected={rule.ruleId === chosen}>
            <Td dataLabel="Rule">
              <Button
                variant="link"
                isInline
                className="isthmus-rule"
                aria-pressed={rule.ruleId === chosen}
                onClick={() => onChoose(rule.ruleId === chosen ? undefined : rule.ruleId)}
              >
                {rule.title}
              </Button>
              <Content component="small" className="isthmus-muted">
                {names.get(rule.packId) ?? rule.packId}, {rule.reference}{' '}
                <Label isCompact>{rule.confidence === 'own' ? `${rule.level}, unverified` : rule.level}</Label>
              </Content>
            </Td>
            <Td dataLabel="Violated" className="isthmus-number">
              {countText(rule.violated)}
            </Td>
            <Td dataLabel="Unknown" className="isthmus-number">
              {countText(rule.unknown)}
            </Td>
            <Td dataLabel="Waived" className="isthmus-number">
              {countText(rule.waived)}
            </Td>
            <Td dataLabel="Sites">{rule.siteIds.map(siteText).join(', ')}</Td>
            <Td dataLabel="What to do">{rule.remedy}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
