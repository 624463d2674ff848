/** Load and cost of every site. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { countText, diskText, memoryText, NOTHING, usdText } from '../shared/format.ts';
import { resourceTitle } from '../shared/titles.ts';

type Sites = PlacementSummaryDocument['sites'];
type Resource = Sites[number]['resources'][string];

export function SiteTable({ sites }: { readonly sites: Sites }) {
  const all = [...new Set(sites.flatMap((site) => Object.keys(site.resources)))];
  const resources = all.filter((id) => sites.some(({ resources: { [id]: at } }) => at !== undefined && isOfUse(at)));
  return (
    <Table role="table" aria-label="Sites" variant="compact">
      <Thead>
        <Tr>
          <Th>Site</Th>
          <Th className="isthmus-number">Workloads</Th>
          <Th className="isthmus-number">Cost per month</Th>
          {resources.map((resource) => (
            <Th key={resource} className="isthmus-number">
              {resourceTitle(resource)}
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {sites.map((site) => (
          <Tr key={site.siteId}>
            <Td dataLabel="Site">
              <Link to="/placement" search={{ site: site.siteId }} resetScroll={false}>
                {site.siteId}
              </Link>
            </Td>
            <Td dataLabel="Workloads" className="isthmus-number">
              {countText(site.workloads)}
            </Td>
            <Td dataLabel="Cost per month" className="isthmus-number">
              {usdText(site.costUsdPerMonth)}
            </Td>
            {resources.map((resource) => (
              <Td key={resource} dataLabel={resourceTitle(resource)} className="isthmus-number">
                <Usage id={resource} resource={site.resources[resource]} />
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

const isOfUse = ({ used, limit }: Resource): boolean => used > 0 || (limit ?? 0) > 0;

function amountText(id: string, amount: number): string {
  if (id === 'memoryMiB') return memoryText(amount);
  return id === 'diskGiB' ? diskText(amount) : countText(amount);
}

function Usage({ id, resource }: { readonly id: string; readonly resource: Resource | undefined }) {
  if (resource === undefined) return NOTHING;
  const { used, limit } = resource;
  if (limit === null) return used === 0 ? 'elastic' : `${amountText(id, used)}, elastic`;
  const share = limit === 0 ? 0 : Math.min(1, used / limit);
  return (
    <>
      {amountText(id, used)} of {amountText(id, limit)}
      {limit > 0 && (
        <div className="isthmus-meter" aria-hidden="true">
          <span className={share > 0.95 ? 'isthmus-full' : ''} style={{ inlineSize: `${100 * share}%` }} />
        </div>
      )}
    </>
  );
}
