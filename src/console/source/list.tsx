/** What is known from where, how complete is it, and what would missing parts add? */

import { useState } from 'react';
import type { ReactNode } from 'react';
import {
  Button,
  Card,
  CardBody,
  CardTitle,
  Content,
  ExpandableSection,
  Label,
  List,
  ListItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { sourceSchema } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { bytesText, countOf, countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { SameMachines } from '../correction/same-machines.tsx';
import { ConnectCard } from './connect-form.tsx';
import { ImportCard } from './import-card.tsx';
import { ImportIssues } from './issues.tsx';
import { ageText, DeleteSource, LiveStatus, StateLabel } from './live-status.tsx';

type Source = z.infer<typeof sourceSchema>;
type Receipt = NonNullable<Source['receipt']>;

export function SourceListPage() {
  const query = useQuery({
    queryKey: ['sources'],
    queryFn: () => call(ROUTES.listSources),
    // Servers read sources by themselves; what is shown must not be older than it says.
    refetchInterval: 10_000,
  });
  return (
    <ConsolePage title="Sources" answers="What is known, from where, and how complete is it?">
      <SameMachines />
      <ConnectCard />
      <ImportCard />
      <Loading query={query}>
        {(sources) =>
          sources.items.length === 0
            ? 'No source yet.'
            : sources.items.map((source) => <SourceCard key={source.id} source={source} />)
        }
      </Loading>
    </ConsolePage>
  );
}

function SourceCard({ source }: { readonly source: Source }) {
  const { receipt } = source;
  const [deleting, setDeleting] = useState(false);
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">
        {source.name} <StateLabel state={source.state} />
      </CardTitle>
      <CardBody>
        <p>
          <Link to="/workloads" search={{ q: `sources has "${source.id}"` }}>
            {countOf(source.workloads, 'workload')}
          </Link>
          , read as {source.providerKind}, {ageText(source.ageSeconds)} ({timeText(source.observedAt)})
        </p>
        {source.live !== null && <LiveStatus source={source} live={source.live} />}
        {receipt !== null && <ReceiptText receipt={receipt} importId={source.importId ?? null} />}
        {source.live === null && (
          <Button variant="link" isDanger isInline onClick={() => setDeleting(true)}>
            Delete
          </Button>
        )}
        {deleting && <DeleteSource source={source} onClose={() => setDeleting(false)} />}
      </CardBody>
    </Card>
  );
}

function ReceiptText({ receipt, importId }: { readonly receipt: Receipt; readonly importId: string | null }) {
  const { error, warning, info } = receipt.issueCounts;
  const issues = error + warning + info;
  return (
    <>
      <Content component="small" className="isthmus-muted isthmus-pre">
        {receipt.fileName}
        {receipt.sizeBytes > 0 ? `, ${bytesText(receipt.sizeBytes)}` : ''}, sha256:{receipt.sha256}, {receipt.bytesSent}{' '}
        bytes sent
      </Content>
      {receipt.missing.length > 0 && (
        <Section title={`${countOf(receipt.missing.length, 'part')} not in this file, and what that costs`}>
          <List>
            {receipt.missing.map((gap) => (
              <ListItem key={gap.part}>
                {gap.part}: {gap.cost}
              </ListItem>
            ))}
          </List>
        </Section>
      )}
      <Section title={`What was read: ${countOf(receipt.parts.length, 'part')}`}>
        <List>
          {receipt.parts.map(({ name, rows, handling, foundAs }) => (
            <ListItem key={name}>
              {name}: {countOf(rows, 'row')} {handling}
              {foundAs === undefined ? '' : `, found as “${foundAs}”`}
            </ListItem>
          ))}
        </List>
      </Section>
      {issues === 0 ? (
        <p>
          <Label isCompact variant="outline" status="success">
            no data-quality issue
          </Label>
        </p>
      ) : (
        <Section
          title={`${countOf(error, 'error')}, ${countOf(warning, 'warning')}, ${countText(info)} to know, ${countOf(receipt.skippedRows, 'row')} skipped`}
        >
          {importId === null ? 'The import is not kept any more.' : <ImportIssues importId={importId} />}
        </Section>
      )}
    </>
  );
}

/** Its content is made when it is opened: a list of issues is asked for only then. */
function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [isExpanded, setExpanded] = useState(false);
  return (
    <ExpandableSection
      toggleText={title}
      isExpanded={isExpanded}
      onToggle={(_event, next) => setExpanded(next)}
      isIndented
    >
      {isExpanded && children}
    </ExpandableSection>
  );
}
