/** Load and cost of every site. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { countText, usdText } from '../shared/format.ts';

type Sites = PlacementSummaryDocument['sites'];

export function SiteTable({ sites }: { readonly sites: Sites }) {
  const resources = [...new Set(sites.flatMap((site) => Object.keys(site.resources)))];
  return (
    <Table aria-label="Sites" variant="compact">
      <Thead>
        <Tr>
          <Th>Site</Th>
          <Th className="isthmus-number">Workloads</Th>
          <Th className="isthmus-number">Per month</Th>
          {resources.map((resource) => (
            <Th key={resource} className="isthmus-number">
              {resource}
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {sites.map((site) => (
          <Tr key={site.siteId}>
            <Td dataLabel="Site">{site.siteId}</Td>
            <Td dataLabel="Workloads" className="isthmus-number">
              {countText(site.workloads)}
            </Td>
            <Td dataLabel="Per month" className="isthmus-number">
              {usdText(site.costUsdPerMonth)}
            </Td>
            {resources.map((resource) => (
              <Td key={resource} dataLabel={resource} className="isthmus-number">
                {usage(site.resources[resource])}
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function usage(resource: Sites[number]['resources'][string] | undefined): string {
  if (resource === undefined) return '–';
  if (resource.limit === null) return `${countText(resource.used)}, elastic`;
  const share = resource.limit === 0 ? '' : ` (${Math.round((100 * resource.used) / resource.limit)} %)`;
  return `${countText(resource.used)} of ${countText(resource.limit)}${share}`;
}
