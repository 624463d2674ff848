/** Each cluster that runs containers, with every precondition of Windows nodes: pass, fail, or what would tell. */

import { Card, CardBody, CardTitle, Content, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { ContainerCheckDocument } from '../../api/windows-containers.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countText } from '../shared/format.ts';

const KINDS = { openshift: 'OpenShift', aks: 'AKS', kubernetes: 'Kubernetes' } as const;
const OUTCOMES = {
  pass: { text: 'Pass', status: 'success' },
  fail: { text: 'Fail', status: 'danger' },
  unknown: { text: 'Unknown', status: 'info' },
} as const;

function OutcomeLabel({ outcome }: { readonly outcome: keyof typeof OUTCOMES }) {
  const { text, status } = OUTCOMES[outcome];
  return (
    <Label isCompact variant="outline" status={status}>
      {text}
    </Label>
  );
}

export function ClusterChecks({ checked }: { readonly checked: ContainerCheckDocument }) {
  return (
    <>
      {checked.clusters.length === 0 && (
        <Content component="p">
          No cluster of the estate runs containers. <Link to="/sources/connect">Connect one</Link>.
        </Content>
      )}
      {checked.clusters.map((cluster) => (
        <Card key={cluster.id} isCompact>
          <CardTitle component="h2">
            {cluster.name}: {KINDS[cluster.kind]} {cluster.version ?? 'of unknown version'},{' '}
            {countText(cluster.windowsNodes)} Windows nodes
          </CardTitle>
          <CardBody>
            <Content component="p">
              {cluster.site === null
                ? 'No site of sites.yaml matches it: what only people know cannot be told.'
                : `Site ${cluster.site}.`}
            </Content>
            <ClusterTable cluster={cluster} />
          </CardBody>
        </Card>
      ))}
      <Content component="p">
        On the command line: <CommandText command="isthmus containers check" />
      </Content>
    </>
  );
}

function ClusterTable({ cluster }: { readonly cluster: ContainerCheckDocument['clusters'][number] }) {
  return (
    <Table role="table" aria-label={`Windows nodes of ${cluster.name}`} variant="compact">
      <Thead>
        <Tr>
          <Th width={10}>Answer</Th>
          <Th width={20}>Check</Th>
          <Th width={50}>What was looked at</Th>
          <Th width={20}>Source</Th>
        </Tr>
      </Thead>
      <Tbody>
        {cluster.checks.map(({ id, outcome, text, asks, source }) => (
          <Tr key={`${id} ${text}`}>
            <Td dataLabel="Answer">
              <OutcomeLabel outcome={outcome} />
            </Td>
            <Td dataLabel="Check">{id}</Td>
            <Td dataLabel="What was looked at">
              {text}
              {asks.map((ask) => (
                <Content key={ask} component="small" className="isthmus-muted">
                  Would tell: {ask}
                </Content>
              ))}
            </Td>
            <Td dataLabel="Source">{source}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
