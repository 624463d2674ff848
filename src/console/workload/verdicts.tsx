/** Readiness for every target, and the rules that failed or could not be told. */

import { Alert, Content, Flex, FlexItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { workloadAssessmentSchema } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ReadinessLabel } from '../shared/readiness-label.tsx';
import { SeverityLabels } from '../shared/severity-labels.tsx';
import { bestTargets, fieldTitle, shortTarget, targetTitle } from '../shared/titles.ts';

type Assessment = z.infer<typeof workloadAssessmentSchema>;
type Rule = Assessment['rules'][number];

export function WorkloadVerdicts({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['workload', id, 'assessment'],
    queryFn: () => call(ROUTES.workloadAssessment, { params: { id } }),
  });
  return (
    <Loading
      query={query}
      none={{
        title: 'Not assessed',
        body: (
          <>
            Templates and placeholders are not assessed. For the others: <CommandText command="isthmus assess" />, or
            the button on the Assessment page.
          </>
        ),
      }}
    >
      {(assessment) => (
        <>
          <Flex className="isthmus-below" rowGap={{ default: 'rowGapSm' }}>
            {assessment.targets.map((target) => (
              <FlexItem key={target.id}>
                <ReadinessLabel readiness={target.readiness} of={shortTarget(target.id)} />
                {target.openAside.length > 0 && (
                  <span className="isthmus-muted">
                    {' '}
                    {countOf(target.openAside.length, 'question')} open that few sources answer
                  </span>
                )}
              </FlexItem>
            ))}
            <FlexItem>
              {countOf(assessment.passed, 'rule')} passed, {assessment.rules.length} did not.
            </FlexItem>
          </Flex>
          <ComplexityLine assessment={assessment} />
          <OsTables tables={assessment.osTables} />
          {assessment.rules.length > 0 && <VerdictTable rules={assessment.rules} />}
        </>
      )}
    </Loading>
  );
}

function ComplexityLine({ assessment }: { readonly assessment: Assessment }) {
  const { complexity } = assessment;
  if (complexity === null) return null;
  const terms = complexity.terms.map(({ term, points }) => `${term} ${points}`).join(', ');
  return (
    <Content component="p">
      Complexity {complexity.score} of 100{terms === '' ? '' : `: ${terms}`}.{' '}
      {assessment.equallyGood.length > 0 ? 'Equally good targets' : 'Best target'}:{' '}
      {bestTargets(assessment, targetTitle) || 'none can be named'}.
    </Content>
  );
}

/** Published lists that contradict each other stand side by side, each with its source. */
function OsTables({ tables }: { readonly tables: Assessment['osTables'] }) {
  const torn = tables.filter(({ agreed }) => !agreed);
  if (torn.length === 0) return null;
  return (
    <Alert
      component="h2"
      variant="warning"
      isInline
      className="isthmus-below"
      title="Published lists disagree on its operating system"
    >
      {torn.map(({ target, statements }) => (
        <Content component="p" key={target}>
          {targetTitle(target)}:{' '}
          {statements
            .map(
              ({ says, verdict, supported, source, confidence }) =>
                `${says}: ${verdict ?? 'depends on the release'} (${supported}; ${source}${confidence === 'own' ? ', unverified' : ''})`,
            )
            .join(' · ')}
        </Content>
      ))}
    </Alert>
  );
}

function VerdictTable({ rules }: { readonly rules: readonly Rule[] }) {
  return (
    <Table role="table" aria-label="Verdicts" variant="compact">
      <Thead>
        <Tr>
          <Th width={25}>Rule</Th>
          <Th width={10}>Answer</Th>
          <Th width={25}>Evidence, or what is missing</Th>
          <Th width={20}>What to do</Th>
          <Th width={20}>Weighs</Th>
        </Tr>
      </Thead>
      <Tbody>
        {rules.map((rule) => (
          <Tr key={rule.ruleId}>
            <Td dataLabel="Rule">
              {rule.label}
              <Content component="small" className="isthmus-muted isthmus-pre">
                {rule.ruleId}; {rule.source} ({rule.sourceDate})
              </Content>
            </Td>
            <Td dataLabel="Answer">{rule.outcome === 'fail' ? '✗ fails' : '? unknown'}</Td>
            <Td dataLabel="Evidence, or what is missing" className="isthmus-pre">
              {rule.outcome === 'fail' ? rule.evidence : missingText(rule)}
            </Td>
            <Td dataLabel="What to do">{rule.remedy}</Td>
            <Td dataLabel="Weighs">
              <SeverityLabels severity={rule.severity} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function missingText({ missing, evidence }: Rule): string {
  const lines = missing.map(({ fact, from }) => {
    const source = from.length === 0 ? 'no source that is wired today' : from.join(' or ');
    return `${fieldTitle(fact)} is not known (${source})`;
  });
  return lines.length === 0 ? (evidence ?? '') : lines.join('\n');
}
