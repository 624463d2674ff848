/** Which Windows image starts on which node, and which pools AKS still offers, each with its source. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ContainerCheckDocument } from '../../api/windows-containers.ts';

type Checked = ContainerCheckDocument;

function wordOf(row: Checked['matrix'][number] | undefined): string {
  if (row === undefined) return 'Not known';
  if (row.process) return 'Both isolations';
  return row.hyperv ? 'Hyper-V isolation only' : 'Does not start';
}

export function ImageMatrix({ checked }: { readonly checked: Checked }) {
  const nodes = [...new Set(checked.matrix.map(({ node }) => node))];
  const images = [...new Set(checked.matrix.map(({ image }) => image))];
  return (
    <>
      <Card isCompact>
        <CardTitle component="h2">Images on nodes</CardTitle>
        <CardBody>
          <Content component="p">Kubernetes runs Windows containers with process isolation only.</Content>
          <Table role="table" aria-label="Images on nodes" variant="compact">
            <Thead>
              <Tr>
                <Th>Node</Th>
                {images.map((image) => (
                  <Th key={image}>{image}</Th>
                ))}
              </Tr>
            </Thead>
            <Tbody>
              {nodes.map((node) => (
                <Tr key={node}>
                  <Td dataLabel="Node">{node}</Td>
                  {images.map((image) => {
                    const row = checked.matrix.find((one) => one.node === node && one.image === image);
                    return (
                      <Td key={image} dataLabel={image} title={row?.source}>
                        {wordOf(row)}
                      </Td>
                    );
                  })}
                </Tr>
              ))}
            </Tbody>
          </Table>
        </CardBody>
      </Card>
      <Card isCompact>
        <CardTitle component="h2">Windows pools of AKS on {checked.asOf}</CardTitle>
        <CardBody>
          <Table role="table" aria-label="Windows pools of AKS" variant="compact">
            <Thead>
              <Tr>
                <Th width={20}>Pool</Th>
                <Th width={40}>State</Th>
                <Th width={20}>Takes images on</Th>
                <Th width={20}>Source</Th>
              </Tr>
            </Thead>
            <Tbody>
              {checked.pools.map(({ osSku, text, bases, source }) => (
                <Tr key={osSku}>
                  <Td dataLabel="Pool">{osSku}</Td>
                  <Td dataLabel="State">{text}</Td>
                  <Td dataLabel="Takes images on">{bases.join(', ') || 'not in the matrix'}</Td>
                  <Td dataLabel="Source">{source}</Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </CardBody>
      </Card>
    </>
  );
}
