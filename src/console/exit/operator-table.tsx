/** Each operator with what rests on it, and what its newest exit plan says. */

import { Card, CardBody, CardTitle, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import type { OperatorExitDocument } from '../../api/exit.ts';
import { rangeText } from '../../core/policy/concentration/limits.ts';
import { call } from '../shared/api.ts';
import { changeText, countText, NOTHING, UNKNOWN, usdText } from '../shared/format.ts';
import { OperationButton } from '../shared/operation-button.tsx';
import { DownloadRegister } from './download.tsx';
import { operatorKey, operatorTitle, STRATEGY_TEXTS } from './words.ts';

interface OperatorTableProps {
  readonly items: readonly OperatorExitDocument[];
  readonly shown: string | undefined;
}

export function OperatorTable({ items, shown }: OperatorTableProps) {
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Operators</CardTitle>
      <CardBody>
        <Table role="table" aria-label="Operators" variant="compact">
          <Thead>
            <Tr>
              <Th width={20}>Operator</Th>
              <Th className="isthmus-number">Workloads</Th>
              <Th className="isthmus-number">Critical functions</Th>
              <Th className="isthmus-number">Share of them</Th>
              <Th>Exit plan</Th>
              <Th className="isthmus-number">Days</Th>
              <Th className="isthmus-number">Once</Th>
              <Th className="isthmus-number">A month</Th>
              <Th className="isthmus-number">Cannot leave</Th>
              <Th screenReaderText="Actions" />
            </Tr>
          </Thead>
          <Tbody>
            {items.map((item) => (
              <Row key={operatorKey(item.operator)} item={item} isShown={shown === operatorKey(item.operator)} />
            ))}
          </Tbody>
        </Table>
        <DownloadRegister items={items} />
      </CardBody>
    </Card>
  );
}

function Row({ item, isShown }: { readonly item: OperatorExitDocument; readonly isShown: boolean }) {
  const { operator, own, siteIds, workloads, criticalFunctions: critical, strategyInPlace, plan } = item;
  const key = operatorKey(operator);
  const name = operatorTitle(operator);
  return (
    <Tr isRowSelected={isShown}>
      <Th scope="row">
        {plan === null ? (
          name
        ) : (
          <Link to="/exit" search={(before) => ({ ...before, of: key })} resetScroll={false}>
            {name}
          </Link>
        )}
        <br />
        <small>
          {own === true ? 'your own; ' : ''}
          {siteIds.join(', ')}
        </small>
      </Th>
      <Td className="isthmus-number">{countText(workloads)}</Td>
      <Td className="isthmus-number">
        {critical.possible === 0
          ? countText(critical.certain)
          : `${countText(critical.certain)} – ${countText(critical.certain + critical.possible)}`}
      </Td>
      <Td className="isthmus-number">{rangeText(critical)}</Td>
      <Td>
        <Label
          isCompact
          color={strategyInPlace === 'yes' ? 'green' : strategyInPlace === 'unknown' ? 'orange' : 'grey'}
        >
          {STRATEGY_TEXTS[strategyInPlace]}
        </Label>
        {plan !== null && (
          <>
            <br />
            <span className="isthmus-nowrap-text">{plan.createdAt.slice(0, 10)}</span>
          </>
        )}
      </Td>
      <Td className="isthmus-number">{plan === null ? NOTHING : countText(plan.time.days)}</Td>
      <Td className="isthmus-number">{plan === null ? NOTHING : usdText(plan.money.migrationUsdOneOff)}</Td>
      <Td className="isthmus-number">{plan === null ? NOTHING : differenceText(plan.money.differenceUsdPerMonth)}</Td>
      <Td className="isthmus-number">{plan === null ? NOTHING : countText(plan.cannotLeave)}</Td>
      <Td>
        <OperationButton
          label={plan === null ? 'Compute' : 'Compute again'}
          variant="secondary"
          needs="plan:write"
          start={() => call(ROUTES.makeExit, { body: { operator: key, from: 'today', useReserve: false, seed: 1 } })}
        />
      </Td>
    </Tr>
  );
}

const differenceText = (usd: number | null): string => (usd === null ? UNKNOWN : changeText(usd, usdText));
