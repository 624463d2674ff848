/** Tables of an exit plan. */

import { Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { ExitPlanDocument } from '../../api/exit.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { countText, diskText, hoursText, NOTHING } from '../shared/format.ts';
import { MoreRows, useMoreRows } from '../shared/more-rows.tsx';
import { criticalText, SUBSTITUTABILITY_TEXTS } from './words.ts';

export function WaveTable({ plan }: { readonly plan: Plan }) {
  const more = useMoreRows(plan.waves);
  if (plan.waves.length === 0) return <Content component="p">Nothing moves.</Content>;
  return (
    <>
      <Table role="table" aria-label="Waves" variant="compact">
        <Thead>
          <Tr>
            <Th>Wave</Th>
            <Th>Starts</Th>
            <Th className="isthmus-number">Moves</Th>
            <Th className="isthmus-number">Disk</Th>
            <Th>Copying</Th>
            <Th>To</Th>
            <Th width={40}>Workloads</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((wave) => (
            <Tr key={wave.number}>
              <Th scope="row">{wave.name}</Th>
              <Td>{wave.startsOn ?? 'no date'}</Td>
              <Td className="isthmus-number">{countText(wave.moves.length)}</Td>
              <Td className="isthmus-number">{diskText(wave.diskGiB)}</Td>
              <Td>
                {hoursText(wave.hoursLow)} – {hoursText(wave.hoursHigh)}
              </Td>
              <Td>{[...new Set(wave.moves.map(({ toSiteId }) => toSiteId))].sort().join(', ')}</Td>
              <Td>{namesText(wave.moves.map(({ workloadName }) => workloadName))}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="wave" />
    </>
  );
}

const FEW = 6;
const namesText = (names: readonly string[]): string =>
  names.length <= FEW ? names.join(', ') : `${names.slice(0, FEW).join(', ')} and ${names.length - FEW} more`;

export function StuckTable({ stuck }: Pick<ExitPlanDocument, 'stuck'>) {
  const more = useMoreRows(stuck);
  if (stuck.length === 0) return <Content component="p">Everybody can leave.</Content>;
  return (
    <>
      <Table role="table" aria-label="Workloads that cannot leave" variant="compact">
        <Thead>
          <Tr>
            <Th width={20}>Workload</Th>
            <Th>Critical</Th>
            <Th width={35}>Why</Th>
            <Th width={35}>What would make it possible</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((each) => (
            <Tr key={each.workloadId}>
              <Th scope="row">
                <Link to="/workloads/$id" params={{ id: each.workloadId }}>
                  {each.workloadName}
                </Link>
              </Th>
              <Td>{criticalText(each.critical)}</Td>
              <Td>{each.why}</Td>
              <Td>
                {each.would.map(({ siteIds, fix }) => (
                  <div key={`${siteIds.join()} ${fix}`}>
                    {siteIds.join(', ')}: {fix}
                  </div>
                ))}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="workload" />
    </>
  );
}

export function ObstacleTable({ obstacles }: Pick<ExitPlanDocument, 'obstacles'>) {
  const more = useMoreRows(obstacles, 6);
  if (obstacles.length === 0) return null;
  return (
    <>
      <Table role="table" aria-label="What keeps workloads from leaving" variant="compact">
        <Thead>
          <Tr>
            <Th width={35}>What keeps them</Th>
            <Th>From</Th>
            <Th className="isthmus-number">Workloads</Th>
            <Th width={35}>What would help</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map(({ because, fix, siteIds, workloads }) => (
            <Tr key={`${because} ${fix}`}>
              <Th scope="row">{because}</Th>
              <Td>{siteIds.join(', ')}</Td>
              <Td className="isthmus-number">{countText(workloads)}</Td>
              <Td>{fix}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="obstacle" />
    </>
  );
}

export function FunctionTable({ functions }: Pick<ExitPlanDocument, 'functions'>) {
  const more = useMoreRows(functions);
  return (
    <>
      <Table role="table" aria-label="Functions" variant="compact">
        <Thead>
          <Tr>
            <Th>Function</Th>
            <Th>Critical or important</Th>
            <Th className="isthmus-number">Workloads</Th>
            <Th className="isthmus-number">Cannot leave</Th>
            <Th>Substitutability</Th>
            <Th>To</Th>
            <Th>Waves</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((each) => (
            <Tr key={each.id}>
              <Th scope="row">{each.name}</Th>
              <Td>{criticalText(each.critical)}</Td>
              <Td className="isthmus-number">{countText(each.workloads)}</Td>
              <Td className="isthmus-number">{countText(each.stuck)}</Td>
              <Td>{SUBSTITUTABILITY_TEXTS[each.substitutability]}</Td>
              <Td>{each.toSiteIds.join(', ') || NOTHING}</Td>
              <Td>{each.waves.join(', ') || NOTHING}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="function" />
    </>
  );
}

export function ContractTable({ exit: { contract, siteIds } }: { readonly exit: ExitPlanDocument }) {
  return (
    <Table role="table" aria-label="Terms of the contracts" variant="compact">
      <Thead>
        <Tr>
          <Th>Term</Th>
          {siteIds.map((id) => (
            <Th key={id}>{id}</Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {contract.map(({ attribute, title, bySite }) => (
          <Tr key={attribute}>
            <Th scope="row">{title}</Th>
            {bySite.map(({ siteId, value }) => (
              <Td key={siteId}>{typeof value === 'boolean' || value === null ? criticalText(value) : value}</Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
