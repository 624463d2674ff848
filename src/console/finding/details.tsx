/** One finding: what was looked at, what the rule asks, what to do, how long it has been so, and who accepted it. */

import { useState } from 'react';
import { Alert, BreadcrumbItem, Button, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { findingDetailsSchema } from '../../api/finding-trend.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { useMay } from '../shared/rights.ts';
import type { Finding } from './evidence-text.ts';
import { RequestWaiver } from './request-waiver.tsx';
import { RuleText } from './rule-text.tsx';
import { StateLabel } from './state-label.tsx';
import { WaiverTable } from './waiver-table.tsx';
import { siteText, wholeSite } from './words.ts';

type Details = z.infer<typeof findingDetailsSchema>;

const route = getRouteApi('/shell/findings/one');

export function FindingPage() {
  const search = route.useSearch();
  const [asking, setAsking] = useState(false);
  const mayAsk = useMay('waiver:request');
  const details = useQuery({
    queryKey: ['finding', search],
    queryFn: () => call(ROUTES.findingDetails, { query: { ...search } }),
  });
  const { data } = details;
  const title = data?.rule?.title ?? search.rule;
  const open = data?.findings.filter(({ waiver }) => waiver === null) ?? [];
  return (
    <ConsolePage
      title={title}
      answers={data === undefined ? undefined : <Where details={data} site={search.site} />}
      trail={
        <>
          <BreadcrumbItem
            render={({ className }) => (
              <Link to="/findings" className={className}>
                Findings
              </Link>
            )}
          />
          <BreadcrumbItem isActive>{search.rule}</BreadcrumbItem>
        </>
      }
      actions={
        mayAsk && open.length > 0 ? (
          <Button variant="secondary" onClick={() => setAsking(true)}>
            Ask for a waiver …
          </Button>
        ) : undefined
      }
    >
      <Loading
        query={details}
        none={{
          title: 'No check found this',
          body: (
            <>
              The address names a rule, a site and a workload for which nothing was found. See{' '}
              <Link to="/findings">what was</Link>.
            </>
          ),
        }}
      >
        {(found) => <Body details={found} />}
      </Loading>
      {asking && (
        <RequestWaiver
          finding={search}
          title={title}
          isUnknown={open.every(({ state }) => state === 'unknown')}
          onClose={() => setAsking(false)}
        />
      )}
    </ConsolePage>
  );
}

function Where({ details, site }: { readonly details: Details; readonly site: string }) {
  const [first] = details.findings;
  const id = first?.workloadId ?? null;
  return (
    <>
      {id === null ? (
        first === undefined ? (
          (details.workloadName ?? 'whole site')
        ) : (
          wholeSite(first)
        )
      ) : (
        <Link to="/workloads/$id" params={{ id }}>
          {details.workloadName ?? id}
        </Link>
      )}{' '}
      at {siteText(site)}, as of generation {details.generation}, checked {timeText(details.checkedAt)}
    </>
  );
}

function Body({ details }: { readonly details: Details }) {
  const { findings, rule, waivers } = details;
  return (
    <>
      {findings.length === 0 && (
        <Alert variant="success" isInline component="h2" title="Resolved: the newest check does not find it any more" />
      )}
      {findings.map((finding) => (
        <One key={finding.state} finding={finding} />
      ))}
      {rule !== null && <RuleText rule={rule} />}
      <Content component="h2" className="isthmus-above">
        Waivers
      </Content>
      {waivers.length === 0 ? <p>Nobody asked to accept this.</p> : <WaiverTable waivers={waivers} />}
      <History details={details} />
    </>
  );
}

function One({ finding }: { readonly finding: Finding }) {
  const { evidence, evidenceFrom, missing, error, lapsed, waiver } = finding;
  return (
    <>
      <p className="isthmus-below">
        <StateLabel {...finding} /> {finding.remedy}
      </p>
      {waiver !== null && (
        <Alert
          variant="warning"
          isInline
          isPlain
          component="p"
          title={`Accepted until ${waiver.expiresOn}; it is still ${finding.state}.`}
        />
      )}
      {lapsed !== null && (
        <Alert
          variant="warning"
          isInline
          component="h2"
          title="A waiver was given for this and does not cover it any more"
        >
          {lapsed.id}: {lapsed.reason}
        </Alert>
      )}
      <Table role="table" aria-label="What was looked at" variant="compact">
        <Thead>
          <Tr>
            <Th width={35}>Attribute</Th>
            <Th width={30}>Value</Th>
            <Th width={35}>Where it is from</Th>
          </Tr>
        </Thead>
        <Tbody>
          {Object.entries(evidence).map(([path, value]) => (
            <Tr key={path}>
              <Td dataLabel="Attribute">{path}</Td>
              <Td dataLabel="Value">{JSON.stringify(value)}</Td>
              <Td dataLabel="Where it is from">{evidenceFrom[path] ?? sourceOf(path)}</Td>
            </Tr>
          ))}
          {missing.map((path) => (
            <Tr key={path}>
              <Td dataLabel="Attribute">{path}</Td>
              <Td dataLabel="Value">not known</Td>
              <Td dataLabel="Where it is from">nobody said</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {error !== null && <p className="isthmus-above">{error}</p>}
    </>
  );
}

/** What no catalogue filled in was written by people, or read by a source. */
function sourceOf(path: string): string {
  if (path.startsWith('workload.')) return 'inventory, classification or declarations';
  return path.startsWith('site.') || path.startsWith('organisation.')
    ? 'sites.yaml'
    : 'worked out from the site and its attributes';
}

function History({ details }: { readonly details: Details }) {
  if (details.history.length === 0) return null;
  return (
    <>
      <Content component="h2" className="isthmus-above">
        History
      </Content>
      <Table role="table" aria-label="How it was from check to check" variant="compact">
        <Thead>
          <Tr>
            <Th>State</Th>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Waiver</Th>
          </Tr>
        </Thead>
        <Tbody>
          {details.history.map(({ state, from, to, waiverId }) => (
            <Tr key={`${from.at} ${state}`}>
              <Td dataLabel="State">{state}</Td>
              <Td dataLabel="From">
                gen/{from.generation}, {timeText(from.at)}
              </Td>
              <Td dataLabel="To">{to === null ? 'still so' : `gen/${to.generation}, ${timeText(to.at)}`}</Td>
              <Td dataLabel="Waiver">{waiverId ?? ''}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}
