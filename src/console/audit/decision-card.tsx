/** One decision: what it was made from, and what comes out when it is made again. */

import { useState } from 'react';
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Flex,
  FlexItem,
  List,
  ListItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { DecisionDocument, ReplayDocument } from '../../api/decisions.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { useMay } from '../shared/rights.ts';
import { timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationProgress } from '../shared/operation-button.tsx';
import { useOperation } from '../shared/operation.ts';
import { valueText } from '../shared/value-text.ts';
import { Held } from './held.tsx';

export function DecisionCard({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['decisions', id],
    queryFn: () => call(ROUTES.getDecision, { params: { id } }),
  });
  return (
    <Card className="isthmus-below">
      <CardTitle component="h2">{id}</CardTitle>
      <CardBody>
        <Loading
          query={query}
          none={{ title: 'There is no such decision', body: 'It may have gone with its result. Choose one below.' }}
        >
          {(decision) => (
            <>
              <Why decision={decision} />
              <Replay id={decision.id} />
            </>
          )}
        </Loading>
      </CardBody>
    </Card>
  );
}

function Why({ decision }: { readonly decision: DecisionDocument }) {
  const settings = (decision.settings ?? {}) as Readonly<Record<string, unknown>>;
  const packs = Object.entries(decision.packs).map(([name, { version }]) => `${name} ${version}`);
  const facts = [
    { term: 'Made', value: `${timeText(decision.createdAt)}, Isthmus ${decision.productVersion}` },
    { term: 'Estate', value: `generation ${decision.generation}, ${decision.estateDigest}` },
    { term: 'Catalogue', value: decision.catalogVersion },
    { term: 'Packs and rules', value: packs.join(', ') || 'none' },
    {
      term: 'Settings',
      value: Object.entries(settings)
        .map(([name, value]) => `${name}: ${valueText(value, ', ')}`)
        .join('\n'),
    },
    { term: 'Result', value: decision.resultDigest },
  ];
  return (
    <DescriptionList isCompact isHorizontal className="isthmus-below">
      {facts.map(({ term, value }) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription className="isthmus-pre">{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
      <DescriptionListGroup>
        <DescriptionListTerm>Audit log</DescriptionListTerm>
        <DescriptionListDescription>
          <Held audit={decision.audit} />
        </DescriptionListDescription>
      </DescriptionListGroup>
    </DescriptionList>
  );
}

function Replay({ id }: { readonly id: string }) {
  const followed = useOperation();
  const mayReplay = useMay('audit:read');
  const [answer, setAnswer] = useState<ReplayDocument | null>(null);
  const replay = async (): Promise<void> => {
    setAnswer(null);
    const ended = await followed.run(() => call(ROUTES.replayDecision, { params: { id } }));
    if (ended?.state === 'succeeded') setAnswer(ended.result as ReplayDocument);
  };
  return (
    <>
      <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
        {mayReplay && (
          <FlexItem>
            <Button isLoading={followed.running} isDisabled={followed.running} onClick={() => void replay()}>
              Replay
            </Button>
          </FlexItem>
        )}
        <FlexItem>
          <CommandText command={`isthmus replay ${id}`} />
        </FlexItem>
      </Flex>
      <OperationProgress followed={followed} />
      <div aria-live="polite">{answer !== null && <Answer answer={answer} />}</div>
    </>
  );
}

const LOOK = {
  same: { variant: 'success', title: 'The same: it gives its recorded result again' },
  different: { variant: 'danger', title: 'Different: it does not give its recorded result again' },
  impossible: { variant: 'warning', title: 'Cannot be replayed' },
} as const;

function Answer({ answer: { answer, difference, missing, notes } }: { readonly answer: ReplayDocument }) {
  const lines = [
    ...(difference === null
      ? []
      : [`First difference: ${difference.where}, recorded ${difference.recorded}, now ${difference.now}`]),
    ...missing.map((line) => `Because ${line}`),
    ...notes,
  ];
  return (
    <Alert component="h3" variant={LOOK[answer].variant} isInline title={LOOK[answer].title}>
      {lines.length > 0 && (
        <List>
          {lines.map((line) => (
            <ListItem key={line}>{line}</ListItem>
          ))}
        </List>
      )}
    </Alert>
  );
}
