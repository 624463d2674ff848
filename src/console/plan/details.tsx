/** In what order, when, with what risk? */

import { Content, ExpandableSection, Label, List, ListItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import type { Plan, Wave } from '../../core/plan/plan.ts';
import { call } from '../shared/api.ts';
import { countText, diskText, usdText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';

export function PlanPage() {
  // The contract pins only the plan's head; src/core/plan/plan.ts defines the rest, and its digest protects it.
  const query = useQuery({
    queryKey: ['plan'],
    queryFn: async () => (await call(ROUTES.getPlan, { params: { id: 'latest' } })) as unknown as Plan,
  });
  return (
    <ConsolePage
      title="Plan"
      answers="In what order should it move, when, and with what risk?"
      actions={<OperationButton label="Plan" start={() => call(ROUTES.plan, { body: {} })} />}
    >
      <Loading
        query={query}
        none={{
          title: 'Not planned yet',
          body: 'Place the estate first, then press Plan or run: isthmus plan -o exit.plan.',
        }}
      >
        {(plan) => (
          <>
            <Content component="p">
              {countText(plan.summary.moves)} moves in {countText(plan.waves.length)} waves,{' '}
              {diskText(plan.summary.diskGiB)} to copy in {plan.summary.hoursLow.toFixed(0)} to{' '}
              {plan.summary.hoursHigh.toFixed(0)} hours; one-off {usdText(plan.summary.migrationUsdOneOff)};{' '}
              {countText(plan.staying)} stay, {countText(plan.unplaced.length)} have nowhere to go.
            </Content>
            <Content component="small" className="isthmus-muted">
              {plan.digest}, from generation {plan.pins.generation}
            </Content>
            {plan.waves.map((wave) => (
              <WaveSection key={wave.number} wave={wave} />
            ))}
          </>
        )}
      </Loading>
    </ConsolePage>
  );
}

function WaveSection({ wave }: { readonly wave: Wave }) {
  const broken = wave.checks.filter((check) => !check.ok);
  const when = wave.startsOn === null ? '' : `, ${wave.startsOn}`;
  return (
    <ExpandableSection
      displaySize="lg"
      toggleContent={
        <>
          Wave {wave.number}: {wave.name} ({countText(wave.moves.length)} moves, {diskText(wave.diskGiB)}
          {when}){' '}
          <Label isCompact variant="outline" status={broken.length === 0 ? 'success' : 'warning'}>
            {broken.length === 0 ? 'every condition holds' : `${broken.length} conditions do not hold`}
          </Label>
        </>
      }
    >
      <Content component="p">
        Risk {Math.round(wave.riskScore)}, confidence {Math.round(wave.confidencePct)} %, {wave.hoursLow.toFixed(1)} to{' '}
        {wave.hoursHigh.toFixed(1)} hours.
      </Content>
      <List>
        {wave.reasons.map((reason) => (
          <ListItem key={reason}>{reason}</ListItem>
        ))}
      </List>
      <Content component="h3">Conditions</Content>
      <List isPlain>
        {wave.checks.map((check) => (
          <ListItem key={check.check}>
            {check.ok ? '✓' : '✗'} {check.check}: {check.detail}
          </ListItem>
        ))}
      </List>
      <Table aria-label={`Moves of wave ${wave.number}`} variant="compact">
        <Thead>
          <Tr>
            <Th>Workload</Th>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Target</Th>
            <Th className="isthmus-number">Disk</Th>
            <Th>To do before</Th>
          </Tr>
        </Thead>
        <Tbody>
          {wave.moves.map((move) => (
            <Tr key={move.workloadId}>
              <Td dataLabel="Workload">{move.workloadName}</Td>
              <Td dataLabel="From">{move.fromSiteId ?? move.fromPlatform}</Td>
              <Td dataLabel="To">{move.toSiteId}</Td>
              <Td dataLabel="Target">{move.target}</Td>
              <Td dataLabel="Disk" className="isthmus-number">
                {diskText(move.diskGiB)}
              </Td>
              <Td dataLabel="To do before">{move.conditions.join('; ')}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <Content component="h3">Way back</Content>
      <List component="ol">
        {wave.fallback.map((step) => (
          <ListItem key={step}>{step}</ListItem>
        ))}
      </List>
    </ExpandableSection>
  );
}
