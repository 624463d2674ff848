/** What is known from where, how complete is it, and what would missing parts add? */

import { useState } from 'react';
import { Card, CardBody, CardTitle, Content, FileUpload, Gallery, List, ListItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';

export function SourceListPage() {
  const query = useQuery({ queryKey: ['sources'], queryFn: () => call(ROUTES.listSources) });
  return (
    <ConsolePage title="Sources" answers="What is known, from where, and how complete is it?">
      <ImportCard />
      <Loading query={query}>
        {(sources) => (
          <Gallery hasGutter minWidths={{ default: '26rem' }}>
            {sources.items.map((source) => (
              <Card key={source.id}>
                <CardTitle component="h2">{source.name}</CardTitle>
                <CardBody>
                  <Content component="p">
                    {source.providerKind}, {countText(source.workloads)} workloads, observed{' '}
                    {timeText(source.observedAt)}
                  </Content>
                  {source.receipt !== null && (
                    <>
                      <Content component="small" className="isthmus-pre">
                        sha256:{source.receipt.sha256}, {source.receipt.bytesSent} bytes sent
                      </Content>
                      {source.receipt.missing.length > 0 && (
                        <>
                          <Content component="h3">Not in this file</Content>
                          <List>
                            {source.receipt.missing.map((gap) => (
                              <ListItem key={gap.part}>
                                {gap.part}: {gap.cost}
                              </ListItem>
                            ))}
                          </List>
                        </>
                      )}
                      <Content component="p">
                        {countText(source.receipt.issueCounts.error)} errors,{' '}
                        {countText(source.receipt.issueCounts.warning)} warnings,{' '}
                        {countText(source.receipt.skippedRows)} rows skipped
                      </Content>
                    </>
                  )}
                </CardBody>
              </Card>
            ))}
          </Gallery>
        )}
      </Loading>
    </ConsolePage>
  );
}

function ImportCard() {
  const [file, setFile] = useState<File | null>(null);
  return (
    <Card className="pf-v6-u-mb-md">
      <CardTitle component="h2">Import an RVTools workbook</CardTitle>
      <CardBody>
        <FileUpload
          id="rvtools-file"
          filename={file?.name ?? ''}
          filenamePlaceholder="Drop an .xlsx or a .zip of CSV files here"
          hideDefaultPreview
          browseButtonText="Choose a file"
          onFileInputChange={(_event, chosen) => setFile(chosen)}
          onClearClick={() => setFile(null)}
        />
        <Content component="small">It is read on the machine Isthmus runs on. Nothing is sent anywhere else.</Content>
        {file !== null && (
          <OperationButton
            label={`Import ${file.name}`}
            start={() => call(ROUTES.importFile, { query: { provider: 'rvtools', fileName: file.name }, file })}
          />
        )}
      </CardBody>
    </Card>
  );
}
