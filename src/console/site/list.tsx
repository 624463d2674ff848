/** Where may workloads run, what is known of each place, and what does it cost? The sites file in force, and its text. */

import type { ReactNode } from 'react';
import { Alert, Content, List, ListItem, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { countOf, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { SitesEditor } from './editor.tsx';
import { readSites } from './read-sites.ts';
import { SiteCards } from './site-cards.tsx';

const route = getRouteApi('/shell/sites');

export function SiteListPage() {
  const query = useQuery({ queryKey: ['sites'], queryFn: () => call(ROUTES.getSites) });
  const known = useQuery({
    queryKey: ['sovereignty'],
    queryFn: () => call(ROUTES.listSovereignty),
    enabled: query.data !== undefined,
  });
  const missing = query.error instanceof ProblemError && query.error.problem.status === 404;
  return (
    <ConsolePage title="Sites" answers="Where may workloads run, what is known of each place, and what does it cost?">
      {missing ? (
        <SitesEditor text="" isNew />
      ) : (
        <Loading query={query}>
          {(document) => (
            <>
              <Content component="p" className="isthmus-muted">
                {countOf(document.sites.length, 'site')}, in force since {timeText(document.updatedAt)}
              </Content>
              {document.warnings.length > 0 && (
                <Alert
                  component="h2"
                  variant="warning"
                  isInline
                  isExpandable
                  title={`${countOf(document.warnings.length, 'thing')} in the file may not be meant so`}
                  className="isthmus-below"
                >
                  <List>
                    {document.warnings.map((warning) => (
                      <ListItem key={warning}>{warning}</ListItem>
                    ))}
                  </List>
                </Alert>
              )}
              <SiteTabs
                cards={
                  <SiteCards
                    sites={readSites(document.sites)}
                    exposure={document.exposure ?? []}
                    known={known.data?.items ?? []}
                  />
                }
                text={document.text}
              />
            </>
          )}
        </Loading>
      )}
    </ConsolePage>
  );
}

function SiteTabs({ cards, text }: { readonly cards: ReactNode; readonly text: string }) {
  const { tab = 'list' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Tabs
      activeKey={tab}
      onSelect={(_event, key) => void navigate({ search: { tab: String(key) }, replace: true })}
      aria-label="Sites"
      mountOnEnter
    >
      <Tab eventKey="list" title={<TabTitleText>Sites</TabTitleText>}>
        <div className="isthmus-tab">{cards}</div>
      </Tab>
      <Tab eventKey="file" title={<TabTitleText>sites.yaml</TabTitleText>}>
        <div className="isthmus-tab">
          <SitesEditor key={text} text={text} />
        </div>
      </Tab>
    </Tabs>
  );
}
