/** Which states has the estate had, why, and what changed between two of them? */

import { Content, Flex, FlexItem, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { NothingImported } from '../shared/nothing-imported.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { GenerationDiff } from './diff.tsx';

const route = getRouteApi('/shell/generations');

export function GenerationListPage() {
  const query = useQuery({ queryKey: ['generations'], queryFn: () => call(ROUTES.listGenerations) });
  const { from, to } = route.useSearch();
  if (query.data?.items.length === 0) return <NothingImported title="Generations" />;
  return (
    <ConsolePage title="Generations" answers="Which states has the estate had, why, and what changed between them?">
      <Loading query={query}>
        {({ items }) => (
          <>
            <Table role="table" aria-label="Generations" variant="compact">
              <Thead>
                <Tr>
                  <Th width={10}>Generation</Th>
                  <Th width={20}>Made</Th>
                  <Th>Why</Th>
                  <Th className="isthmus-number" width={10}>
                    Workloads
                  </Th>
                  <Th width={25}>Digest</Th>
                  <Th width={15} screenReaderText="Changes" />
                </Tr>
              </Thead>
              <Tbody>
                {items.map((generation) => (
                  <Tr key={generation.number}>
                    <Td dataLabel="Generation">{generation.number}</Td>
                    <Td dataLabel="Made">{timeText(generation.createdAt)}</Td>
                    <Td dataLabel="Why">{generation.reason}</Td>
                    <Td dataLabel="Workloads" className="isthmus-number">
                      {countText(generation.counts['workloads'])}
                    </Td>
                    <Td dataLabel="Digest" modifier="truncate" title={generation.digest}>
                      {generation.digest}
                    </Td>
                    <Td dataLabel="Changes">
                      {generation.number > 1 && (
                        <Link
                          to="/generations"
                          search={{ from: generation.number - 1, to: generation.number }}
                          resetScroll={false}
                        >
                          What changed
                        </Link>
                      )}
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
            {items.length > 1 && (
              <Compare
                numbers={items.map(({ number }) => number)}
                from={from ?? items[1]?.number ?? 1}
                to={to ?? items[0]?.number ?? 1}
              />
            )}
          </>
        )}
      </Loading>
    </ConsolePage>
  );
}

interface CompareProps {
  readonly numbers: readonly number[];
  readonly from: number;
  readonly to: number;
}

function Compare({ numbers, from, to }: CompareProps) {
  const navigate = route.useNavigate();
  const choose = (search: { from: number; to: number }): void => void navigate({ search, resetScroll: false });
  return (
    <>
      <Content component="h2">What changed</Content>
      <Flex className="isthmus-below" alignItems={{ default: 'alignItemsCenter' }}>
        <Chooser label="from" value={from} numbers={numbers} onChoose={(next) => choose({ from: next, to })} />
        <Chooser label="to" value={to} numbers={numbers} onChoose={(next) => choose({ from, to: next })} />
        <FlexItem>
          <CommandText command={`isthmus diff gen/${from} gen/${to}`} />
        </FlexItem>
      </Flex>
      <GenerationDiff from={from} to={to} />
    </>
  );
}

interface ChooserProps {
  readonly label: string;
  readonly value: number;
  readonly numbers: readonly number[];
  readonly onChoose: (value: number) => void;
}

function Chooser({ label, value, numbers, onChoose }: ChooserProps) {
  return (
    <FlexItem>
      <FormSelect
        aria-label={`Generation ${label}`}
        value={value}
        onChange={(_event, next) => onChoose(Number(next))}
        className="isthmus-chooser"
      >
        {numbers.map((number) => (
          <FormSelectOption key={number} value={number} label={`${label} generation ${number}`} />
        ))}
      </FormSelect>
    </FlexItem>
  );
}
