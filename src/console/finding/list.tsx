/** Would this break a rule, and what does that rest on? */

import { Alert, Content, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { CheckSummaryDocument } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Figures } from '../shared/figures.tsx';
import { countOf, countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { DownloadFindings } from './download.tsx';
import { SaveEvidencePack } from './evidence-pack.tsx';
import { FindingFilters } from './filters.tsx';
import { FindingRows } from './finding-rows.tsx';
import { RuleTable } from './rule-table.tsx';
import { Trend } from './trend.tsx';
import { Waivers } from './waivers.tsx';
import { leftText } from './words.ts';

const route = getRouteApi('/shell/findings');

export function FindingListPage() {
  const { tab = 'list' } = route.useSearch();
  const navigate = route.useNavigate();
  const check = useQuery({ queryKey: ['check'], queryFn: () => call(ROUTES.latestCheck) });
  return (
    <ConsolePage
      title="Findings"
      answers="Which rules of law and contract does the estate break today, and which cannot be told?"
      actions={
        <OperationButton
          label={check.data === undefined ? 'Check' : 'Check again'}
          needs="policy:check"
          start={() => call(ROUTES.check, { body: {} })}
        />
      }
    >
      <Loading
        query={check}
        none={{
          title: 'Not checked yet',
          body: (
            <>
              Describe your <Link to="/sites">sites</Link>, then press Check. On the command line:{' '}
              <CommandText command="isthmus check -f sites.yaml" />
            </>
          ),
        }}
      >
        {(summary) => (
          <Tabs
            activeKey={tab}
            onSelect={(_event, key) =>
              void navigate({
                search: (before) => ({ ...before, tab: key === 'list' ? undefined : String(key) }),
                replace: true,
              })
            }
            aria-label="Findings"
            mountOnEnter
            unmountOnExit
          >
            <Tab eventKey="list" title={<TabTitleText>Findings</TabTitleText>}>
              <div className="isthmus-tab">
                <Findings summary={summary} />
              </div>
            </Tab>
            <Tab eventKey="trend" title={<TabTitleText>Trend</TabTitleText>}>
              <div className="isthmus-tab">
                <Trend />
              </div>
            </Tab>
            <Tab eventKey="waivers" title={<TabTitleText>Waivers</TabTitleText>}>
              <div className="isthmus-tab">
                <Waivers />
              </div>
            </Tab>
          </Tabs>
        )}
      </Loading>
    </ConsolePage>
  );
}

function Findings({ summary }: { readonly summary: CheckSummaryDocument }) {
  const { tab: _, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false });
  const { workloads, waived } = summary;
  return (
    <>
      <Figures
        figures={[
          { value: countText(summary.violations), of: 'violations of a “must”' },
          { value: countText(workloads.violated), of: 'workloads break a rule' },
          { value: countText(workloads.unknown), of: 'cannot be told' },
          { value: countText(workloads.allowed), of: 'comply' },
          { value: countText(waived.violated + waived.unknown), of: 'findings are waived' },
          { value: countText(workloads.noSite), of: 'are at no known site' },
        ]}
      />
      <Content component="p" className="isthmus-muted">
        Generation {summary.generation}, {timeText(summary.createdAt)}. Packs that apply:{' '}
        {summary.packs
          .filter((pack) => pack.inForce && pack.applies > 0)
          .map((pack) => `${pack.name} ${pack.version}`)
          .join(', ') || 'none'}
        .
      </Content>
      <WaiverNotes waivers={summary.waivers} />
      <SaveEvidencePack summary={summary} pack={search.pack} />
      <RuleTable summary={summary} chosen={search.rule} onChoose={(rule) => go({ rule })} />
      <div className="isthmus-list-line isthmus-above">
        <Content component="h2">Findings</Content>
        <DownloadFindings generation={summary.generation} search={search} />
      </div>
      <FindingFilters search={search} onChange={go} />
      <FindingRows checkId={summary.id} search={search} />
    </>
  );
}

function WaiverNotes({ waivers }: Pick<CheckSummaryDocument, 'waivers'>) {
  const lines = waivers.flatMap(({ id, name, endsSoon, daysLeft, expiresOn, applied, lapsed, reason }) => [
    ...(endsSoon
      ? [`${name ?? id}: ${leftText(daysLeft)}, to ${expiresOn}; ${countOf(applied, 'finding')} will be open`]
      : []),
    ...(lapsed > 0 ? [`${name ?? id} does not cover ${countOf(lapsed, 'finding')} any more: ${reason ?? ''}`] : []),
  ]);
  if (lines.length === 0) return null;
  return (
    <Alert variant="warning" isInline component="h2" title="Waivers to look at" className="isthmus-below">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Alert>
  );
}
