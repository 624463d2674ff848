/** A planned rebalance: what it comes to, the hosts before and after, the moves in order, and what cannot be moved. */

import { Alert, Content, Grid, GridItem, List, ListItem } from '@patternfly/react-core';
import type { RebalanceDocument } from '../../../api/hosts.ts';
import { Figures } from '../../shared/figures.tsx';
import { countOf, countText, diskText, timeText } from '../../shared/format.ts';
import { Warnings } from '../notes.tsx';
import { gapText } from '../words.ts';
import { BlockedTable } from './blocked-table.tsx';
import { HostTable } from './host-table.tsx';
import { MoveList } from './move-list.tsx';

export function RebalanceResult({ plan }: { readonly plan: RebalanceDocument }) {
  const above = plan.groups.reduce((sum, { hostsAboveTarget }) => sum + hostsAboveTarget.before, 0);
  const still = plan.groups.reduce((sum, { hostsAboveTarget }) => sum + hostsAboveTarget.after, 0);
  return (
    <Grid hasGutter>
      <GridItem span={12}>
        <Figures
          figures={[
            { value: countText(plan.moveCount), of: 'moves' },
            { value: countText(plan.batches), of: 'batches, one after the other' },
            { value: diskText(plan.memoryMovedGiB), of: 'of memory moved' },
            { value: `${countText(above)} → ${countText(still)}`, of: 'hosts above the target' },
            { value: countText(plan.blockedCount), of: 'cannot be moved' },
            { value: plan.gapPct === null ? '–' : gapText(plan.gapPct), of: 'at most above the best possible' },
          ]}
        />
        <Content component="small" className="isthmus-muted">
          {timeText(plan.createdAt)}, generation {plan.generation}; {plan.headroomPct} % of every host kept free, uneven
          above {plan.tolerancePct} points over the mean
        </Content>
      </GridItem>
      <GridItem span={12} className="isthmus-notes">
        <Warnings warnings={plan.warnings} />
        {plan.notKnown.length > 0 && (
          <Alert
            component="h2"
            variant="info"
            isInline
            isExpandable
            title={`${countOf(plan.notKnown.length, 'thing')} not known`}
          >
            <List>
              {plan.notKnown.map((line) => (
                <ListItem key={line}>{line}</ListItem>
              ))}
            </List>
          </Alert>
        )}
      </GridItem>
      <GridItem span={12}>
        <Content component="h2">Moves, in order</Content>
        {plan.moves.length === 0 ? (
          <Content component="p">Nothing needs to move.</Content>
        ) : (
          <MoveList moves={plan.moves} listKey={plan.id} />
        )}
      </GridItem>
      <GridItem span={12}>
        <Content component="h2">Hosts, before and after</Content>
        <HostTable groups={plan.groups} />
      </GridItem>
      {plan.blocked.length > 0 && (
        <GridItem span={12}>
          <Content component="h2">Cannot be moved</Content>
          <BlockedTable blocked={plan.blocked} />
        </GridItem>
      )}
    </Grid>
  );
}
