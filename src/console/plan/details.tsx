/** In what order, when, with what risk? */

import { Content } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Figures } from '../shared/figures.tsx';
import { countText, diskText, hoursText, usdText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { WaveTable } from './wave-table.tsx';

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
      actions={
        <OperationButton
          label={query.data === undefined ? 'Plan' : 'Plan again'}
          needs="plan:write"
          start={() => call(ROUTES.plan, { body: {} })}
        />
      }
    >
      <Loading
        query={query}
        none={{
          title: 'Not planned yet',
          body: (
            <>
              Place the estate first, then press Plan. On the command line:{' '}
              <CommandText command="isthmus plan -o exit.plan" />
            </>
          ),
        }}
      >
        {(plan) => <PlanDetails plan={plan} />}
      </Loading>
    </ConsolePage>
  );
}

function PlanDetails({ plan }: { readonly plan: Plan }) {
  const { summary } = plan;
  const approvals = useQuery({
    queryKey: ['approvals', plan.digest],
    queryFn: () => call(ROUTES.listApprovals, { params: { id: plan.digest } }),
  });
  return (
    <>
      <Figures
        figures={[
          { value: countText(summary.moves), of: 'moves' },
          { value: countText(plan.waves.length), of: 'waves' },
          { value: diskText(summary.diskGiB), of: 'to copy' },
          { value: `${hoursText(summary.hoursLow)} – ${hoursText(summary.hoursHigh)}`, of: 'of copying' },
          { value: usdText(summary.migrationUsdOneOff), of: 'one-off' },
          { value: countText(plan.staying), of: 'stay' },
          { value: countText(plan.unplaced.length), of: 'have nowhere to go' },
        ]}
      />
      <Content component="p" className="isthmus-muted isthmus-pre">
        {plan.digest}, from generation {plan.pins.generation}. As a file:{' '}
        <CommandText command={`isthmus plan -o ${plan.name}.plan`} />
      </Content>
      {approvals.error !== null && <ProblemAlert error={approvals.error} />}
      <WaveTable plan={plan} approvals={approvals.data} />
    </>
  );
}
