/** One rule in full, over the list it was opened from. Its address can be handed to a colleague. */

import {
  Button,
  Content,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  List,
  ListItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ROUTES } from '../../api/routes.ts';
import type { RuleDetailsDocument } from '../../api/rules.ts';
import { call } from '../shared/api.ts';
import { countOf, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useMay } from '../shared/rights.ts';
import { SeverityLabels } from '../shared/severity-labels.tsx';
import { ProblemList } from './problem-list.tsx';
import { originText } from './rule-words.ts';

const route = getRouteApi('/shell/assessment/rules');

export function RuleDialog() {
  const { rule } = route.useSearch();
  return rule === undefined ? null : <OpenDialog key={rule} id={rule} />;
}

function OpenDialog({ id }: { readonly id: string }) {
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['rule', id], queryFn: () => call(ROUTES.getRule, { params: { id } }) });
  const mayWrite = useMay('policy:write');
  const close = (): void => void navigate({ search: (view) => ({ ...view, rule: undefined }), resetScroll: false });
  const remove = useMutation({
    mutationFn: () => call(ROUTES.deleteRule, { params: { id } }),
    onSuccess: async () => {
      close();
      await queries.invalidateQueries();
    },
  });
  return (
    <Modal isOpen variant="large" aria-labelledby="rule-title" onClose={close}>
      <ModalHeader labelId="rule-title" title={query.data?.label ?? id} description={query.data?.description} />
      <ModalBody tabIndex={0} aria-label="Rule">
        {remove.error !== null && <ProblemAlert error={remove.error} />}
        <Loading query={query}>{(rule) => <Details rule={rule} />}</Loading>
      </ModalBody>
      {mayWrite && query.data?.origin === 'applied' && (
        <ModalFooter>
          <Button onClick={() => void navigate({ to: '/assessment/rules/write', search: { rule: id } })}>Change</Button>
          <Button variant="link" isDanger isLoading={remove.isPending} onClick={() => remove.mutate()}>
            Delete
          </Button>
        </ModalFooter>
      )}
    </Modal>
  );
}

function Details({ rule }: { readonly rule: RuleDetailsDocument }) {
  const { counts, source, tests, history, text, platforms } = rule;
  const failed = tests.filter(({ ok }) => !ok).length;
  return (
    <>
      {rule.problems.length > 0 && <ProblemList problems={rule.problems} />}
      <DescriptionList isHorizontal isCompact>
        <Term term="Id">{rule.id}</Term>
        <Term term="What to do">{rule.remedy}</Term>
        <Term term="Weighs">
          <SeverityLabels severity={rule.severity} />
        </Term>
        <Term term="Asked of">
          {rule.kinds.join(', ')} {platforms === null ? 'on every platform' : `on ${platforms.join(', ')}`}
        </Term>
        <Term term="Reads">{rule.facts.join(', ') || 'nothing'}</Term>
        <Term term="Newest assessment">
          {counts === null
            ? 'made with other rules'
            : `${countOf(counts.fail, 'failure')}, ${countOf(counts.unknown, 'open answer')}`}
        </Term>
        <Term term="Source">
          {source.ref}, {source.date}
          {source.confidence === 'own' ? ', unverified' : ''}
        </Term>
        {rule.covers.length > 0 && <Term term="Covers">{rule.covers.join(', ')}</Term>}
        <Term term="From">{originText(rule)}</Term>
        {tests.length > 0 && (
          <Term term="Its tests">{failed === 0 ? `${countOf(tests.length, 'test')} pass` : `${failed} fail`}</Term>
        )}
      </DescriptionList>
      {text !== null && (
        <pre className="isthmus-pre isthmus-above">
          <code>{text}</code>
        </pre>
      )}
      {history.length > 0 && (
        <>
          <Content component="h2" className="isthmus-above">
            Versions
          </Content>
          <List>
            {history.map(({ version, at, actor, deleted }) => (
              <ListItem key={version}>
                {version}: {timeText(at)}, {actor}
                {deleted ? ', deleted' : ''}
              </ListItem>
            ))}
          </List>
        </>
      )}
    </>
  );
}

function Term({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
