/** Workloads that were added, removed or changed, and each field with what it was and is. */

import { Alert, Content, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EstateDiff } from '../../api/generations.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, UNKNOWN } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { valueText } from '../shared/value-text.ts';

const SHOWN = 300;
/** Symbol and word, so that neither colour nor shape alone carries the meaning. */
const LOOK = {
  added: { symbol: '+', color: 'green' },
  removed: { symbol: '−', color: 'red' },
  changed: { symbol: '~', color: 'blue' },
} as const;

export function GenerationDiff({ from, to }: { readonly from: number; readonly to: number }) {
  const query = useQuery({
    queryKey: ['diff', from, to],
    queryFn: () => call(ROUTES.diffGenerations, { params: { from, to }, query: { limit: SHOWN } }),
  });
  return (
    <Loading query={query}>
      {({ counts, items, truncated }) => (
        <>
          <Content component="p" aria-live="polite">
            + {countText(counts.added)} added, − {countText(counts.removed)} removed, ~ {countText(counts.changed)}{' '}
            changed.
          </Content>
          {truncated && (
            <Alert
              component="h2"
              variant="info"
              isInline
              title={`The first ${SHOWN} are shown; the command line prints all.`}
            />
          )}
          {items.length > 0 && <ChangeTable items={items} />}
        </>
      )}
    </Loading>
  );
}

function ChangeTable({ items }: Pick<EstateDiff, 'items'>) {
  return (
    <Table role="table" aria-label="Changes" variant="compact">
      <Thead>
        <Tr>
          <Th width={10}>Change</Th>
          <Th width={25}>Workload</Th>
          <Th>Fields</Th>
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => (
          <Tr key={item.id}>
            <Td dataLabel="Change">
              <Label isCompact variant="outline" color={LOOK[item.change].color}>
                {LOOK[item.change].symbol} {item.change}
              </Label>
            </Td>
            <Td dataLabel="Workload" className="isthmus-pre">
              {item.change === 'removed' ? (
                item.name
              ) : (
                <Link to="/workloads/$id" params={{ id: item.id }}>
                  {item.name}
                </Link>
              )}
            </Td>
            <Td dataLabel="Fields" className="isthmus-pre">
              {item.fields.map(({ field, from, to }) => `${field}: ${shown(from)} → ${shown(to)}`).join('\n')}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

const shown = (value: unknown): string => (value === null || value === undefined ? UNKNOWN : valueText(value, ', '));
