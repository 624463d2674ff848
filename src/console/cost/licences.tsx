/** What a path does to licences: before, after, freed, to buy, and by which rules. */

import { Card, CardBody, CardTitle, List, ListItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import type { LicenceEffectDocument } from '../../api/costs.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText, UNKNOWN } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';

export function Licences({ path }: { readonly path: string | undefined }) {
  const query = useQuery({
    queryKey: ['licences', path],
    queryFn: () => call(ROUTES.licenceEffect, { query: { path } }),
    staleTime: 60_000,
  });
  return (
    <Loading query={query} none={{ title: 'Nothing to count yet', body: 'Licences need an estate and a sites file.' }}>
      {(effect) => <Effects effect={effect} />}
    </Loading>
  );
}

const units = (count: number, unknown: number): string =>
  unknown === 0 ? countText(count) : `${countText(count)} + ${UNKNOWN}`;

/** A difference is exact only where both sides are. */
const atLeast = (count: number | null, unknown: number): string =>
  count === null || unknown === 0 ? countText(count) : `at least ${countText(count)}`;

function Effects({ effect }: { readonly effect: LicenceEffectDocument }) {
  const asks = [...new Set(effect.effects.flatMap((each) => each.asks))];
  return (
    <>
      <Card isCompact className="isthmus-below">
        <CardTitle component="h2">
          {effect.title}: {countOf(effect.moves, 'move')}
        </CardTitle>
        <CardBody>
          <Table role="table" aria-label="Licences" variant="compact">
            <Thead>
              <Tr>
                <Th>Licence</Th>
                <Th>Unit</Th>
                <Th className="isthmus-number">Before</Th>
                <Th className="isthmus-number">After</Th>
                <Th className="isthmus-number">Freed</Th>
                <Th className="isthmus-number">More</Th>
                <Th className="isthmus-number">Held</Th>
                <Th className="isthmus-number">To buy</Th>
                <Th width={30}>Rules</Th>
              </Tr>
            </Thead>
            <Tbody>
              {effect.effects.map((each) => (
                <Tr key={each.product}>
                  <Td dataLabel="Licence">{each.title}</Td>
                  <Td dataLabel="Unit">{each.unit}</Td>
                  <Td dataLabel="Before" className="isthmus-number">
                    {units(each.before, each.beforeUnknown)}
                  </Td>
                  <Td dataLabel="After" className="isthmus-number">
                    {units(each.after, each.afterUnknown)}
                  </Td>
                  <Td dataLabel="Freed" className="isthmus-number">
                    {atLeast(each.freed, each.beforeUnknown)}
                  </Td>
                  <Td dataLabel="More" className="isthmus-number">
                    {atLeast(each.more, each.afterUnknown)}
                  </Td>
                  <Td dataLabel="Held" className="isthmus-number">
                    {each.owned === null ? 'not said' : countText(each.owned)}
                  </Td>
                  <Td dataLabel="To buy" className="isthmus-number">
                    {countText(each.toBuy)}
                  </Td>
                  <Td dataLabel="Rules">
                    {each.rules.map(({ id, rule, source, unverified }) => (
                      <div key={id} title={`${rule} (${source})`}>
                        {id}
                        {unverified && <span className="isthmus-muted"> unverified</span>}
                      </div>
                    ))}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </CardBody>
      </Card>
      {asks.length > 0 && (
        <Card isCompact className="isthmus-below">
          <CardTitle component="h2">What would make it surer</CardTitle>
          <CardBody>
            <List>
              {asks.map((ask) => (
                <ListItem key={ask}>
                  <code>{ask}</code>
                </ListItem>
              ))}
            </List>
          </CardBody>
        </Card>
      )}
    </>
  );
}
