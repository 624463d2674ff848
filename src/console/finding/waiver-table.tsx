/** Waivers with what can be done to each: approve what another person asked for, reject, withdraw. */

import { useState } from 'react';
import { Button, Content, Flex, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { ROUTES } from '../../api/routes.ts';
import type { WaiverDocument } from '../../api/waivers.ts';
import { call } from '../shared/api.ts';
import { countOf, timeText } from '../shared/format.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useMay } from '../shared/rights.ts';
import { leftText, scopeText } from './words.ts';

const STATUS = {
  requested: 'info',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'custom',
  expired: 'custom',
  reopened: 'warning',
} as const;

const DECISIONS = {
  approve: {
    route: ROUTES.approveWaiver,
    title: 'Approve this waiver?',
    meaning: 'The findings it was asked for are accepted until its last day. You are not the person who asked.',
    action: 'Approve',
    isReasonOptional: true,
  },
  reject: {
    route: ROUTES.rejectWaiver,
    title: 'Reject this waiver?',
    meaning: 'The findings stay open. Who asked reads why.',
    action: 'Reject',
    isReasonOptional: false,
  },
  withdraw: {
    route: ROUTES.withdrawWaiver,
    title: 'Withdraw this waiver?',
    meaning: 'What it covers is open from the next check on.',
    action: 'Withdraw',
    isReasonOptional: true,
  },
} as const;
type Decision = keyof typeof DECISIONS;

export function WaiverTable({ waivers }: { readonly waivers: readonly WaiverDocument[] }) {
  const [deciding, setDeciding] = useState<{ readonly waiver: WaiverDocument; readonly decision: Decision }>();
  const mayApprove = useMay('waiver:approve');
  const mayRequest = useMay('waiver:request');
  const offered = ({ state }: WaiverDocument): readonly Decision[] => [
    ...(mayApprove && state === 'requested' ? (['approve', 'reject'] as const) : []),
    ...(mayRequest && ['requested', 'approved', 'reopened'].includes(state) ? (['withdraw'] as const) : []),
  ];
  const chosen = deciding === undefined ? undefined : DECISIONS[deciding.decision];
  return (
    <>
      <Table role="table" aria-label="Waivers" variant="compact">
        <Thead>
          <Tr>
            <Th width={10}>State</Th>
            <Th width={25}>What</Th>
            <Th width={25}>Why</Th>
            <Th width={15}>Until</Th>
            <Th width={15}>Who</Th>
            <Th width={10} screenReaderText="What can be done" />
          </Tr>
        </Thead>
        <Tbody>
          {waivers.map((waiver) => (
            <Tr key={waiver.id}>
              <Td dataLabel="State">
                <Label isCompact variant="outline" status={STATUS[waiver.state]}>
                  {waiver.state === 'reopened' ? 're-opened' : waiver.state}
                </Label>
              </Td>
              <Td dataLabel="What">
                {scopeText(waiver.scope)}
                <Content component="small" className="isthmus-muted">
                  {waiver.name ?? waiver.id}, {countOf(waiver.findings, 'finding')} when asked
                  {waiver.acceptUnknown ? ', unknown risks too' : ''}
                </Content>
              </Td>
              <Td dataLabel="Why" className="isthmus-pre">
                {waiver.reason}
              </Td>
              <Td dataLabel="Until">
                {waiver.expiresOn}
                <Content component="small" className="isthmus-muted">
                  {leftText(waiver.daysLeft)}
                </Content>
              </Td>
              <Td dataLabel="Who">
                {waiver.owner}
                <Content component="small" className="isthmus-muted">
                  asked by {waiver.requestedBy}, {timeText(waiver.requestedAt)};{' '}
                  {waiver.approvedBy === null ? 'not approved' : `approved by ${waiver.approvedBy}`}
                </Content>
              </Td>
              <Td dataLabel="What can be done">
                <Flex gap={{ default: 'gapSm' }}>
                  {offered(waiver).map((decision) => (
                    <Button
                      key={decision}
                      variant="link"
                      isInline
                      aria-label={`${DECISIONS[decision].action} ${waiver.name ?? waiver.id}`}
                      onClick={() => setDeciding({ waiver, decision })}
                    >
                      {DECISIONS[decision].action}
                    </Button>
                  ))}
                </Flex>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {deciding !== undefined && chosen !== undefined && (
        <ReasonDialog
          title={chosen.title}
          meaning={`${scopeText(deciding.waiver.scope)}, until ${deciding.waiver.expiresOn}. ${chosen.meaning}`}
          action={chosen.action}
          isReasonOptional={chosen.isReasonOptional}
          isDanger={deciding.decision !== 'approve'}
          decide={(note) => call(chosen.route, { params: { id: deciding.waiver.id }, body: { note } })}
          done={({ state }) => `The waiver is ${state}. It counts from the next check on.`}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </>
  );
}
