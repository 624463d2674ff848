/** Who approved a wave, or what stands between it and its approval. */

import { useId, useState } from 'react';
import { Button, Content, List, ListItem } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PlanApprovalsDocument } from '../../api/paths.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useMay } from '../shared/rights.ts';
import { say } from '../shared/said.tsx';

export type ApprovalOfWave = PlanApprovalsDocument['waves'][number];

interface WaveApprovalProps {
  readonly planDigest: string;
  readonly wave: ApprovalOfWave;
  readonly stale: readonly string[];
}

export function WaveApproval({ planDigest, wave, stale }: WaveApprovalProps) {
  const may = useMay('plan:approve');
  const queries = useQueryClient();
  const why = useId();
  const [asking, setAsking] = useState(false);
  const send = (acceptUnknown?: string) =>
    call(ROUTES.approvePlan, { params: { id: planDigest }, body: { wave: wave.number, acceptUnknown } });
  const approving = useMutation({
    mutationFn: () => send(),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['approvals'] });
      say(`${wave.name} is approved.`);
    },
  });
  const standing = wave.approval?.state === 'approved';
  const because = hindrance(wave, stale, may);
  return (
    <>
      <Content component="h2">Approval</Content>
      <ApprovalText wave={wave} />
      {!standing && (
        <>
          <Button
            variant="secondary"
            isLoading={approving.isPending}
            isDisabled={because !== undefined || approving.isPending}
            aria-describedby={why}
            onClick={() => (wave.unknown > 0 ? setAsking(true) : approving.mutate())}
          >
            Approve {wave.name}
          </Button>
          <Content component="p" id={why} className="isthmus-muted">
            {because ?? openText(wave)}
          </Content>
        </>
      )}
      {approving.error !== null && <ProblemAlert error={approving.error} />}
      {asking && (
        <ReasonDialog
          title={`Approve ${wave.name} with ${countOf(wave.unknown, 'unknown answer', 'unknown answers')}`}
          meaning="What is not known on the way may break a rule. Whoever approves accepts that."
          action="Accept and approve"
          decide={send}
          done={() => `${wave.name} is approved.`}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Why the wave cannot be approved; undefined: it can. */
function hindrance({ violated }: ApprovalOfWave, stale: readonly string[], may: boolean): string | undefined {
  if (stale.length > 0) return `Cannot be approved: ${stale.join('; ')}. Place and plan again.`;
  if (violated > 0)
    return `Cannot be approved: ${countOf(violated, 'rule is broken', 'rules are broken')} on the way. The hops above say which; move them, or ask for a waiver.`;
  return may ? undefined : 'Cannot be approved by you: it needs the right plan:approve.';
}

const openText = ({ unknown }: ApprovalOfWave): string =>
  unknown === 0
    ? 'Every path keeps the rules.'
    : `${countOf(unknown, 'answer is', 'answers are')} not known on the way: to be accepted with a reason.`;

function ApprovalText({ wave: { approval } }: { readonly wave: ApprovalOfWave }) {
  if (approval === null) return <Content component="p">Not approved yet.</Content>;
  const when = approval.at.slice(0, 16).replace('T', ' ');
  if (approval.state === 'void') {
    return (
      <Content component="p">
        The approval of {approval.actor} of {when} is void: {approval.voidBecause.join('; ')}.
      </Content>
    );
  }
  return (
    <>
      <Content component="p">
        Approved by {approval.actor} on {when}.
        {approval.unknownAccepted !== null &&
          ` ${countOf(approval.unknown, 'unknown answer was', 'unknown answers were')} accepted: ${approval.unknownAccepted}`}
      </Content>
      {approval.waived.length > 0 && (
        <List aria-label="Waived when it was approved">
          {approval.waived.map(({ ruleId, siteId, waiver }) => (
            <ListItem key={`${ruleId}${siteId}`}>
              {ruleId} at {siteId}, waived until {waiver?.expiresOn} ({waiver?.id})
            </ListItem>
          ))}
        </List>
      )}
    </>
  );
}
