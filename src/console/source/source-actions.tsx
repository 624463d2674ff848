/** What can be done with a source: read it, test it, pause it, change it, delete it. */

import { useState } from 'react';
import { ActionList, ActionListItem, Button } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import { syncOutcomeSchema } from '../../api/live-sources.ts';
import type { SourceDocument } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText } from '../shared/format.ts';
import { useOperation } from '../shared/operation.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowMenu } from '../shared/row-menu.tsx';
import type { MenuAction } from '../shared/row-menu.tsx';
import { say } from '../shared/said.tsx';
import { TestDialog } from './test-dialog.tsx';

interface SourceActionsProps {
  readonly source: SourceDocument;
  readonly onDelete: () => void;
}

export function SourceActions({ source, onDelete }: SourceActionsProps) {
  const { live } = source;
  return (
    <ActionList isIconList={false}>
      {live !== null && (
        <ActionListItem>
          <ReadNow source={source} isReading={live.syncing !== null} />
        </ActionListItem>
      )}
      <ActionListItem>
        <SourceMenu source={source} onDelete={onDelete} />
      </ActionListItem>
    </ActionList>
  );
}

function ReadNow({ source, isReading }: { readonly source: SourceDocument; readonly isReading: boolean }) {
  const followed = useOperation();
  const busy = followed.running || isReading;
  const read = async (): Promise<void> => {
    const operation = await followed.run(() => call(ROUTES.syncSource, { params: { id: source.id }, body: {} }));
    const outcome = syncOutcomeSchema.safeParse(operation?.result);
    if (outcome.success && outcome.data.held === null) say(`${source.name} was read.`, outcomeText(outcome.data));
  };
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        aria-label={`Read now: ${source.name}`}
        isLoading={busy}
        isAriaDisabled={busy}
        onClick={() => void read()}
      >
        Read now
      </Button>
      {/* A read that fails is told on the card; what stood in the way of asking for one is told here. */}
      {followed.error !== null && (source.live?.lastError ?? null) === null && <ProblemAlert error={followed.error} />}
    </>
  );
}

function outcomeText({ upserts, removed, unchanged }: z.output<typeof syncOutcomeSchema>): string {
  if (upserts + removed === 0) return `Nothing new; ${countText(unchanged)} as before.`;
  return `${countText(upserts)} new or changed, ${countText(removed)} gone.`;
}

function SourceMenu({ source, onDelete }: SourceActionsProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const params = { id: source.id };
  const pause = useMutation({
    mutationFn: (paused: boolean) => call(ROUTES.updateSource, { params, body: { paused } }),
    onSuccess: async (_result, paused) => {
      await queries.invalidateQueries({ queryKey: ['sources'] });
      say(paused ? `${source.name} is paused: nobody reads it.` : `${source.name} is read again.`);
    },
  });
  const whole = useOperation();
  const [isTesting, setTesting] = useState(false);
  const ofConnection: readonly MenuAction[] = [
    { title: 'Test connection', act: () => setTesting(true) },
    {
      title: 'Read everything',
      act: () => void whole.run(() => call(ROUTES.syncSource, { params, body: { full: true } })),
    },
    source.live?.paused === true
      ? { title: 'Resume', act: () => pause.mutate(false) }
      : { title: 'Pause', act: () => pause.mutate(true) },
  ];
  const error = pause.error ?? whole.error;
  return (
    <>
      <RowMenu
        of={source.name}
        actions={[
          ...(source.live === null ? [] : ofConnection),
          { title: 'Change …', act: () => void navigate({ to: '/sources/$id/change', params }) },
          { title: 'Delete …', act: onDelete, isDanger: true },
        ]}
      />
      {error !== null && (source.live?.lastError ?? null) === null && <ProblemAlert error={error} />}
      {isTesting && <TestDialog source={source} onClose={() => setTesting(false)} />}
    </>
  );
}
