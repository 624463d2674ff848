/** Headroom of every site: how full it is, what binds it, and what more of that would save. */

import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import { amountText, countText, NOTHING, usdText } from '../shared/format.ts';
import { MoreRows, useMoreRows } from '../shared/more-rows.tsx';
import { resourceTitle } from '../shared/titles.ts';
import { bindingOf, headroomOf, resourcesOfUse } from './headroom.ts';
import type { ResourceLoad, SiteHeadroom, SiteLoad } from './headroom.ts';

interface SiteTableProps {
  readonly sites: readonly SiteLoad[];
  /** The placement whose assignments the sites lead to; absent: the one on the page. */
  readonly of?: string | undefined;
}

export function SiteTable({ sites, of }: SiteTableProps) {
  const resources = resourcesOfUse(sites);
  const more = useMoreRows(headroomOf(sites));
  return (
    <>
      <Table role="table" aria-label="Sites" variant="compact">
        <Thead>
          <Tr>
            <Th>Site</Th>
            <Th className="isthmus-number">Workloads</Th>
            <Th className="isthmus-number">Cost per month</Th>
            {resources.map((resource) => (
              <Th key={resource}>{resourceTitle(resource)}</Th>
            ))}
            <Th width={20}>What binds</Th>
          </Tr>
        </Thead>
        <Tbody>
          {more.shown.map((site) => (
            <Tr key={site.siteId}>
              <Td dataLabel="Site" modifier="nowrap">
                <Link
                  to="/placement"
                  search={(before) => ({ of: of ?? before.of, site: site.siteId })}
                  resetScroll={false}
                >
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
                <Td key={resource} dataLabel={resourceTitle(resource)}>
                  <Usage load={site.resources.find(({ id }) => id === resource)} />
                </Td>
              ))}
              <Td dataLabel="What binds">
                <Binding site={site} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <MoreRows more={more} of="site" />
    </>
  );
}

const FULL = 0.995;
const NEARLY_FULL = 0.9;

function Usage({ load }: { readonly load: ResourceLoad | undefined }) {
  if (load === undefined) return NOTHING;
  const { id, used, limit, share } = load;
  if (limit === null || share === null) return used === 0 ? 'elastic' : `${amountText(id, used)}, elastic`;
  if (limit === 0 && used === 0) return NOTHING;
  const look = share >= FULL ? 'isthmus-full' : share >= NEARLY_FULL ? 'isthmus-nearly-full' : '';
  return (
    <>
      <span className="isthmus-nowrap-text">
        {amountText(id, used)} of {amountText(id, limit)}
      </span>
      <div className="isthmus-meter" aria-hidden="true">
        <span className={look} style={{ inlineSize: `${100 * Math.min(1, share)}%` }} />
      </div>
    </>
  );
}

function Binding({ site }: { readonly site: SiteHeadroom }) {
  const binding = bindingOf(site);
  const over = site.resources.filter(({ share }) => share !== null && share > 1 + 1e-6);
  if (binding.length === 0 && over.length === 0) {
    if (site.fullest === null) return <span className="isthmus-muted">nothing: it grows</span>;
    return <span className="isthmus-muted">nothing</span>;
  }
  return (
    <ul className="isthmus-top">
      {over.map(({ id }) => (
        <li key={id}>
          <Label isCompact status="danger">
            {resourceTitle(id)}: more than there is
          </Label>
        </li>
      ))}
      {binding.map(({ id, saves }) => (
        <li key={id}>
          <strong>{resourceTitle(id)}</strong>
          {saves === null ? ' is full' : `: one more ${saves.unit} saves ${usdText(saves.usdPerMonth)} a month`}
        </li>
      ))}
    </ul>
  );
}
