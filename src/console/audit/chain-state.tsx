/** How the chain stands: its end, what is signed, when it was verified; and both made anew. */

import {
  Alert,
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Flex,
  FlexItem,
  List,
  ListItem,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditStateDocument, VerificationDocument } from '../../api/evidence.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf, countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useMay } from '../shared/rights.ts';

const FAULTS_SHOWN = 10;

export function ChainState() {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['audit', 'state'], queryFn: () => call(ROUTES.auditState) });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['audit'] });
  const verify = useMutation({ mutationFn: () => call(ROUTES.verifyAudit), onSettled: refresh });
  const sign = useMutation({ mutationFn: () => call(ROUTES.createAuditCheckpoint), onSettled: refresh });
  const maySign = useMay('evidence:sign');
  return (
    <Loading query={query}>
      {(state) => (
        <>
          <Facts state={state} />
          <Flex className="isthmus-below" alignItems={{ default: 'alignItemsCenter' }}>
            {maySign && (
              <>
                <FlexItem>
                  <Button
                    variant="secondary"
                    isLoading={verify.isPending}
                    isDisabled={verify.isPending}
                    onClick={() => verify.mutate()}
                  >
                    Verify now
                  </Button>
                </FlexItem>
                <FlexItem>
                  <Button
                    variant="secondary"
                    isLoading={sign.isPending}
                    isDisabled={sign.isPending}
                    onClick={() => sign.mutate()}
                  >
                    Sign a checkpoint
                  </Button>
                </FlexItem>
              </>
            )}
            <FlexItem>
              <CommandText command="isthmus audit export -o audit.jsonl" />
            </FlexItem>
          </Flex>
          <div aria-live="polite">{verify.data !== undefined && <Verdict found={verify.data} />}</div>
          {verify.error !== null && <ProblemAlert error={verify.error} />}
          {sign.error !== null && <ProblemAlert error={sign.error} />}
        </>
      )}
    </Loading>
  );
}

function Facts({ state }: { readonly state: AuditStateDocument }) {
  const { records, head, checkpoint, verified, keyFingerprint } = state;
  const facts = [
    { term: 'Records', text: countText(records) },
    { term: 'End of the chain', text: head.seq === 0 ? 'empty' : `${head.seq}: ${head.hash.slice(0, 16)}…` },
    {
      term: 'Signed up to',
      text:
        checkpoint === null ? 'no checkpoint yet: sign one' : `record ${checkpoint.seq}, ${timeText(checkpoint.at)}`,
    },
    {
      term: 'Key',
      text: keyFingerprint === null ? 'made with the first checkpoint' : `${keyFingerprint.slice(0, 16)}…`,
    },
    {
      term: 'Verified',
      text:
        verified === null
          ? 'never: verify it now'
          : `${verified.intact ? '✓ intact' : '✗ NOT intact'} up to ${verified.to}, ${timeText(verified.at)}`,
    },
  ];
  return (
    <DescriptionList isCompact columnModifier={{ default: '1Col', md: '3Col' }} className="isthmus-below">
      {facts.map(({ term, text }) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{text}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

function Verdict({ found }: { readonly found: VerificationDocument }) {
  if (found.intact)
    return (
      <Alert component="h2" variant="success" isInline title={`Intact: ${countOf(found.records, 'record')}`}>
        Against the keys kept here. For an audit, verify an export with a key that was kept elsewhere.
      </Alert>
    );
  return (
    <Alert component="h2" variant="danger" isInline title={`Not intact: ${countOf(found.faultCount, 'fault')}`}>
      <List>
        {found.faults.slice(0, FAULTS_SHOWN).map(({ line, message }) => (
          <ListItem key={`${line} ${message}`}>{message}</ListItem>
        ))}
      </List>
      Compare these records with an older export or a backup.
    </Alert>
  );
}
