/** Bars of shares beside their figures: the table says everything that the bars show. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ConcentrationDocument } from '../../api/exit.ts';
import { rangeText } from '../../core/policy/concentration/limits.ts';
import { countText, NOTHING } from '../shared/format.ts';
import { MEASURE_TITLES, OVER_TITLES } from './words.ts';

type Shares = ConcentrationDocument['now'];
type Share = Shares['shares'][number];

const NONE: Pick<Share, 'lowPct' | 'highPct' | 'certain' | 'possible'> = {
  lowPct: 0,
  highPct: 0,
  certain: 0,
  possible: 0,
};

export function ShareTable({ found }: { readonly found: ConcentrationDocument }) {
  const { now, after, over, measure } = found;
  const names = [...new Set([...now.shares, ...(after?.shares ?? [])].map(({ name }) => name))];
  const at = (shares: Shares, name: string | null) => shares.shares.find((each) => each.name === name) ?? NONE;
  return (
    <Table role="table" aria-label={`${MEASURE_TITLES[measure]} by ${OVER_TITLES[over]}`} variant="compact">
      <Thead>
        <Tr>
          <Th width={20}>{OVER_TITLES[over]}</Th>
          <Th className="isthmus-number">{MEASURE_TITLES[measure]} now</Th>
          <Th width={30}>Share now</Th>
          <Th className="isthmus-number">As placed</Th>
          <Th width={30}>Share as placed</Th>
        </Tr>
      </Thead>
      <Tbody>
        {names.map((name) => (
          <Tr key={name ?? '\u0000'}>
            <Th scope="row">{name ?? 'unknown'}</Th>
            <Td className="isthmus-number">{amountText(at(now, name))}</Td>
            <Td>
              <Bar share={at(now, name)} />
            </Td>
            <Td className="isthmus-number">{after === null ? NOTHING : amountText(at(after, name))}</Td>
            <Td>{after === null ? NOTHING : <Bar share={at(after, name)} />}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

const amountText = ({ certain, possible }: Pick<Share, 'certain' | 'possible'>): string =>
  possible === 0 ? countText(certain) : `${countText(certain)} – ${countText(certain + possible)}`;

/** Full up to the least it can be, muted up to the most. */
function Bar({ share }: { readonly share: Pick<Share, 'lowPct' | 'highPct'> }) {
  const low = share.lowPct ?? 0;
  const high = share.highPct ?? 0;
  return (
    <>
      {rangeText(share)}
      <div aria-hidden="true" style={{ display: 'flex' }}>
        {low > 0 && <div className="isthmus-bar" style={{ inlineSize: `${low}%` }} />}
        {high > low && <div className="isthmus-bar isthmus-bar-muted" style={{ inlineSize: `${high - low}%` }} />}
      </div>
    </>
  );
}
