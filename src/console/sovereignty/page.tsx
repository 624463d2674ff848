/** How sovereign is each site, whose laws reach it, and what is not known of it? Sites are chosen in the address. */

import {
  Card,
  CardBody,
  CardTitle,
  Content,
  EmptyState,
  EmptyStateBody,
  Gallery,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import type { SiteSovereigntyDocument } from '../../api/sovereignty.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { Certificates } from './certificates.tsx';
import { Exposure } from './exposure.tsx';
import { SiteFacts } from './facts.tsx';
import { LevelTable } from './level-table.tsx';
import { MOST_CHARTED, RadarChart } from './radar-chart.tsx';
import type { ChartedSite } from './radar-chart.tsx';

const route = getRouteApi('/shell/sovereignty');

export function SovereigntyPage() {
  const query = useQuery({ queryKey: ['sovereignty'], queryFn: () => call(ROUTES.listSovereignty) });
  return (
    <ConsolePage
      title="Sovereignty"
      answers="How sovereign is each site, whose laws reach it, and what is not known of it?"
    >
      <Loading
        query={query}
        none={{
          title: 'No sites are known yet',
          body: (
            <>
              Describe your <Link to="/sites">sites</Link> first. On the command line:{' '}
              <CommandText command="isthmus sites init" />
            </>
          ),
        }}
      >
        {({ items }) => <Compared items={items} />}
      </Loading>
    </ConsolePage>
  );
}

function Compared({ items }: { readonly items: readonly SiteSovereigntyDocument[] }) {
  const { sites } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = sites?.split(',') ?? [];
  const known = items.filter(({ siteId }) => asked.includes(siteId));
  const chosen = (known.length > 0 ? known : items).slice(0, MOST_CHARTED);
  const ids = chosen.map(({ siteId }) => siteId);
  const toggle = (id: string): void => {
    const next = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id].slice(-MOST_CHARTED);
    void navigate({ search: { sites: next.join(',') || undefined }, replace: true });
  };
  const charted = chosen.flatMap((site): ChartedSite[] => {
    const framework = site.frameworks[0];
    return framework === undefined ? [] : [{ id: site.siteId, title: titleOf(site), framework }];
  });
  const [first] = charted;
  return (
    <>
      <Content component="p">Compare up to {MOST_CHARTED} sites.</Content>
      <ToggleGroup aria-label="Sites to compare" className="isthmus-below isthmus-wrap">
        {items.map((site) => (
          <ToggleGroupItem
            key={site.siteId}
            text={titleOf(site)}
            buttonId={`site-${site.siteId}`}
            isSelected={ids.includes(site.siteId)}
            onChange={() => toggle(site.siteId)}
          />
        ))}
      </ToggleGroup>
      {first === undefined ? (
        <EmptyState titleText="No framework with levels" headingLevel="h2">
          <EmptyStateBody>No pack in force has levels; the shipped one is eu-csf.</EmptyStateBody>
        </EmptyState>
      ) : (
        <Card isCompact className="isthmus-below">
          <CardTitle component="h2">{first.framework.name}</CardTitle>
          <CardBody>
            <Content component="p">{first.framework.reading}</Content>
            <RadarChart sites={charted} />
            <LevelTable sites={charted} />
          </CardBody>
        </Card>
      )}
      <Gallery hasGutter minWidths={{ default: '26rem' }}>
        {chosen.map((site) => (
          <SiteCard key={site.siteId} site={site} />
        ))}
      </Gallery>
    </>
  );
}

const titleOf = ({ siteId, name }: SiteSovereigntyDocument): string => name ?? siteId;

function SiteCard({ site }: { readonly site: SiteSovereigntyDocument }) {
  const { siteId, country, region, known, asked, certificates } = site;
  return (
    <Card isCompact>
      <CardTitle component="h2">{titleOf(site)}</CardTitle>
      <CardBody>
        <Content component="p">
          {[country ?? 'country not known', region].filter((part) => part !== null).join(', ')}; {known} of {asked}{' '}
          attributes known.{' '}
          <Link to="/sites" search={{ tab: 'file' }}>
            State more
          </Link>
        </Content>
        <Content component="h3">Laws that reach who runs it</Content>
        <Exposure site={site} />
        <Content component="h3">Certificates</Content>
        <Certificates certificates={certificates} />
        <SiteFacts siteId={siteId} title={titleOf(site)} />
      </CardBody>
    </Card>
  );
}
