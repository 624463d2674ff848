/** Figures of the newest assessment, check, placement and plan, and whether the estate has changed since. */

import type { ReactNode } from 'react';
import { Card, CardBody, CardFooter, CardHeader, CardTitle, Content, GridItem, Label } from '@patternfly/react-core';
import type { gridItemSpanValueShape } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { assessmentSummarySchema } from '../../api/assessments.ts';
import { checkSummarySchema } from '../../api/checks.ts';
import type { Overview } from '../../api/generations.ts';
import { placementSummarySchema } from '../../api/placements.ts';
import { planSummarySchema } from '../../api/plans.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Figures } from '../shared/figures.tsx';
import { countText, percentText, timeText, usdText } from '../shared/format.ts';
import { ReadinessBars } from '../shared/readiness-bars.tsx';

type Latest = NonNullable<Overview['latest'][string]>;

/** What a card needs of a stored summary; an older release may have kept less. */
const assessed = assessmentSummarySchema.pick({ targets: true, assessed: true });
const checked = checkSummarySchema.pick({ workloads: true, violations: true, rules: true });
const placed = placementSummarySchema.pick({
  totalUsdPerMonth: true,
  currentUsdPerMonth: true,
  gapPct: true,
  moves: true,
  unplaced: true,
});
const planned = planSummarySchema.pick({ waves: true, moves: true, unplaced: true });

export function LatestCards({ overview }: { readonly overview: Overview }) {
  const { latest } = overview;
  return (
    <>
      <ResultCard title="Readiness" to="/assessment" span={7} latest={latest.assess} command="isthmus assess">
        {(summary) => (
          <IfRead schema={assessed} summary={summary}>
            {({ targets }) => <ReadinessBars targets={targets} />}
          </IfRead>
        )}
      </ResultCard>
      <ResultCard title="Findings" to="/findings" span={5} latest={latest.check} command="isthmus check">
        {(summary) => (
          <IfRead schema={checked} summary={summary}>
            {({ workloads, violations, rules }) => (
              <>
                <Figures
                  figures={[
                    { value: countText(violations), of: 'violations of a “must”' },
                    { value: countText(workloads.violated), of: 'workloads break a rule' },
                    { value: countText(workloads.unknown), of: 'cannot be told' },
                    { value: countText(workloads.allowed), of: 'comply' },
                  ]}
                />
                <TopRules rules={rules} />
              </>
            )}
          </IfRead>
        )}
      </ResultCard>
      <ResultCard
        title="Placement"
        to="/placement"
        span={7}
        latest={latest.place}
        command="isthmus place -f sites.yaml"
      >
        {(summary) => (
          <IfRead schema={placed} summary={summary}>
            {(figures) => (
              <Figures
                figures={[
                  { value: usdText(figures.totalUsdPerMonth), of: 'per month' },
                  { value: usdText(figures.currentUsdPerMonth), of: 'per month today' },
                  { value: percentText(figures.gapPct), of: 'at most above the best possible' },
                  { value: countText(figures.moves), of: 'move' },
                  { value: countText(figures.unplaced), of: 'have nowhere to go' },
                ]}
              />
            )}
          </IfRead>
        )}
      </ResultCard>
      <ResultCard title="Plan" to="/plan" span={5} latest={latest.plan} command="isthmus plan -o exit.plan">
        {(summary) => (
          <IfRead schema={planned} summary={summary}>
            {(figures) => (
              <Figures
                figures={[
                  { value: countText(figures.waves), of: 'waves' },
                  { value: countText(figures.moves), of: 'moves' },
                  { value: countText(figures.unplaced), of: 'have nowhere to go' },
                ]}
              />
            )}
          </IfRead>
        )}
      </ResultCard>
    </>
  );
}

const TOP_RULES = 3;

/** The rules with the most to do; the check lists them worst first. */
function TopRules({ rules }: Pick<z.output<typeof checked>, 'rules'>) {
  return (
    <ul className="isthmus-top" aria-label="Rules with the most to do">
      {rules.slice(0, TOP_RULES).map((rule) => (
        <li key={rule.ruleId}>
          <Link to="/findings" search={{ rule: rule.ruleId }}>
            {rule.title}
          </Link>{' '}
          <span className="isthmus-muted">
            {countText(rule.violated)} violated, {countText(rule.unknown)} unknown
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ResultCardProps {
  readonly title: string;
  readonly to: '/assessment' | '/findings' | '/placement' | '/plan';
  readonly span: gridItemSpanValueShape;
  readonly latest: Latest | null | undefined;
  readonly command: string;
  readonly children: (summary: unknown) => ReactNode;
}

function ResultCard({ title, to, span, latest, command, children }: ResultCardProps) {
  return (
    <GridItem xl={span} span={12}>
      <Card isFullHeight isCompact>
        <CardHeader>
          <CardTitle component="h2">
            <Link to={to}>{title}</Link>{' '}
            {latest?.stale === true && (
              <Label status="warning" isCompact>
                the estate has changed since
              </Label>
            )}
          </CardTitle>
        </CardHeader>
        <CardBody>
          {latest === null || latest === undefined ? (
            <Content component="p">
              Not run yet. <CommandText command={command} />
            </Content>
          ) : (
            children(latest.summary)
          )}
        </CardBody>
        {latest !== null && latest !== undefined && (
          <CardFooter className="isthmus-muted">
            Generation {latest.generation}, {timeText(latest.createdAt)}
          </CardFooter>
        )}
      </Card>
    </GridItem>
  );
}

interface IfReadProps<S extends z.ZodType> {
  readonly schema: S;
  readonly summary: unknown;
  readonly children: (summary: z.output<S>) => ReactNode;
}

function IfRead<S extends z.ZodType>({ schema, summary, children }: IfReadProps<S>) {
  const read = schema.safeParse(summary);
  return read.success ? (
    <>{children(read.data)}</>
  ) : (
    <Content component="p">Made by another release; run it again.</Content>
  );
}
