/** One exit plan: how long, at what cost, wave by wave, and who cannot leave. */

import { Alert, Button, Card, CardBody, CardTitle, Content, List, ListItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { exitMarkdown, startText } from '../../api/exit-markdown.ts';
import type { ExitPlanDocument } from '../../api/exit.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { call } from '../shared/api.ts';
import { Figures } from '../shared/figures.tsx';
import { changeText, countOf, countText, hoursText, timeText, UNKNOWN, usdText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ContractTable, FunctionTable, ObstacleTable, StuckTable, WaveTable } from './tables.tsx';
import { saveFile } from './download.tsx';
import { operatorKey, operatorTitle } from './words.ts';

export function ExitDetails({ operator }: { readonly operator: string }) {
  const query = useQuery({
    queryKey: ['exit', operator],
    queryFn: () => call(ROUTES.getExit, { params: { operator }, query: {} }),
  });
  return (
    <Loading query={query} none={{ title: 'No exit plan yet', body: <>Compute one in the table above.</> }}>
      {(exit) => <Shown exit={exit} />}
    </Loading>
  );
}

function Shown({ exit }: { readonly exit: ExitPlanDocument }) {
  const plan = exit.plan as unknown as Plan;
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Exit from {operatorTitle(exit.operator)}</CardTitle>
      <CardBody>
        <Content component="p">
          Computed {timeText(exit.createdAt)} of generation {exit.generation}, from {startText(exit)}.{' '}
          {exit.useReserve ? 'The reserve of the other sites is used.' : 'The reserve of the other sites is kept free.'}{' '}
          Nobody else moves.
        </Content>
        {exit.stale.length > 0 && (
          <Alert component="h3" variant="warning" isInline title="Out of date: compute it again">
            {exit.stale.join(' ')}
          </Alert>
        )}
        <Figures figures={figuresOf(exit)} />
        <Missing exit={exit} />
        {exit.warnings.length > 0 && (
          <Alert component="h3" variant="info" isInline title="To know" className="isthmus-above">
            <List>
              {exit.warnings.map((line) => (
                <ListItem key={line}>{line}</ListItem>
              ))}
            </List>
          </Alert>
        )}
        <Content component="h3">Waves</Content>
        <WaveTable plan={plan} />
        <Content component="h3">Cannot leave</Content>
        <ObstacleTable obstacles={exit.obstacles} />
        <StuckTable stuck={exit.stuck} />
        <Content component="h3">Functions</Content>
        <FunctionTable functions={exit.functions} />
        <Content component="h3">What the contracts say</Content>
        <ContractTable exit={exit} />
        <Button
          variant="secondary"
          className="isthmus-above"
          onClick={() =>
            saveFile(
              `exit-${operatorKey(exit.operator)}.md`,
              new Blob([exitMarkdown(exit)], { type: 'text/markdown;charset=utf-8' }),
            )
          }
        >
          Download the plan
        </Button>
      </CardBody>
    </Card>
  );
}

function figuresOf({ workloads, leaving, cannotLeave, time, money }: ExitPlanDocument) {
  return [
    { value: `${countText(leaving)} of ${countText(workloads)}`, of: 'can leave' },
    { value: countText(cannotLeave), of: 'cannot' },
    { value: countOf(time.days, 'day'), of: `at the latest, in ${countOf(time.waves, 'wave')}` },
    {
      value: `${hoursText(time.hoursLow)} – ${hoursText(time.hoursHigh)}`,
      of: `of work, likely ${hoursText(time.hoursLikely)}`,
    },
    { value: usdText(money.migrationUsdOneOff), of: 'once, for moving' },
    {
      value: money.doubleRunUsdOneOff === null ? UNKNOWN : usdText(money.doubleRunUsdOneOff),
      of: `paid twice, for ${countOf(money.doubleRunMonths, 'month')}`,
    },
    {
      value: money.differenceUsdPerMonth === null ? UNKNOWN : changeText(money.differenceUsdPerMonth, usdText),
      of: 'a month afterwards',
    },
  ];
}

function Missing({ exit: { money } }: { readonly exit: ExitPlanDocument }) {
  if (money.missing.length === 0) return null;
  return (
    <Alert component="h3" variant="warning" isInline title="Prices that are not known" className="isthmus-above">
      <List>
        {money.missing.map(({ what, workloads, examples }) => (
          <ListItem key={what}>
            {what}: {countOf(workloads, 'workload')}, such as {examples.join(', ')}
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
