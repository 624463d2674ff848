/** Why these together and why now, what was checked, what moves where, and the way back. */

import { Content, List, ListItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { PlanApprovalsDocument } from '../../api/paths.ts';
import type { Plan, Wave } from '../../core/plan/plan.ts';
import { diskText } from '../shared/format.ts';
import { shortTarget } from '../shared/titles.ts';
import { WaveApproval } from './wave-approval.tsx';
import { WavePaths } from './wave-paths.tsx';

export interface WaveContext {
  readonly plan: Plan;
  /** Undefined: not read yet, or an older server's. */
  readonly approvals: PlanApprovalsDocument | undefined;
}

export function WaveDetails({ wave, plan, approvals }: WaveContext & { readonly wave: Wave }) {
  const approval = approvals?.waves.find(({ number }) => number === wave.number);
  return (
    <div className="isthmus-wave">
      <Content component="h2">Why these, why now</Content>
      <List>
        {wave.reasons.map((reason) => (
          <ListItem key={reason}>{reason}</ListItem>
        ))}
      </List>
      <Content component="h2">Conditions</Content>
      <List isPlain>
        {wave.checks.map((check) => (
          <ListItem key={check.check}>
            {check.ok ? '✓ holds: ' : '✗ does not hold: '}
            {check.check} ({check.detail})
          </ListItem>
        ))}
      </List>
      <WavePaths wave={wave} paths={plan.paths ?? []} />
      {approval !== undefined && approvals !== undefined && (
        <WaveApproval planDigest={plan.digest} wave={approval} stale={approvals.stale} />
      )}
      <Content component="h2">Moves</Content>
      <Table role="table" aria-label={`Moves of wave ${wave.number}`} variant="compact">
        <Thead>
          <Tr>
            <Th width={20}>Workload</Th>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Target</Th>
            <Th className="isthmus-number">Disk</Th>
            <Th width={40}>To do before</Th>
          </Tr>
        </Thead>
        <Tbody>
          {wave.moves.map((move) => (
            <Tr key={move.workloadId}>
              <Td dataLabel="Workload" className="isthmus-pre">
                <Link to="/workloads/$id" params={{ id: move.workloadId }}>
                  {move.workloadName}
                </Link>
              </Td>
              <Td dataLabel="From">{move.fromSiteId ?? move.fromPlatform}</Td>
              <Td dataLabel="To">{move.toSiteId}</Td>
              <Td dataLabel="Target">{shortTarget(move.target)}</Td>
              <Td dataLabel="Disk" className="isthmus-number">
                {diskText(move.diskGiB)}
              </Td>
              <Td dataLabel="To do before">{move.conditions.join('; ')}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <Content component="h2">Way back</Content>
      <List component="ol">
        {wave.fallback.map((step) => (
          <ListItem key={step}>{step}</ListItem>
        ))}
      </List>
    </div>
  );
}
