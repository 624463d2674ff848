/** Moves that were measured, and what they make of the published rates. */

import { Content } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { RangeDocument, ThroughputDocument } from '../../api/forecasts.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';

export function MeasuredMoves() {
  const query = useQuery({
    queryKey: ['measured-moves'],
    queryFn: () => call(ROUTES.getThroughput, { query: { limit: 1 } }),
  });
  return (
    <>
      <Content component="h2" className="isthmus-above">
        Measured moves
      </Content>
      <Loading query={query}>{(found) => <Fitted found={found} />}</Loading>
    </>
  );
}

const rate = ({ low, likely, high }: RangeDocument): string =>
  `${countText(likely)} MiB/s (${countText(low)} – ${countText(high)})`;

function Fitted({ found: { total, methods } }: { readonly found: ThroughputDocument }) {
  if (total === 0)
    return (
      <Content component="p">
        None yet: rates are the published ones. Keep what a copy took:{' '}
        <CommandText command="isthmus forecast record --method forklift-vddk --gib 212 --minutes 44" />
      </Content>
    );
  return (
    <>
      <Content component="p">{countOf(total, 'move')} measured.</Content>
      <ul className="isthmus-notes">
        {methods.flatMap(({ id, title, published, fitted }) =>
          fitted.map(({ fromSite, toSite, rateMiBps, here, elsewhere }) => (
            <li key={`${id} ${fromSite} ${toSite}`}>
              {title}, {fromSite ?? 'anywhere'} → {toSite ?? 'anywhere'}: {rate(rateMiBps)} from{' '}
              {countOf(here, 'measured move')} here and {countText(elsewhere)} elsewhere; published {rate(published)}.
            </li>
          )),
        )}
      </ul>
    </>
  );
}
