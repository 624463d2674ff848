/** Each site in A and in B, as figures and as two bars. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { PlacementComparisonDocument } from '../../../api/placements.ts';
import { changeText, countText, usdText } from '../../shared/format.ts';
import { MoreRows, useMoreRows } from '../../shared/more-rows.tsx';
import { siteDifferences } from './site-differences.ts';

export function SitePairs({ sites }: { readonly sites: PlacementComparisonDocument['sites'] }) {
  const more = useMoreRows(siteDifferences(sites));
  return (
    <>
      <Table role="table" aria-label="Sites of A and B" variant="compact" borders={false}>
        <Thead>
          <Tr>
            <Th>Site</Th>
            <Th className="isthmus-number">In A</Th>
            <Th className="isthmus-number">In B</Th>
            <Th className="isthmus-pair-cell">
              <span className="isthmus-side isthmus-side-a">A</span>{' '}
              <span className="isthmus-side isthmus-side-b">B</span>
            </Th>
            <Th className="isthmus-number">Workloads</Th>
            <Th className="isthmus-number">Per month</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((site) => (
            <Tr key={site.siteId}>
              <Td dataLabel="Site">{site.siteId}</Td>
              <Td dataLabel="In A" className="isthmus-number">
                {countText(site.workloadsA)}
              </Td>
              <Td dataLabel="In B" className="isthmus-number">
                {countText(site.workloadsB)}
              </Td>
              <Td dataLabel="A and B" className="isthmus-pair-cell">
                <div className="isthmus-pair" aria-hidden="true">
                  <span className="isthmus-pair-a" style={{ inlineSize: `${100 * site.shareA}%` }} />
                  <span className="isthmus-pair-b" style={{ inlineSize: `${100 * site.shareB}%` }} />
                </div>
              </Td>
              <Td dataLabel="Workloads" className="isthmus-number">
                {changeText(site.workloads, countText)}
              </Td>
              <Td dataLabel="Per month" className="isthmus-number">
                {changeText(site.usdPerMonth, usdText)}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="site" />
    </>
  );
}
