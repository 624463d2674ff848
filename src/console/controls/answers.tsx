/** What would answer a control: technical checks, and the rules of each feed that answer them. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ControlDetailsDocument } from '../../api/controls.ts';
import { FEED_TEXTS } from './words.tsx';

const FEEDS = Object.keys(FEED_TEXTS) as (keyof typeof FEED_TEXTS)[];

export function Answers({ answers }: { readonly answers: ControlDetailsDocument['answers'] }) {
  return (
    <Card isCompact>
      <CardTitle component="h2">What answers it</CardTitle>
      <CardBody>
        <Content component="p" className="isthmus-small">
          The mapping is this product’s judgement, and says how sure it is. An auditor decides.
        </Content>
        {answers.length === 0 ? (
          <Content component="p">No check of ours speaks to it: only feeds that name it themselves.</Content>
        ) : (
          <Table role="table" aria-label="What answers it" variant="compact">
            <Thead>
              <Tr>
                <Th width={30}>Technical check</Th>
                <Th width={25}>Tests</Th>
                <Th width={45}>Rules that answer it</Th>
              </Tr>
            </Thead>
            <Tbody>
              {answers.map(({ check, title, test, confidence, note, rules }) => (
                <Tr key={check}>
                  <Td dataLabel="Technical check">
                    {title}
                    <div className="isthmus-small isthmus-muted">
                      {check}, {confidence}
                      {note !== null && ` · ${note}`}
                    </div>
                  </Td>
                  <Td dataLabel="Tests">{test}</Td>
                  <Td dataLabel="Rules that answer it">
                    {FEEDS.flatMap((feed) => {
                      const own = rules.filter((rule) => rule.feed === feed);
                      return own.length === 0
                        ? []
                        : [
                            <div key={feed} className="isthmus-small">
                              {FEED_TEXTS[feed]}: {own.map(({ rule }) => rule).join(', ')}
                            </div>,
                          ];
                    })}
                    {rules.length === 0 && 'no rule of any feed yet'}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </CardBody>
    </Card>
  );
}
