/** What one feed says of the control, the worst first. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { ControlDetailsDocument, EvidenceLineDocument } from '../../api/controls.ts';
import { countOf, countText } from '../shared/format.ts';
import { ConflictLabel, FEED_TEXTS, StateLabel } from './words.tsx';

type Tally = ControlDetailsDocument['feeds'][number];

interface FeedCardProps {
  readonly tally: Tally;
  readonly lines: readonly EvidenceLineDocument[];
  readonly isFiltered: boolean;
}

export function FeedCard({ tally, lines, isFiltered }: FeedCardProps) {
  const title = FEED_TEXTS[tally.feed];
  return (
    <Card isCompact>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>
        <Content component="p" className="isthmus-small">
          {countOf(tally.evidence, 'piece of evidence', 'pieces of evidence')}: {countText(tally.states.violated)}{' '}
          violated, {countText(tally.states.satisfied)} satisfied
          {tally.stated > 0 && ` (${countText(tally.stated)} only stated)`}, {countText(tally.states.unknown)} unknown
          {tally.stale > 0 && `, ${countText(tally.stale)} too old`}; newest{' '}
          {tally.newest?.slice(0, 10) ?? 'without a date'}.{' '}
          {lines.length < tally.evidence &&
            (isFiltered
              ? `${countText(lines.length)} fit and are shown.`
              : `The worst ${countText(lines.length)} are shown.`)}
        </Content>
        <Table role="table" aria-label={`Evidence of ${title}`} variant="compact">
          <Thead>
            <Tr>
              <Th width={20}>About</Th>
              <Th width={25}>Says</Th>
              <Th width={40}>Rule</Th>
              <Th width={15}>When</Th>
            </Tr>
          </Thead>
          <Tbody>
            {lines.map((line, index) => (
              // Nothing tells two results of one rule about one machine apart.
              // oxlint-disable-next-line react/no-array-index-key
              <Tr key={`${line.workloadId ?? line.siteId ?? ''} ${line.rule} ${line.profile ?? ''} ${index}`}>
                <Td dataLabel="About">
                  <About line={line} />
                </Td>
                <Td dataLabel="Says">
                  <StateLabel state={line.state} text={line.said} />
                  {line.basis === 'stated' && <div className="isthmus-small isthmus-muted">only stated</div>}
                  {line.conflict !== null && (
                    <div>
                      <ConflictLabel>contradicted</ConflictLabel>
                    </div>
                  )}
                </Td>
                <Td dataLabel="Rule">
                  {line.title}
                  <div className="isthmus-small isthmus-muted">
                    {line.rule}
                    {line.detail !== null && ` · ${line.detail}`}
                    {line.waiver !== null && ` · waived until ${line.waiver.expiresOn} (${line.waiver.id})`} ·{' '}
                    {why(line)}
                  </div>
                </Td>
                <Td dataLabel="When" modifier="nowrap">
                  {line.observedAt?.slice(0, 10) ?? 'no date'}
                  {line.stale && ' (old)'}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}

function About({ line }: { readonly line: EvidenceLineDocument }) {
  if (line.workloadId !== null) {
    return (
      <Link to="/workloads/$id" params={{ id: line.workloadId }}>
        {line.workloadName ?? line.workloadId}
      </Link>
    );
  }
  if (line.part !== null) return <>{line.part}</>;
  return <>{line.siteId === '*' ? 'the organisation' : `site ${line.siteId ?? ''}`}</>;
}

/** The feed names the control itself, or a check of ours leads there. */
const why = ({ links }: EvidenceLineDocument): string =>
  links
    .map(({ check, cited, confidence }) => (check === null ? `names ${cited ?? 'it'}` : `by ${check}, ${confidence}`))
    .join('; ');
