/** What this installation and its sources need, as the doctor sees it: what is wrong first, each with what to do. */

import { Alert, Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Folded } from '../shared/folded.tsx';
import { countOf, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';

type Report = z.output<(typeof ROUTES.runDoctor)['response']>;
type Check = Report['checks'][number];

const STATES = {
  fail: { text: 'wrong', status: 'danger' },
  warn: { text: 'look at it', status: 'warning' },
  ok: { text: 'well', status: 'success' },
} as const;

export function Doctor() {
  const query = useQuery({
    queryKey: ['doctor'],
    queryFn: () => call(ROUTES.runDoctor),
    // It signs in to every source: not again whenever something else changes.
    staleTime: Infinity,
    retry: false,
  });
  return (
    <>
      <div className="isthmus-list-line isthmus-below">
        <span aria-live="polite">
          {query.isFetching
            ? 'Looking at the installation, and connecting to every source …'
            : query.data !== undefined &&
              `${summaryOf(query.data)} ${timeText(new Date(query.dataUpdatedAt).toISOString())}`}
        </span>
        <Button
          variant="secondary"
          isLoading={query.isFetching}
          isAriaDisabled={query.isFetching}
          onClick={() => void query.refetch()}
        >
          Look again
        </Button>
      </div>
      <Loading query={query}>{(report) => <ReportText report={report} />}</Loading>
      <p className="isthmus-above">
        On the command line: <CommandText command="isthmus doctor" />
      </p>
    </>
  );
}

function summaryOf({ checks }: Report): string {
  const wrong = checks.filter(({ state }) => state === 'fail').length;
  const warned = checks.filter(({ state }) => state === 'warn').length;
  return `${countOf(checks.length, 'check')}: ${wrong} wrong, ${warned} to look at.`;
}

function ReportText({ report }: { readonly report: Report }) {
  const needy = [
    ...report.checks.filter(({ state }) => state === 'fail'),
    ...report.checks.filter(({ state }) => state === 'warn'),
  ];
  const well = report.checks.filter(({ state }) => state === 'ok');
  return (
    <>
      {needy.length === 0 ? (
        <Alert component="h2" isInline variant="success" title="Everything is well" className="isthmus-below" />
      ) : (
        <Checks label="What needs attention" checks={needy} />
      )}
      {well.length > 0 && (
        <Folded title={`${countOf(well.length, 'check')} found nothing wrong`}>
          <Checks label="What is well" checks={well} />
        </Folded>
      )}
    </>
  );
}

function Checks({ label, checks }: { readonly label: string; readonly checks: readonly Check[] }) {
  return (
    <Table role="table" aria-label={label} variant="compact">
      <Thead>
        <Tr>
          <Th width={15}>State</Th>
          <Th width={25}>Of</Th>
          <Th>What was found</Th>
          <Th width={30}>What to do</Th>
        </Tr>
      </Thead>
      <Tbody>
        {checks.map(({ id, title, state, detail, fix }) => (
          <Tr key={id}>
            <Td dataLabel="State">
              <Label isCompact variant="outline" status={STATES[state].status}>
                {STATES[state].text}
              </Label>
            </Td>
            <Td dataLabel="Of">{title}</Td>
            <Td dataLabel="What was found" className="isthmus-pre">
              {detail}
            </Td>
            <Td dataLabel="What to do" className="isthmus-pre">
              {fix}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
