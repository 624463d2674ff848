/** Which price lists are in force, how old they are, which versions there are; fetching new ones. */

import { useState } from 'react';
import {
  Button,
  Card,
  CardBody,
  CardTitle,
  Form,
  FormGroup,
  Label,
  List,
  ListItem,
  TextInput,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { priceFetchReceiptSchema } from '../../api/price-receipts.ts';
import type { PriceFetchReceiptDocument } from '../../api/price-receipts.ts';
import type { PriceListDocument } from '../../api/prices.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationProgress } from '../shared/operation-button.tsx';
import { useOperation } from '../shared/operation.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useMay } from '../shared/rights.ts';

const KEY = ['price-lists'];

export function PriceLists() {
  const query = useQuery({ queryKey: KEY, queryFn: () => call(ROUTES.listPriceLists) });
  return (
    <>
      <Card isCompact className="isthmus-below">
        <CardTitle component="h2">Price lists in force</CardTitle>
        <CardBody>
          <Loading query={query}>{({ items }) => <Lists lists={items} />}</Loading>
        </CardBody>
      </Card>
      <FetchPrices />
    </>
  );
}

function Lists({ lists }: { readonly lists: readonly PriceListDocument[] }) {
  const queries = useQueryClient();
  const may = useMay('policy:write');
  const use = useMutation({
    mutationFn: (id: string) => call(ROUTES.usePriceList, { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <>
      {use.error !== null && <ProblemAlert error={use.error} />}
      <Table role="table" aria-label="Price lists" variant="compact">
        <Thead>
          <Tr>
            <Th>List</Th>
            <Th>Prices of</Th>
            <Th className="isthmus-number">Regions</Th>
            <Th className="isthmus-number">Prices</Th>
            <Th width={30}>Source</Th>
            <Th>Versions</Th>
          </Tr>
        </Thead>
        <Tbody>
          {lists.map((list) => (
            <Tr key={list.id}>
              <Td dataLabel="List" title={list.digest}>
                {list.id} <Remark list={list} />
              </Td>
              <Td dataLabel="Prices of">{list.asOf}</Td>
              <Td dataLabel="Regions" className="isthmus-number">
                {countText(list.regions)}
              </Td>
              <Td dataLabel="Prices" className="isthmus-number">
                {countText(list.offers)}
              </Td>
              <Td dataLabel="Source">{list.source}</Td>
              <Td dataLabel="Versions">
                {list.versions.length < 2
                  ? countText(list.versions.length)
                  : list.versions.map(({ version, asOf, inForce }) => (
                      <div key={version} title={version}>
                        {asOf}{' '}
                        {inForce ? (
                          <span className="isthmus-muted">in force</span>
                        ) : (
                          may && (
                            <Button
                              variant="link"
                              isInline
                              isDisabled={use.isPending}
                              aria-label={`Use ${list.id} of ${asOf}`}
                              onClick={() => use.mutate(`${list.id}@${version}`)}
                            >
                              Use
                            </Button>
                          )
                        )}
                      </div>
                    ))}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}

function Remark({ list: { builtIn, stale, ageDays } }: { readonly list: PriceListDocument }) {
  if (builtIn) return <Label isCompact>example</Label>;
  if (!stale || ageDays === null) return null;
  return (
    <Label isCompact status="warning">
      {countOf(ageDays, 'day')} old
    </Label>
  );
}

function FetchPrices() {
  const [regions, setRegions] = useState('');
  const [receipt, setReceipt] = useState<PriceFetchReceiptDocument | null>(null);
  const followed = useOperation();
  const may = useMay('policy:write');
  const wanted = regions.split(/[\s,]+/).filter((region) => region !== '');
  if (!may) return null;
  const fetchPrices = async (): Promise<void> => {
    setReceipt(null);
    const ended = await followed.run(() => call(ROUTES.fetchPriceLists, { body: { regions: wanted } }));
    if (ended?.state === 'succeeded') setReceipt(priceFetchReceiptSchema.parse(ended.result));
  };
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Newer prices</CardTitle>
      <CardBody>
        <p>
          From a file: <CommandText command="isthmus prices import prices-20261123.csv" />
        </p>
        <p>
          From the public price service: the server asks it for these regions. Regions, currency and kind of price are
          sent, nothing about the estate.
        </p>
        <Form isHorizontal onSubmit={(event) => event.preventDefault()}>
          <FormGroup label="Regions" fieldId="price-regions">
            <TextInput
              id="price-regions"
              value={regions}
              placeholder="westeurope, swedencentral"
              onChange={(_event, value) => setRegions(value)}
            />
          </FormGroup>
          <div className="isthmus-operation">
            <Button
              variant="secondary"
              isLoading={followed.running}
              isDisabled={followed.running || wanted.length === 0}
              onClick={() => void fetchPrices()}
            >
              Fetch prices
            </Button>
            <OperationProgress followed={followed} />
          </div>
        </Form>
        {receipt !== null && <Fetched receipt={receipt} />}
      </CardBody>
    </Card>
  );
}

/** What came, and what could not be used: a size without a shape or a region without prices must not go unnoticed. */
function Fetched({ receipt: { lists, empty, withoutShape } }: { readonly receipt: PriceFetchReceiptDocument }) {
  return (
    <List aria-label="What was fetched">
      {lists.map(({ id, offers, inForce }) => (
        <ListItem key={id}>
          {id}: {countOf(offers, 'price')}
          {!inForce && '; a later version stays in force'}
        </ListItem>
      ))}
      {empty.map((region) => (
        <ListItem key={region}>No price of a known size in {region}: check the name of the region.</ListItem>
      ))}
      {withoutShape.length > 0 && (
        <ListItem>
          {countOf(withoutShape.length, 'size')} left out, since no list says how many vCPU and how much memory they
          have.
        </ListItem>
      )}
    </List>
  );
}
