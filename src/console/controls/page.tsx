/** Which controls hold where, on whose word, and where do the words contradict each other? */

import { Button, Content, FormSelect, FormSelectOption, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ControlMatrixDocument } from '../../api/controls.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { AuditorFiles } from './auditor-files.tsx';
import { csvOf, saveText } from './csv.ts';
import { Imports } from './imports.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { StatePick } from './state-pick.tsx';
import { BASIS_TEXTS, FEED_TEXTS, STATE_TEXTS } from './words.tsx';

const route = getRouteApi('/shell/controls');

export function ControlListPage() {
  const search = route.useSearch();
  const { tab = 'matrix', framework, by = 'site', state, basis, conflict, feed } = search;
  const navigate = route.useNavigate();
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false });
  const asking = { framework, by, state, basis, conflict: conflict === true ? 'true' : undefined, feed };
  const matrix = useQuery({
    queryKey: ['controls', asking],
    queryFn: ({ signal }) => call(ROUTES.listControls, { query: asking, signal }),
    placeholderData: keepPreviousData,
  });
  const none = { title: 'Nothing is known yet', body: <Link to="/sources">Import or connect a source</Link> };
  const { data } = matrix;
  return (
    <ConsolePage
      title="Controls"
      answers="Which controls hold where, on whose word, and where do those words contradict each other? Which rule speaks to which control is a judgement: an auditor decides."
      actions={
        data !== undefined &&
        tab === 'matrix' && (
          <>
            <Button
              variant="secondary"
              onClick={() => saveText(`controls-${data.framework}-by-${data.by}.csv`, csvOf(data))}
            >
              Save as CSV
            </Button>{' '}
            <AuditorFiles framework={data.framework} />
          </>
        )
      }
    >
      <Tabs
        activeKey={tab}
        aria-label="Controls"
        onSelect={(_event, key) => go({ tab: key === 'evidence' ? 'evidence' : undefined })}
        mountOnEnter
        unmountOnExit
      >
        <Tab eventKey="matrix" title={<TabTitleText>Matrix</TabTitleText>}>
          <Loading query={matrix} none={none}>
            {(found) => (
              <>
                <Filters matrix={found} search={search} go={go} />
                <Content component="p" aria-live="polite" className="isthmus-small">
                  {summary(found)}
                </Content>
                {found.items.length === 0 ? (
                  <Content component="p">
                    No control fits.{' '}
                    <Link to="/controls" search={{ framework, by: search.by }}>
                      Take the filters away
                    </Link>
                  </Content>
                ) : (
                  <MatrixTable matrix={found} isStale={matrix.isPlaceholderData} listKey={JSON.stringify(asking)} />
                )}
              </>
            )}
          </Loading>
        </Tab>
        <Tab eventKey="evidence" title={<TabTitleText>Evidence</TabTitleText>}>
          <Imports />
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}

function summary(matrix: ControlMatrixDocument): string {
  const { totals, satisfied, conflicts, total, unplaced, imports, staleAfterDays, columnsLeftOut } = matrix;
  const said = [
    ...(satisfied.stated > 0 ? [`${countText(satisfied.stated)} only stated`] : []),
    ...(satisfied.partly > 0 ? [`${countText(satisfied.partly)} partly only stated`] : []),
  ];
  const ofThem = said.length === 0 ? '' : ` (of which ${said.join(', ')})`;
  const states = (Object.keys(STATE_TEXTS) as (keyof typeof STATE_TEXTS)[])
    .filter((state) => totals[state] > 0)
    .map((state) => `${countText(totals[state])} ${STATE_TEXTS[state]}${state === 'satisfied' ? ofThem : ''}`);
  const nowhere = Object.values(unplaced).reduce((sum, count) => sum + count, 0);
  return [
    `${countOf(total, 'control')} shown; of all: ${states.join(', ')}.`,
    ...(columnsLeftOut > 0
      ? [`${countOf(columnsLeftOut, 'smaller application')} count in every state and have no column.`]
      : []),
    ...(conflicts > 0 ? [`Feeds contradict each other on ${countOf(conflicts, 'control')}.`] : []),
    imports === 0
      ? 'No evidence was imported: only our own rules and facts speak.'
      : `${countOf(imports, 'import')} of evidence.`,
    ...(nowhere > 0 ? [`${countOf(nowhere, 'result')} belong to no known machine or site and count nowhere.`] : []),
    `Evidence older than ${staleAfterDays} days no longer shows that something is well.`,
  ].join(' ');
}

type Search = ReturnType<typeof route.useSearch>;

interface FiltersProps {
  readonly matrix: ControlMatrixDocument;
  readonly search: Search;
  readonly go: (next: Partial<Search>) => void;
}

function Filters({ matrix, search, go }: FiltersProps) {
  const { by = 'site', state, basis, conflict, feed } = search;
  const bases = Object.keys(BASIS_TEXTS) as (keyof typeof BASIS_TEXTS)[];
  const feeds = Object.keys(FEED_TEXTS) as (keyof typeof FEED_TEXTS)[];
  return (
    <div className="isthmus-facets" role="group" aria-label="What is shown">
      <FormSelect
        className="isthmus-pick"
        aria-label="Framework"
        value={matrix.framework}
        onChange={(_event, next) => go({ framework: next })}
      >
        {matrix.frameworks.map(({ id, name }) => (
          <FormSelectOption key={id} value={id} label={name} />
        ))}
      </FormSelect>
      <FormSelect
        className="isthmus-pick"
        aria-label="Columns"
        value={by}
        onChange={(_event, next) => go({ by: next === 'application' ? 'application' : undefined })}
      >
        <FormSelectOption value="site" label="By site" />
        <FormSelectOption value="application" label="By application" />
      </FormSelect>
      <StatePick state={state} onPick={(next) => go({ state: next })} />
      <FormSelect
        className="isthmus-pick"
        aria-label="Satisfied on"
        value={basis ?? ''}
        onChange={(_event, next) => go({ basis: bases.find((each) => each === next) })}
      >
        <FormSelectOption value="" label="Looked at or stated" />
        {bases.map((id) => (
          <FormSelectOption key={id} value={id} label={`satisfied, ${BASIS_TEXTS[id]}`} />
        ))}
      </FormSelect>
      <FormSelect
        className="isthmus-pick"
        aria-label="Feed"
        value={feed ?? ''}
        onChange={(_event, next) => go({ feed: feeds.find((each) => each === next) })}
      >
        <FormSelectOption value="" label="Evidence: any" />
        {feeds.map((id) => (
          <FormSelectOption key={id} value={id} label={FEED_TEXTS[id]} />
        ))}
      </FormSelect>
      <Button
        variant={conflict === true ? 'primary' : 'secondary'}
        size="sm"
        aria-pressed={conflict === true}
        onClick={() => go({ conflict: conflict === true ? undefined : true })}
      >
        Contradicted only
      </Button>
    </div>
  );
}
