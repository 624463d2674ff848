/** Levels per objective and site, with what would narrow those that are open. */

import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { FrameworkDocument } from '../../api/sovereignty.ts';
import type { ChartedSite } from './radar-chart.tsx';

type Level = FrameworkDocument['levels'][number];

export const rangeText = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  low === high ? String(low) : `${low} to ${high}`;

export function LevelTable({ sites }: { readonly sites: readonly ChartedSite[] }) {
  const objectives = sites[0]?.framework.levels ?? [];
  const counts = sites[0]?.framework.counts;
  return (
    <div
      className="isthmus-scroll"
      role="region"
      aria-label="Levels per objective"
      // A keyboard scrolls only what has the focus.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table variant="compact" aria-label="Levels per objective and site">
        <Thead>
          <Tr>
            <Th>Objective</Th>
            <Th>Weight</Th>
            {sites.map(({ id, title }) => (
              <Th key={id}>{title}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {objectives.map(({ id, name, weightPct }) => (
            <Tr key={id}>
              <Th scope="row">
                {id} {name}
              </Th>
              <Td>{weightPct} %</Td>
              {sites.map((site) => {
                const level = site.framework.levels.find((each) => each.id === id);
                return <Td key={site.id}>{level !== undefined && <LevelCell level={level} />}</Td>;
              })}
            </Tr>
          ))}
          <Tr>
            <Th scope="row">Lowest objective{counts === 'lowest' ? ' (counts)' : ''}</Th>
            <Td />
            {sites.map(({ id, framework }) => (
              <Td key={id}>SEAL {rangeText(framework.lowest)}</Td>
            ))}
          </Tr>
          <Tr>
            <Th scope="row">Weighted score{counts === 'weighted' ? ' (counts)' : ''}</Th>
            <Td>100 %</Td>
            {sites.map(({ id, framework }) => (
              <Td key={id}>{rangeText(framework.scorePct)} %</Td>
            ))}
          </Tr>
        </Tbody>
      </Table>
    </div>
  );
}

function LevelCell({ level }: { readonly level: Level }) {
  const { minimum, meets, missing, basis } = level;
  return (
    <>
      <span>
        SEAL {rangeText(level)}
        {basis === 'assessed' ? ', assessed' : ''}{' '}
        {minimum !== null && (
          <Label isCompact status={meets === null ? 'warning' : meets ? 'success' : 'danger'}>
            {meets === null ? `${minimum} asked, not known` : meets ? `${minimum} asked` : `below ${minimum}`}
          </Label>
        )}
      </span>
      {missing.length > 0 && (
        <div className="isthmus-muted isthmus-small">open until {missing.join(', ')} is known</div>
      )}
    </>
  );
}
