/** Findings by label: what is wrong, on how many workloads, and examples of what that rests on. */

import { useState } from 'react';
import { Content } from '@patternfly/react-core';
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LabelListDocument } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { SeverityLabels } from '../shared/severity-labels.tsx';

type Group = LabelListDocument['items'][number];

export function LabelTable({ resultId }: { readonly resultId: string }) {
  const query = useQuery({
    queryKey: ['assessment', resultId, 'labels'],
    queryFn: () => call(ROUTES.assessmentLabels),
  });
  const [opened, setOpened] = useState<string>();
  return (
    <Loading query={query}>
      {({ items }) => (
        <Table role="table" aria-label="Findings by label" variant="compact" isExpandable>
          <Thead>
            <Tr>
              <Th screenReaderText="Examples" />
              <Th width={50}>Finding</Th>
              <Th className="isthmus-number">Fails on</Th>
              <Th className="isthmus-number">Cannot be told on</Th>
              <Th width={20}>Rules</Th>
            </Tr>
          </Thead>
          {items.map((group, index) => {
            const isOpen = opened === group.label;
            return (
              <Tbody key={group.label} isExpanded={isOpen}>
                <Tr>
                  <Td
                    expand={{
                      rowIndex: index,
                      isExpanded: isOpen,
                      onToggle: () => setOpened(isOpen ? undefined : group.label),
                    }}
                  />
                  <Td dataLabel="Finding">{group.label}</Td>
                  <Td dataLabel="Fails on" className="isthmus-number">
                    {countText(group.fail)}
                  </Td>
                  <Td dataLabel="Cannot be told on" className="isthmus-number">
                    {countText(group.unknown)}
                  </Td>
                  <Td dataLabel="Rules">{countText(group.rules.length)}</Td>
                </Tr>
                {isOpen && (
                  <Tr isExpanded>
                    <Td colSpan={5}>
                      <ExpandableRowContent>
                        <Details resultId={resultId} group={group} />
                      </ExpandableRowContent>
                    </Td>
                  </Tr>
                )}
              </Tbody>
            );
          })}
        </Table>
      )}
    </Loading>
  );
}

function Details({ resultId, group: { label, rules } }: { readonly resultId: string; readonly group: Group }) {
  const query = useQuery({
    queryKey: ['assessment', resultId, 'labels', label],
    queryFn: () => call(ROUTES.assessmentLabels, { query: { label } }),
  });
  return (
    <>
      {rules.map((rule) => (
        <Content component="p" key={rule.ruleId}>
          <strong>{rule.ruleId}</strong>: fails {countText(rule.fail)}, unknown {countText(rule.unknown)}.{' '}
          {rule.description} {rule.remedy} <SeverityLabels severity={rule.severity} />
        </Content>
      ))}
      <Loading query={query}>
        {({ items }) => (
          <Content component="ul">
            {items[0]?.examples?.map(({ workloadId, name, ruleId, evidence }) => (
              <Content component="li" key={`${workloadId} ${ruleId}`}>
                <Link to="/workloads/$id" params={{ id: workloadId }}>
                  {name}
                </Link>
                : {evidence}
              </Content>
            ))}
          </Content>
        )}
      </Loading>
    </>
  );
}
