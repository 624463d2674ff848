/** What can be done with a source: read it, test it, pause it, change it, delete it. */

import { useRef, useState } from 'react';
import {
  ActionList,
  ActionListItem,
  Button,
  Divider,
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuToggle,
} from '@patternfly/react-core';
import { EllipsisVIcon } from '@patternfly/react-icons';
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
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
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
  const choose = (act: () => void) => (): void => {
    setOpen(false);
    // A dialog gives the focus back to what had it: the menu itself will be gone.
    toggle.current?.focus();
    act();
  };
  const error = pause.error ?? whole.error;
  return (
    <>
      <Dropdown
        isOpen={isOpen}
        onOpenChange={setOpen}
        popperProps={{ position: 'right' }}
        toggle={{
          toggleRef: toggle,
          toggleNode: (
            <MenuToggle
              ref={toggle}
              variant="plain"
              size="sm"
              aria-label={`More for ${source.name}`}
              isExpanded={isOpen}
              icon={<EllipsisVIcon />}
              onClick={() => setOpen(!isOpen)}
            />
          ),
        }}
      >
        <DropdownList>
          {source.live !== null && (
            <>
              <DropdownItem onClick={choose(() => setTesting(true))}>Test connection</DropdownItem>
              <DropdownItem
                onClick={choose(() => void whole.run(() => call(ROUTES.syncSource, { params, body: { full: true } })))}
              >
                Read everything
              </DropdownItem>
              <DropdownItem onClick={choose(() => pause.mutate(source.live?.paused !== true))}>
                {source.live.paused ? 'Resume' : 'Pause'}
              </DropdownItem>
            </>
          )}
          <DropdownItem onClick={choose(() => void navigate({ to: '/sources/$id/change', params }))}>
            Change …
          </DropdownItem>
          <Divider component="li" />
          <DropdownItem isDanger onClick={choose(onDelete)}>
            Delete …
          </DropdownItem>
        </DropdownList>
      </Dropdown>
      {error !== null && (source.live?.lastError ?? null) === null && <ProblemAlert error={error} />}
      {isTesting && <TestDialog source={source} onClose={() => setTesting(false)} />}
    </>
  );
}
