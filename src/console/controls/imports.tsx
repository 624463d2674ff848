/** What other tools found and was brought in: import, receipts, delete. */

import { useState } from 'react';
import {
  Button,
  Content,
  FormSelect,
  FormSelectOption,
  List,
  ListItem,
  MultipleFileUpload,
  MultipleFileUploadMain,
} from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EvidenceImportDocument } from '../../api/controls.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { useOperation } from '../shared/operation.ts';
import { OperationProgress } from '../shared/operation-button.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useMay } from '../shared/rights.ts';
import { FEED_TEXTS } from './words.tsx';

export function Imports() {
  const may = useMay('evidence:import');
  const imports = useQuery({ queryKey: ['evidence-imports'], queryFn: () => call(ROUTES.listEvidenceImports) });
  return (
    <>
      {may && <ImportForm />}
      <Loading query={imports}>
        {({ items }) =>
          items.length === 0 ? (
            <Content component="p">
              Nothing was imported yet. OpenSCAP writes such a file with{' '}
              <CommandText command="oscap xccdf eval --results-arf arf.xml …" />.
            </Content>
          ) : (
            <ImportTable items={items} may={may} />
          )
        }
      </Loading>
    </>
  );
}

/** Sites, as the matrix knows them. */
function useSites(): readonly string[] {
  const matrix = useQuery({
    queryKey: ['controls', 'sites'],
    queryFn: () => call(ROUTES.listControls, { query: { by: 'site' } }),
  });
  return matrix.data?.columns.flatMap(({ id }) => (id === '' ? [] : [id])) ?? [];
}

function ImportForm() {
  const sites = useSites();
  const followed = useOperation();
  const [site, setSite] = useState('');
  const [done, setDone] = useState<readonly string[]>([]);
  const take = async (files: readonly File[]): Promise<void> => {
    setDone([]);
    for (const file of files) {
      const query = { fileName: file.name, site: site === '' ? undefined : site };
      const operation = await followed.run(() => call(ROUTES.importEvidence, { query, file }));
      if (operation?.state !== 'succeeded') return;
      const { receipt, already } = operation.result as EvidenceImportDocument;
      const said =
        already === true
          ? 'is there already'
          : `${countOf(receipt.kept, 'result')} about ${countOf(receipt.targets.workloads, 'workload')}`;
      setDone((before) => [...before, `${file.name}: ${said}`]);
    }
  };
  return (
    <div className="isthmus-below">
      <FormSelect
        className="isthmus-pick"
        aria-label="Site the files are about"
        value={site}
        onChange={(_event, next) => setSite(next)}
      >
        <FormSelectOption value="" label="Site: as the files say" />
        {sites.map((id) => (
          <FormSelectOption key={id} value={id} label={`Site: ${id}`} />
        ))}
      </FormSelect>
      <MultipleFileUpload onFileDrop={(_event, files) => void take(files)} isHorizontal aria-label="Files of evidence">
        <MultipleFileUploadMain
          titleIcon={<UploadIcon />}
          titleText="Drop results of OpenSCAP, the compliance operator, Azure Policy, or policy reports here"
          titleTextSeparator="or"
          infoText="XML, JSON or YAML; the file itself says what it is. Results about a whole cluster need a site."
        />
      </MultipleFileUpload>
      {followed.running && <OperationProgress followed={followed} />}
      {followed.error !== null && <ProblemAlert error={followed.error} />}
      {done.length > 0 && (
        <List isPlain aria-live="polite">
          {done.map((line) => (
            <ListItem key={line}>{line}</ListItem>
          ))}
        </List>
      )}
    </div>
  );
}

function ImportTable({ items, may }: { readonly items: readonly EvidenceImportDocument[]; readonly may: boolean }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => call(ROUTES.deleteEvidenceImport, { params: { id } }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <>
      {remove.error !== null && <ProblemAlert error={remove.error} />}
      <Table role="table" aria-label="Imported evidence" variant="compact">
        <Thead>
          <Tr>
            <Th>File</Th>
            <Th>Feed</Th>
            <Th>Results</Th>
            <Th>About</Th>
            <Th>Not understood or not found</Th>
            <Th>When and by whom</Th>
            <Th screenReaderText="Actions" />
          </Tr>
        </Thead>
        <Tbody>
          {items.map((item) => (
            <Tr key={item.id}>
              <Td dataLabel="File">
                {item.fileName}
                <div className="isthmus-small isthmus-muted">{item.id}</div>
              </Td>
              <Td dataLabel="Feed">
                {Object.keys(item.receipt.states)
                  .map((feed) => FEED_TEXTS[feed as keyof typeof FEED_TEXTS])
                  .join(', ')}
              </Td>
              <Td dataLabel="Results">
                {countText(item.receipt.kept)} of {countText(item.receipt.records)}
              </Td>
              <Td dataLabel="About">{aboutText(item)}</Td>
              <Td dataLabel="Not understood or not found">{doubtText(item)}</Td>
              <Td dataLabel="When and by whom">
                {item.createdAt.slice(0, 16).replace('T', ' ')}, {item.actor}
                {item.retiredAt !== null && <div>deleted by {item.retiredBy}</div>}
              </Td>
              <Td isActionCell>
                {may && item.retiredAt === null && (
                  <Button
                    variant="link"
                    isDanger
                    isInline
                    isDisabled={remove.isPending}
                    aria-label={`Delete the evidence of ${item.fileName}`}
                    onClick={() => remove.mutate(item.id)}
                  >
                    Delete
                  </Button>
                )}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}

const aboutText = ({ receipt, siteId }: EvidenceImportDocument): string =>
  [
    ...(receipt.targets.workloads > 0 ? [countOf(receipt.targets.workloads, 'workload')] : []),
    ...(receipt.targets.sites > 0 ? [`${countOf(receipt.targets.sites, 'thing')} at a site`] : []),
    ...(siteId === null ? [] : [`site ${siteId}`]),
  ].join(', ') || 'nobody knows';

function doubtText({ receipt }: EvidenceImportDocument): string {
  const { targets, withoutControlCount, doubts } = receipt;
  return (
    [
      ...(targets.noneCount > 0
        ? [`unknown: ${targets.none.slice(0, 3).join(', ')}${targets.noneCount > 3 ? ' …' : ''}`]
        : []),
      ...targets.several.slice(0, 3).map(({ label, by }) => `${label} fits several by ${by}`),
      ...(withoutControlCount > 0 ? [`${countOf(withoutControlCount, 'rule')} without a control`] : []),
      ...doubts.slice(0, 3).map(({ what, count }) => `${what}: ${countText(count)}`),
    ].join('; ') || '–'
  );
}
