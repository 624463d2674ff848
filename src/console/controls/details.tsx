/** One control: what every feed says of it, beside each other; where they contradict each other; what would answer it. */

import {
  BreadcrumbItem,
  Button,
  Card,
  CardBody,
  CardTitle,
  Content,
  FormSelect,
  FormSelectOption,
  Gallery,
} from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ControlDetailsDocument } from '../../api/controls.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { Answers } from './answers.tsx';
import { ColumnTable } from './column-table.tsx';
import { FeedCard } from './feed-card.tsx';
import { StatePick } from './state-pick.tsx';
import { checksText, columnTitle, ConflictLabel, EVIDENCE_BASIS_TEXTS, StateLabel } from './words.tsx';

const route = getRouteApi('/shell/controls/$framework/$control');
const LINES_PER_FEED = 50;

export function ControlPage() {
  const { framework, control } = route.useParams();
  const search = route.useSearch();
  const { by = 'site', column, state, basis, conflict } = search;
  const asking = { by, column, state, basis, conflict: conflict === true ? 'true' : undefined, limit: LINES_PER_FEED };
  const details = useQuery({
    queryKey: ['control', framework, control, asking],
    queryFn: ({ signal }) =>
      call(ROUTES.getControl, { params: { id: `${framework}:${control}` }, query: asking, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <ConsolePage
      title={`${control} · ${details.data?.frameworkName ?? framework}`}
      answers="What does every feed say of this control, and what would answer it?"
      trail={
        <>
          <BreadcrumbItem>
            <Link to="/controls" search={{ framework, by: by === 'site' ? undefined : by }}>
              Controls
            </Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>{control}</BreadcrumbItem>
        </>
      }
    >
      <Loading
        query={details}
        none={{ title: 'No check and no feed speaks to this control', body: <Link to="/controls">All controls</Link> }}
      >
        {(found) => <Found found={found} />}
      </Loading>
    </ConsolePage>
  );
}

function Found({ found }: { readonly found: ControlDetailsDocument }) {
  const search = route.useSearch();
  const { by = 'site', column, state, basis, conflict } = search;
  const navigate = route.useNavigate();
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false });
  const feeds = found.feeds.filter(({ feed }) => found.evidence.some((line) => line.feed === feed));
  return (
    <>
      <Content component="p">
        <StateLabel state={found.state} basis={found.basis} />{' '}
        {found.conflicts > 0 && (
          <ConflictLabel>{`feeds contradict each other about ${countOf(found.conflicts, 'workload')}`}</ConflictLabel>
        )}{' '}
        The worst word counts; what nobody looked at is unknown.
        {found.checks.length > 0 && ` Technical checks: ${checksText(found.checks)}.`}
        {(found.basis === 'stated' || found.basis === 'partly') &&
          ' What is only stated rests on sites.yaml or a published document: nothing looked at it.'}
      </Content>
      <ColumnTable found={found} by={by} />
      <div className="isthmus-facets" role="group" aria-label="Which evidence is shown">
        <FormSelect
          className="isthmus-pick"
          aria-label={by === 'site' ? 'Site' : 'Application'}
          value={column ?? ''}
          onChange={(_event, next) => go({ column: next === '' ? undefined : next })}
        >
          <FormSelectOption value="" label={by === 'site' ? 'Every site' : 'Every application'} />
          {found.columns
            .filter(({ id }) => id !== '')
            .map(({ id }) => (
              <FormSelectOption key={id} value={id} label={columnTitle(id, by)} />
            ))}
        </FormSelect>
        <StatePick state={state} onPick={(next) => go({ state: next })} />
        <FormSelect
          className="isthmus-pick"
          aria-label="Who says so"
          value={basis ?? ''}
          onChange={(_event, next) => go({ basis: next === 'observed' || next === 'stated' ? next : undefined })}
        >
          <FormSelectOption value="" label="Looked at or stated" />
          {Object.entries(EVIDENCE_BASIS_TEXTS).map(([id, text]) => (
            <FormSelectOption key={id} value={id} label={text} />
          ))}
        </FormSelect>
        <Button
          variant={conflict === true ? 'primary' : 'secondary'}
          size="sm"
          aria-pressed={conflict === true}
          onClick={() => go({ conflict: conflict === true ? undefined : (true as const) })}
        >
          Contradicted only
        </Button>
        <span aria-live="polite">{countOf(found.evidenceTotal, 'piece of evidence', 'pieces of evidence')}</span>
      </div>
      {feeds.length === 0 && (
        <Card isCompact>
          <CardTitle component="h2">No evidence</CardTitle>
          <CardBody>
            Nobody looked, so the state is unknown.{' '}
            <Link to="/controls" search={{ tab: 'evidence' }}>
              Import evidence
            </Link>
            , or see below what would answer it.
          </CardBody>
        </Card>
      )}
      <Gallery hasGutter minWidths={{ default: '100%', lg: '30rem' }} className="isthmus-below">
        {feeds.map((tally) => (
          <FeedCard
            key={tally.feed}
            tally={tally}
            lines={found.evidence.filter(({ feed }) => feed === tally.feed)}
            isFiltered={state !== undefined || basis !== undefined || column !== undefined || conflict === true}
          />
        ))}
      </Gallery>
      <Answers answers={found.answers} />
    </>
  );
}
