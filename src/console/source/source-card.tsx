/** One source: how it is doing, what it needs, and what can be done with it. */

import { useState } from 'react';
import { Alert, Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { SourceDocument } from '../../api/sources.ts';
import { ageText, everyText } from '../shared/age.ts';
import { Folded } from '../shared/folded.tsx';
import { countOf, timeText } from '../shared/format.ts';
import { DeleteSource } from './delete-source.tsx';
import { Held } from './held.tsx';
import { IdentityText, Lacking } from './identity.tsx';
import { ReadHistory } from './read-history.tsx';
import { ReadProgress } from './read-progress.tsx';
import { ReceiptText } from './receipt.tsx';
import { SourceActions } from './source-actions.tsx';
import { StateLabel } from './state-label.tsx';

interface SourceCardProps {
  readonly source: SourceDocument;
  /** Title of its kind. */
  readonly kind: string;
}

export function SourceCard({ source, kind }: SourceCardProps) {
  const { receipt, live } = source;
  const [deleting, setDeleting] = useState(false);
  return (
    <Card isCompact className="isthmus-below" component="section" aria-label={source.name}>
      <CardHeader
        actions={{
          actions: <SourceActions source={source} onDelete={() => setDeleting(true)} />,
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h2">
          {source.name} <StateLabel state={source.state} />
        </CardTitle>
      </CardHeader>
      <CardBody>
        {live !== null && <LiveTrouble source={source} live={live} />}
        <p>
          <Link to="/workloads" search={{ q: `sources has "${source.id}"` }}>
            {countOf(source.workloads, 'workload')}
          </Link>
          , {live === null ? 'imported as' : 'connected as'} {kind}, <Freshness source={source} />
        </p>
        {live !== null && live.identity !== null && (
          <p className="isthmus-muted isthmus-small">
            <IdentityText identity={live.identity} />
          </p>
        )}
        {live !== null && live.syncing !== null && <ReadProgress syncing={live.syncing} name={source.name} />}
        <div className="isthmus-folds">
          {live !== null && (
            <Folded title="Reads">
              <ReadHistory id={source.id} name={source.name} />
            </Folded>
          )}
          {receipt !== null && (
            <ReceiptText receipt={receipt} importId={source.importId ?? null} isLive={live !== null} />
          )}
        </div>
      </CardBody>
      {deleting && <DeleteSource source={source} onClose={() => setDeleting(false)} />}
    </Card>
  );
}

function Freshness({ source }: { readonly source: SourceDocument }) {
  const { live, ageSeconds, observedAt } = source;
  if (live === null)
    return (
      <>
        {ageText(ageSeconds)} ({timeText(observedAt)})
      </>
    );
  const often = live.paused ? 'not read while it is paused' : `read ${everyText(live.intervalSeconds)}`;
  const last =
    live.lastSyncAt === null ? 'never read so far' : `last ${ageText(live.ageSeconds)} (${timeText(live.lastSyncAt)})`;
  return (
    <>
      {often}, {last}
    </>
  );
}

interface LiveTroubleProps {
  readonly source: SourceDocument;
  readonly live: NonNullable<SourceDocument['live']>;
}

function LiveTrouble({ source, live }: LiveTroubleProps) {
  const { held, lastError, failures } = live;
  return (
    <>
      {held !== null && <Held source={source} held={held} />}
      {lastError !== null && (
        <Alert
          component="h3"
          isInline
          variant="danger"
          className="isthmus-below"
          title={`${lastError.title} (${lastError.code})`}
        >
          <p>{lastError.detail}</p>
          <p>{lastError.hint}</p>
          <p>
            {failures > 1 ? `The last ${failures} reads failed. ` : 'The last read failed. '}
            {live.lastSyncAt === null
              ? 'Nothing was read so far.'
              : `What is shown is the last good state, of ${timeText(live.lastSyncAt)}.`}
            {live.nextSyncAt === null ? '' : ` It is tried again at ${timeText(live.nextSyncAt)}.`}
          </p>
        </Alert>
      )}
      <Lacking lacking={live.identity?.lacking ?? []} />
    </>
  );
}
