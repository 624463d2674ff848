/**
 * Waves in their order: when each is copied relative to the others, how much, with what risk; details open in place.
 * The line shows hours of copying one wave after the other; the same hours stand beside it as text.
 */

import { Label } from '@patternfly/react-core';
import { ExpandableRowContent, Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { getRouteApi } from '@tanstack/react-router';
import { countOf, countText, diskText, hoursText } from '../shared/format.ts';
import { waveSpans } from './wave-spans.ts';
import type { ApprovalOfWave } from './wave-approval.tsx';
import { WaveDetails } from './wave-details.tsx';
import type { WaveContext } from './wave-details.tsx';

const route = getRouteApi('/shell/plan');
const COLUMNS = 11;

export function WaveTable({ plan, approvals }: WaveContext) {
  const { waves } = plan;
  const { wave: open } = route.useSearch();
  const navigate = route.useNavigate();
  const spans = waveSpans(waves);
  const dated = waves.some(({ startsOn }) => startsOn !== null);
  return (
    <Table role="table" aria-label="Waves" variant="compact" gridBreakPoint="grid-xl" isExpandable>
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
          <Th>Paths</Th>
          <Th>Approved</Th>
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
              <Td dataLabel="Paths">
                <PathCheck wave={approvals?.waves.find(({ number }) => number === wave.number)} />
              </Td>
              <Td dataLabel="Approved">
                {approvalText(approvals?.waves.find(({ number }) => number === wave.number))}
              </Td>
            </Tr>
            <Tr isExpanded={isExpanded}>
              <Td colSpan={COLUMNS + (dated ? 1 : 0)}>
                {isExpanded && (
                  <ExpandableRowContent>
                    <WaveDetails wave={wave} plan={plan} approvals={approvals} />
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

function PathCheck({ wave }: { readonly wave: ApprovalOfWave | undefined }) {
  if (wave === undefined) return null;
  const { violated, unknown, waived } = wave;
  const [status, text] =
    violated > 0
      ? (['danger', `${countOf(violated, 'rule', 'rules')} broken`] as const)
      : unknown > 0
        ? (['warning', `${countText(unknown)} not known`] as const)
        : (['success', waived > 0 ? `${countText(waived)} waived` : 'keep the rules'] as const);
  return (
    <Label isCompact variant="outline" status={status}>
      {text}
    </Label>
  );
}

const approvalText = (wave: ApprovalOfWave | undefined): string =>
  wave === undefined ? '' : wave.approval === null ? 'no' : wave.approval.state === 'void' ? 'void' : 'yes';
