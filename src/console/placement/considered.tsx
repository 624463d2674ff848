/** Every site that was considered for a workload: what it would cost there, and what decides against it. */

import { useState } from 'react';
import { Button, Content, Label, List, ListItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { AssignmentDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Folded } from '../shared/folded.tsx';
import { changeText, countOf, NOTHING, usdText } from '../shared/format.ts';
import { MoreRows, useMoreRows } from '../shared/more-rows.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { ReadinessLabel } from '../shared/readiness-label.tsx';
import { shortTarget, targetTitle } from '../shared/titles.ts';
import { consideredRows } from './considered-rows.ts';
import type { ConsideredRow } from './considered-rows.ts';

type Cost = NonNullable<AssignmentDocument['cost']>;
type Candidate = AssignmentDocument['candidates'][number];

const PARTS: readonly { readonly title: string; readonly read: (cost: Cost) => number }[] = [
  { title: 'Run', read: (cost) => cost.runUsdPerMonth },
  { title: 'Licences', read: (cost) => cost.licenceUsdPerMonth },
  { title: 'Risk', read: (cost) => cost.riskUsdPerMonth },
  { title: 'One-off', read: (cost) => cost.migrationUsdOneOff },
  { title: 'Per month', read: (cost) => cost.totalUsdPerMonth },
];

interface ConsideredSitesProps {
  readonly assignment: AssignmentDocument;
  /** The placement it is of; absent: the newest. */
  readonly placementId?: string;
}

/** What was kept with the placement, and on demand what is computed for the question: every site, true prices. */
export function ConsideredSites({ assignment: kept, placementId }: ConsideredSitesProps) {
  const [isAsked, setAsked] = useState(false);
  const full = useQuery({
    queryKey: ['workload', kept.workloadId, 'placement', placementId ?? 'latest', 'full'],
    queryFn: ({ signal }) =>
      call(ROUTES.workloadPlacement, {
        params: { id: kept.workloadId },
        query: { placement: placementId, full: 'true' },
        signal,
      }),
    enabled: isAsked,
    staleTime: Infinity,
  });
  const isExact = full.data !== undefined;
  return (
    <>
      <ConsideredTable assignment={full.data ?? kept} />
      {full.error !== null && <ProblemAlert error={full.error} />}
      {/* It stays when it has done its work: the focus is on it. */}
      <Button
        variant="secondary"
        size="sm"
        isLoading={full.isFetching}
        isAriaDisabled={full.isFetching || isExact}
        onClick={() => (isAsked ? void full.refetch() : setAsked(true))}
      >
        {full.isFetching
          ? 'Computing …'
          : isExact
            ? 'Every site, computed'
            : 'Every site, with what forcing it truly adds'}
      </Button>
    </>
  );
}

function ConsideredTable({ assignment }: { readonly assignment: AssignmentDocument }) {
  const more = useMoreRows(consideredRows(assignment));
  // What holds of all prices is said once.
  const isAlone = assignment.candidates.every(({ extraIs }) => extraIs === undefined || extraIs === 'alone');
  return (
    <>
      <Content component="p">{assignment.why}</Content>
      <Table role="table" aria-label="Sites considered" variant="compact">
        <Thead>
          <Tr>
            <Th width={15}>Site</Th>
            <Th width={10}>Target</Th>
            <Th width={10}>Readiness</Th>
            {PARTS.map(({ title }) => (
              <Th key={title} className="isthmus-number">
                {title}
              </Th>
            ))}
            <Th width={30}>Outcome</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((row) => (
            <SiteRow key={`${row.candidate.siteId} ${row.candidate.target}`} row={row} isAlone={isAlone} />
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="site" />
      <Content component="small" className="isthmus-muted">
        Per month = run + licences + risk + one-off spread over the horizon. The price of forcing a site is what the
        whole plan gets dearer by, with what it should rather avoid (soft rules, split applications)
        {isAlone && ', as if nobody else had to give way'}.
      </Content>
      {assignment.cost !== null && (
        <Folded title={`What the cost rests on (${countOf(assignment.cost.basis.length, 'figure')})`}>
          <List>
            {assignment.cost.basis.map((line) => (
              <ListItem key={line}>{line}</ListItem>
            ))}
          </List>
        </Folded>
      )}
    </>
  );
}

interface SiteRowProps {
  readonly row: ConsideredRow;
  readonly isAlone: boolean;
}

function SiteRow({ row, isAlone }: SiteRowProps) {
  const { candidate, isChosen, isCurrent } = row;
  return (
    <Tr className={isChosen ? 'isthmus-chosen' : ''}>
      <Td dataLabel="Site">
        {isChosen ? <strong>{candidate.siteId}</strong> : candidate.siteId}{' '}
        {isChosen && (
          <Label isCompact status="success">
            chosen
          </Label>
        )}{' '}
        {isCurrent && (
          <Label isCompact variant="outline">
            runs here
          </Label>
        )}
      </Td>
      <Td dataLabel="Target" title={targetTitle(candidate.target)}>
        {shortTarget(candidate.target)}
        {candidate.cost?.sku !== undefined && (
          <Content component="small" className="isthmus-muted">
            {candidate.cost.sku}
          </Content>
        )}
      </Td>
      <Td dataLabel="Readiness">
        <ReadinessLabel readiness={candidate.readiness} />
      </Td>
      {PARTS.map(({ title, read }) => (
        <Td key={title} dataLabel={title} className="isthmus-number">
          {candidate.cost === undefined ? NOTHING : usdText(read(candidate.cost))}
        </Td>
      ))}
      <Td dataLabel="Outcome">
        <Outcome row={row} isAlone={isAlone} />
      </Td>
    </Tr>
  );
}

/** "+$12", "at most +$12", "+$10 to +$12". */
function forcedText({ extraUsdPerMonth, extraIs, extraAtLeastUsdPerMonth }: Candidate, isAlone: boolean): string {
  if (extraUsdPerMonth === undefined) return 'possible';
  const most = changeText(extraUsdPerMonth, usdText);
  if (extraIs === 'at-most') {
    const least = extraAtLeastUsdPerMonth === undefined ? most : changeText(extraAtLeastUsdPerMonth, usdText);
    return `${least === most ? 'at most' : `${least} to`} ${most} a month if forced`;
  }
  const text = `${most} a month if forced`;
  return extraIs === 'alone' && !isAlone ? `${text}, if nobody had to give way` : text;
}

function Outcome({ row: { candidate, isChosen, binding, further }, isAlone }: SiteRowProps) {
  const { feasible } = candidate;
  const furtherText = further.length > 0 && (
    <Content component="small" className="isthmus-muted">
      also {further.join('; ')}
    </Content>
  );
  if (isChosen) return <>{binding ?? 'nothing cheaper is allowed and has room'}</>;
  if (!feasible) {
    return (
      <>
        {binding ?? 'not possible'}
        {furtherText}
      </>
    );
  }
  return (
    <>
      {forcedText(candidate, isAlone)}
      {binding !== null && `; ${binding}`}
      {(candidate.extraUnplaced ?? 0) > 0 &&
        `; ${countOf(candidate.extraUnplaced ?? 0, 'other')} would lose ${candidate.extraUnplaced === 1 ? 'its' : 'their'} place`}
      {furtherText}
    </>
  );
}
