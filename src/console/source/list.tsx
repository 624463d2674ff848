/** What is known from where, how complete is it, and what would missing parts add? */

import { useState } from 'react';
import {
  Button,
  Content,
  EmptyState,
  EmptyStateBody,
  Flex,
  FlexItem,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { SourceDocument } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { Corrections } from '../correction/corrections.tsx';
import { SameMachines } from '../correction/same-machines.tsx';
import { Doctor } from './doctor.tsx';
import { ImportCard } from './import-card.tsx';
import { SourceCard } from './source-card.tsx';
import { inOrderOfNeed, statesText } from './state-label.tsx';

const route = getRouteApi('/shell/sources');

const LOOK_MS = 10_000;
const LOOK_WHILE_READING_MS = 1500;
const SHOWN = 30;

export function SourceListPage() {
  const { tab = 'list' } = route.useSearch();
  const navigate = route.useNavigate();
  const pairs = useQuery({
    queryKey: ['same-machine-proposals'],
    queryFn: () => call(ROUTES.listSameMachineProposals),
  });
  const corrections = useQuery({ queryKey: ['corrections'], queryFn: () => call(ROUTES.listCorrections) });
  return (
    <ConsolePage title="Sources" answers="What is known, from where, how fresh and how complete is it?">
      <Tabs
        activeKey={tab}
        onSelect={(_event, key) =>
          void navigate({ search: { tab: key === 'list' ? undefined : String(key) }, replace: true })
        }
        aria-label="Sources"
        mountOnEnter
      >
        <Tab eventKey="list" title={<TabTitleText>Sources</TabTitleText>}>
          <div className="isthmus-tab">
            <SourceTab />
          </div>
        </Tab>
        <Tab eventKey="pairs" title={<TabTitleText>{titled('One machine or two?', pairs.data?.total)}</TabTitleText>}>
          <div className="isthmus-tab">
            <SameMachines query={pairs} />
          </div>
        </Tab>
        <Tab
          eventKey="corrections"
          title={<TabTitleText>{titled('Corrected by hand', corrections.data?.total)}</TabTitleText>}
        >
          <div className="isthmus-tab">
            <Corrections query={corrections} />
          </div>
        </Tab>
        <Tab eventKey="doctor" title={<TabTitleText>Doctor</TabTitleText>}>
          <div className="isthmus-tab">
            <Doctor />
          </div>
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}

const titled = (title: string, count: number | undefined): string =>
  count === undefined || count === 0 ? title : `${title} (${countText(count)})`;

function SourceTab() {
  const query = useQuery({
    queryKey: ['sources'],
    queryFn: () => call(ROUTES.listSources),
    // Servers read sources by themselves; what is shown must not be older than it says.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ live }) => (live?.syncing ?? null) !== null) === true ? LOOK_WHILE_READING_MS : LOOK_MS,
  });
  const [importing, setImporting] = useState<boolean | null>(null);
  const isEmpty = query.data?.items.length === 0;
  const showsImport = importing ?? isEmpty;
  return (
    <>
      {isEmpty && (
        <EmptyState titleText="No source yet" headingLevel="h2">
          <EmptyStateBody>
            Connect a platform, and it is read again and again. Or import a file that a tool of the platform exported.
          </EmptyStateBody>
        </EmptyState>
      )}
      <Flex className="isthmus-below">
        <FlexItem>
          <Link to="/sources/connect" className="pf-v6-c-button pf-m-primary">
            Connect a platform
          </Link>
        </FlexItem>
        <FlexItem>
          <Button variant="secondary" aria-expanded={showsImport} onClick={() => setImporting(!showsImport)}>
            Import files
          </Button>
        </FlexItem>
      </Flex>
      {showsImport && <ImportCard onTake={() => setImporting(true)} />}
      <Loading query={query}>{({ items }) => items.length > 0 && <SourceCards sources={items} />}</Loading>
    </>
  );
}

function SourceCards({ sources }: { readonly sources: readonly SourceDocument[] }) {
  const kinds = useQuery({ queryKey: ['source-kinds'], queryFn: () => call(ROUTES.listSourceKinds) });
  const [shown, setShown] = useState(SHOWN);
  const sorted = inOrderOfNeed(sources);
  const titleOf = (kind: string): string => kinds.data?.items.find((one) => one.kind === kind)?.title ?? kind;
  return (
    <>
      <Content component="p" aria-live="polite">
        {countOf(sources.length, 'source')}: {statesText(sources)}
      </Content>
      {sorted.slice(0, shown).map((source) => (
        <SourceCard key={source.id} source={source} kind={titleOf(source.providerKind)} />
      ))}
      {sorted.length > shown && (
        <Button variant="link" onClick={() => setShown(shown + SHOWN)}>
          Show {countText(Math.min(SHOWN, sorted.length - shown))} more
        </Button>
      )}
    </>
  );
}
