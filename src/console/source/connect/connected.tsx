/** Who answered, what the account may not see, what to know of the key; and how far the first read is. */

import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import { Alert, Button, Content, Flex, FlexItem, List, ListItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { countOf } from '../../shared/format.ts';
import { IdentityText, Lacking } from '../identity.tsx';
import { ReadProgress } from '../read-progress.tsx';
import { StateLabel } from '../state-label.tsx';

export type ConnectResult = z.output<(typeof ROUTES.connectSource)['response']>;

const LOOK_MS = 1500;

export function Connected({ result, onAnother }: { readonly result: ConnectResult; readonly onAnother: () => void }) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { id } = result.source;
  const { data: source } = useQuery({
    queryKey: ['source', id],
    queryFn: () => call(ROUTES.getSource, { params: { id } }),
    initialData: result.source,
    refetchInterval: LOOK_MS,
  });
  const identity = source.live?.identity ?? null;
  return (
    <div ref={heading} tabIndex={-1}>
      <Alert
        component="h2"
        isInline
        isLiveRegion
        variant="success"
        title={`${source.name} is connected`}
        className="isthmus-below"
      >
        {identity === null ? (
          'It was saved without connecting; the first read says who answers.'
        ) : (
          <IdentityText identity={identity} />
        )}
        {result.notes.length > 0 && (
          <List>
            {result.notes.map((note) => (
              <ListItem key={note}>{note}</ListItem>
            ))}
          </List>
        )}
      </Alert>
      <Lacking lacking={identity?.lacking ?? []} />
      <Content component="p" aria-live="polite">
        <StateLabel state={source.state} />{' '}
        {source.state === 'never'
          ? source.live?.syncing
            ? 'The first read is under way.'
            : 'The first read begins by itself.'
          : `${countOf(source.workloads, 'workload')} so far.`}
      </Content>
      {source.live !== null && source.live.syncing !== null && (
        <ReadProgress syncing={source.live.syncing} name={source.name} />
      )}
      <Flex className="isthmus-above">
        <FlexItem>
          <Link to="/sources" className="pf-v6-c-button pf-m-primary">
            See all sources
          </Link>
        </FlexItem>
        <FlexItem>
          <Button variant="link" onClick={onAnother}>
            Connect another
          </Button>
        </FlexItem>
      </Flex>
    </div>
  );
}
