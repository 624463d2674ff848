/** Everything regimes ask of a site, with where each answer comes from; loaded when it is opened. */

import { useState } from 'react';
import { ExpandableSection } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import type { SiteSovereigntyDetailsDocument } from '../../api/sovereignty.ts';
import { call } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';
import { valueText } from '../shared/value-text.ts';
import { sureText } from './exposure.tsx';

interface SiteFactsProps {
  readonly siteId: string;
  readonly title: string;
}

export function SiteFacts({ siteId, title }: SiteFactsProps) {
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ['sovereignty', siteId],
    queryFn: () => call(ROUTES.getSovereignty, { params: { siteId } }),
    enabled: isOpen,
  });
  return (
    <ExpandableSection
      toggleText={isOpen ? `Hide attributes of ${title}` : `All attributes of ${title}`}
      isExpanded={isOpen}
      onToggle={(_event, next) => setOpen(next)}
    >
      {isOpen && <Loading query={query}>{(site) => <FactTables site={site} />}</Loading>}
    </ExpandableSection>
  );
}

function FactTables({ site }: { readonly site: SiteSovereigntyDetailsDocument }) {
  const { touchCountries, facts } = site;
  return (
    <>
      <p>
        Can touch the data: {touchCountries.countries.join(', ') || 'nobody known'}
        {touchCountries.open.length === 0 ? '' : `; open until ${touchCountries.open.join(', ')} is known`}.
      </p>
      {facts.map(({ id, title, facts: group }) => (
        <Table key={id} variant="compact" aria-label={`${title} of ${site.siteId}`} className="isthmus-above">
          <Thead>
            <Tr>
              <Th width={30}>{title}</Th>
              <Th width={30}>Value</Th>
              <Th>From</Th>
            </Tr>
          </Thead>
          <Tbody>
            {group.map(({ path, meaning, value, from, confidence, asOf }) => (
              <Tr key={path}>
                <Th scope="row">
                  {path}
                  <div className="isthmus-muted isthmus-small">{meaning === path ? '' : meaning}</div>
                </Th>
                <Td>{value === null ? <span className="isthmus-muted">nobody said</span> : valueText(value, ', ')}</Td>
                <Td className="isthmus-small">
                  {[from, confidence === 'user' || confidence === null ? null : sureText(confidence), asOf]
                    .filter((part) => part !== null)
                    .join(', ')}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      ))}
    </>
  );
}
