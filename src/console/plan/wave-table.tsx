/**
 * Waves in their order: when each is copied relative to the others, how much, with what risk; details open in place.
 * The line shows hours of copying one wave after the other; the same hours stand beside it as text.
 */

import { Label } from '@patternfly/react-core';
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { getRouteApi } from '@tanstack/react-router';
import type { Wave } from '../../core/plan/plan.ts';
import { countOf, countText, diskText, hoursText } from '../shared/format.ts';
import { waveSpans } from './wave-spans.ts';
import { WaveDetails } from './wave-details.tsx';

const route = getRouteApi('/shell/plan');
const COLUMNS = 9;

export function WaveTable({ waves }: { readonly waves: readonly Wave[] }) {
  const { wave: open } = route.useSearch();
  const navigate = route.useNavigate();
  const spans = waveSpans(waves);
  const dated = waves.some(({ startsOn }) => startsOn !== null);
  return (
    <Table role="table" aria-label="Waves" variant="compact" isExpandable>
      <Thead>
        <Tr>
          <Th screenReaderText="Details" />
          <Th width={20}>Wave</Th>
          {dated && <Th>Starts</Th>}
          <Th className="isthmus-number">Moves</Th>
          <Th className="isthmus-number">Disk</Th>
          <Th>Copying</Th>
          <Th width={20}>One after the other</Th>
          <Th className="isthmus-number">Risk</Th>
          <Th className="isthmus-number">Confidence</Th>
          <Th>Conditions</Th>
        </Tr>
      </Thead>
      {waves.map((wave, index) => {
        const isExpanded = wave.number === open;
        const span = spans[index];
        return (
          <Tbody key={wave.number} isExpanded={isExpanded}>
            <Tr>
              <Td
                expand={{
                  rowIndex: index,
                  isExpanded,
                  expandId: 'wave',
                  onToggle: () =>
                    void navigate({
                      search: { wave: isExpanded ? undefined : wave.number },
                      replace: true,
                      resetScroll: false,
                    }),
                }}
              />
              <Td dataLabel="Wave">{wave.name}</Td>
              {dated && <Td dataLabel="Starts">{wave.startsOn}</Td>}
              <Td dataLabel="Moves" className="isthmus-number">
                {countText(wave.moves.length)}
              </Td>
              <Td dataLabel="Disk" className="isthmus-number">
                {diskText(wave.diskGiB)}
              </Td>
              <Td dataLabel="Copying" modifier="nowrap">
                {hoursText(wave.hoursLow)} – {hoursText(wave.hoursHigh)}
              </Td>
              <Td>
                {span !== undefined && (
                  <div className="isthmus-line" aria-hidden="true">
                    <span style={{ insetInlineStart: `${span.startPct}%`, inlineSize: `${span.widthPct}%` }} />
                  </div>
                )}
              </Td>
              <Td dataLabel="Risk" className="isthmus-number">
                {Math.round(wave.riskScore)}
              </Td>
              <Td dataLabel="Confidence" className="isthmus-number">
                {Math.round(wave.confidencePct)} %
              </Td>
              <Td dataLabel="Conditions">
                <Conditions broken={wave.checks.filter((check) => !check.ok).length} />
              </Td>
            </Tr>
            <Tr isExpanded={isExpanded}>
              <Td colSpan={COLUMNS + (dated ? 1 : 0)}>
                {isExpanded && (
                  <ExpandableRowContent>
                    <WaveDetails wave={wave} />
                  </ExpandableRowContent>
                )}
              </Td>
            </Tr>
          </Tbody>
        );
      })}
    </Table>
  );
}

function Conditions({ broken }: { readonly broken: number }) {
  return (
    <Label isCompact variant="outline" status={broken === 0 ? 'success' : 'warning'}>
      {broken === 0 ? 'all hold' : `${countOf(broken, 'condition does', 'conditions do')} not hold`}
    </Label>
  );
}
