/** Shares of what matters, now and as placed, with what would settle them and the limits on them. */

import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  Checkbox,
  Content,
  Flex,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ConcentrationDocument } from '../../api/exit.ts';
import { ROUTES } from '../../api/routes.ts';
import { CONCENTRATION_MEASURES, CONCENTRATION_OVER } from '../../core/policy/concentration/settings.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ShareTable } from './share-table.tsx';
import { MEASURE_TITLES, OVER_TITLES, STATE_TEXTS } from './words.ts';

const route = getRouteApi('/shell/exit');

export function Concentration() {
  const { over = 'operator', measure = 'functions', all } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['concentration', over, measure, all],
    queryFn: () => call(ROUTES.concentration, { query: { over, measure, all: all === true ? 'true' : 'false' } }),
  });
  const choose = (next: Partial<{ over: typeof over; measure: typeof measure; all: true | undefined }>): void =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Concentration</CardTitle>
      <CardBody>
        <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
          <ToggleGroup aria-label="Counted over" className="isthmus-wrap">
            {CONCENTRATION_OVER.map((each) => (
              <ToggleGroupItem
                key={each}
                text={OVER_TITLES[each]}
                buttonId={`over-${each}`}
                isSelected={each === over}
                onChange={() => choose({ over: each })}
              />
            ))}
          </ToggleGroup>
          <ToggleGroup aria-label="What is counted" className="isthmus-wrap">
            {CONCENTRATION_MEASURES.map((each) => (
              <ToggleGroupItem
                key={each}
                text={MEASURE_TITLES[each]}
                buttonId={`measure-${each}`}
                isSelected={each === measure}
                onChange={() => choose({ measure: each })}
              />
            ))}
          </ToggleGroup>
          <Checkbox
            id="concentration-all"
            label="Also what supports no critical or important function"
            isChecked={all === true}
            onChange={(_event, on) => choose({ all: on ? true : undefined })}
          />
        </Flex>
        <Loading query={query}>{(found) => <Shares found={found} />}</Loading>
      </CardBody>
    </Card>
  );
}

function Shares({ found }: { readonly found: ConcentrationDocument }) {
  const { now, after, limits, shareRule } = found;
  const open = unsettledTexts(now.unsettled);
  return (
    <>
      <ShareTable found={found} />
      {open.length > 0 && (
        <Content component="p">
          Not known, and so a range: {open.join('; ')}. <Link to="/workloads">Classify workloads</Link>, or state more
          under <Link to="/sites">Sites</Link>.
        </Content>
      )}
      {after === null ? (
        <Content component="p">
          There is no placement yet: <Link to="/placement">place</Link> to see what would be after it.
        </Content>
      ) : (
        after.stale.length > 0 && <Content component="p">As placed is out of date: {after.stale.join(' ')}</Content>
      )}
      {limits.map((limit) => (
        <Alert
          key={limit.id}
          isInline
          isPlain
          component="h3"
          variant={limit.now === 'violated' ? 'danger' : limit.now === 'unknown' ? 'warning' : 'success'}
          title={`Limit, ${limit.title}`}
        >
          Now {limit.now === null ? 'nothing counts' : STATE_TEXTS[limit.now]}
          {limit.nowText !== '' && ` (${limit.nowText})`}.
          {limit.after !== null && ` As placed ${STATE_TEXTS[limit.after]} (${limit.afterText}).`}{' '}
          <Link to="/findings" search={{ rule: limit.ruleId }}>
            Finding
          </Link>
        </Alert>
      ))}
      {limits.length === 0 && (
        <Content component="p">
          No limit is set over this. Limits are written under <code>concentration.limits</code> of the{' '}
          <Link to="/sites" search={{ tab: 'file' }}>
            sites file
          </Link>
          , and every check holds the estate against them.
        </Content>
      )}
      {shareRule !== null && (
        <Content component="p">
          To have placements keep to it, write this under <code>placement.rules</code> of the{' '}
          <Link to="/sites" search={{ tab: 'file' }}>
            sites file
          </Link>
          : <code>{shareRule}</code>
        </Content>
      )}
    </>
  );
}

function unsettledTexts({ criticality, site, place, amount }: ConcentrationDocument['now']['unsettled']): string[] {
  return [
    ...(criticality > 0 ? [`the criticality of ${countOf(criticality, 'workload')}`] : []),
    ...(site > 0 ? [`the site of ${countOf(site, 'workload')}`] : []),
    ...(place > 0 ? [`who runs the site of ${countOf(place, 'workload')}, or where it is`] : []),
    ...(amount > 0 ? [`the size of ${countOf(amount, 'workload')}`] : []),
  ];
}
