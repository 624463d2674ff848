/** How long waves take, and what that rests on. */

import { useState } from 'react';
import { Button, Content, Flex, TextInput } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ForecastDocument } from '../../api/forecasts.ts';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Figures } from '../shared/figures.tsx';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ForecastTable } from './forecast-table.tsx';
import { MeasuredMoves } from './measured-moves.tsx';
import { spanText } from './span-text.ts';

const route = getRouteApi('/shell/sizing');

export function ForecastPanel() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [mbps, setMbps] = useState(search.mbps?.toString() ?? '');
  const [checkers, setCheckers] = useState(search.checkers?.toString() ?? '');
  const query = { linkMbps: search.mbps, checkers: search.checkers, limit: 1 };
  const forecast = useQuery({
    queryKey: ['forecast', query],
    queryFn: ({ signal }) => call(ROUTES.getForecast, { query, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const code = forecast.error instanceof ProblemError ? forecast.error.problem.code : undefined;
  const flags = `${search.mbps === undefined ? '' : ` --link-mbps ${search.mbps}`}${search.checkers === undefined ? '' : ` --checkers ${search.checkers}`}`;
  return (
    <>
      <form
        className="isthmus-above"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({
            search: { ...search, mbps: Number(mbps) || undefined, checkers: Number(checkers) || undefined },
            resetScroll: false,
          });
        }}
      >
        <Flex alignItems={{ default: 'alignItemsFlexEnd' }}>
          <label className="isthmus-field" htmlFor="forecast-mbps">
            Every line, Mbit/s
            <TextInput
              id="forecast-mbps"
              type="number"
              min={1}
              value={mbps}
              placeholder="as sites.yaml says"
              onChange={(_event, next) => setMbps(next)}
            />
          </label>
          <label className="isthmus-field" htmlFor="forecast-checkers">
            People who check
            <TextInput
              id="forecast-checkers"
              type="number"
              min={1}
              value={checkers}
              placeholder="as sites.yaml says"
              onChange={(_event, next) => setCheckers(next)}
            />
          </label>
          <Button type="submit">Estimate</Button>
        </Flex>
        <div className="isthmus-help">
          On the command line: <CommandText command={`isthmus forecast${flags}`} />
        </div>
      </form>
      {code === 'IST-6021' ? (
        <Content component="p" className="isthmus-above">
          Nothing moves yet: <Link to="/placement">place</Link> the estate, then make a <Link to="/plan">plan</Link>.
        </Content>
      ) : (
        <Loading
          query={forecast}
          none={{ title: 'Nothing is known yet', body: <Link to="/sources">Import or connect a source</Link> }}
        >
          {(found) => <Forecast found={found} />}
        </Loading>
      )}
      <MeasuredMoves />
    </>
  );
}

function Forecast({ found }: { readonly found: ForecastDocument }) {
  const { hours, sets, total, assumed, notes, settings } = found;
  return (
    <>
      <Figures
        figures={[
          { value: countText(total), of: 'moves' },
          { value: countText(sets.length), of: found.of === 'plan' ? 'waves' : 'sets' },
          { value: spanText(hours.likely), of: 'likely, one wave after the other' },
          {
            value: `${spanText(hours.low)} – ${spanText(hours.high)}`,
            of: 'when all goes well – when all goes slowly',
          },
          { value: `${countText(settings.linkMbps)} Mbit/s`, of: 'line, where none is named' },
          { value: countText(settings.checkers), of: 'people who check' },
        ]}
      />
      <ForecastTable sets={sets} />
      <ul className="isthmus-notes">
        {notes.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {assumed.map(({ text, moves }) => (
          <li key={text}>
            {countOf(moves, 'move')}: {text}.
          </li>
        ))}
      </ul>
    </>
  );
}
