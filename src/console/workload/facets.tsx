/** One menu per field with few values: choose any of them. What is chosen stands beside it and can be taken away. */

import { useRef, useState } from 'react';
import { Badge, Label, LabelGroup, MenuToggle, Select, SelectList, SelectOption } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { WorkloadList } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { formatFilter } from '../../core/model/filter/filter.ts';
import { call } from '../shared/api.ts';
import { countText, UNKNOWN } from '../shared/format.ts';
import { fieldTitle } from '../shared/titles.ts';
import { filterOf, termsOf, valuesOf, withFacet } from './filter-terms.ts';
import type { FacetValue } from './filter-terms.ts';

export const FACET_FIELDS = [
  'platform',
  'os.family',
  'powerState',
  'site',
  'placedAt',
  'bestTarget',
  'environment',
  'criticality',
];

interface FacetsProps {
  readonly facets: WorkloadList['facets'];
  readonly filter: string | undefined;
  readonly onFilter: (filter: string) => void;
}

export function Facets({ facets, filter, onFilter }: FacetsProps) {
  const terms = termsOf(filter);
  const chosenOf = (field: string): readonly FacetValue[] => terms.flatMap((term) => valuesOf(term, field) ?? []);
  const useful = FACET_FIELDS.filter((field) => (facets?.[field]?.length ?? 0) > 1 || chosenOf(field).length > 0);
  return (
    <>
      <div className="isthmus-facets" role="group" aria-label="Narrow by">
        {useful.map((field) => (
          <FacetMenu
            key={field}
            field={field}
            counts={facets?.[field] ?? []}
            chosen={chosenOf(field)}
            filter={filter}
            onFilter={onFilter}
          />
        ))}
      </div>
      {terms.length > 0 && (
        <LabelGroup categoryName="Filter" numLabels={8} className="isthmus-chips" aria-label="Filter in force">
          {terms.map((term) => {
            const text = formatFilter(term);
            const others = terms.filter((other) => other !== term);
            return (
              <Label
                key={text}
                isCompact
                color="teal"
                closeBtnAriaLabel={`Take away: ${text}`}
                onClose={() => onFilter(filterOf(others))}
              >
                {text}
              </Label>
            );
          })}
        </LabelGroup>
      )}
    </>
  );
}

interface FacetMenuProps {
  readonly field: string;
  readonly counts: readonly { readonly value: FacetValue; readonly count: number }[];
  readonly chosen: readonly FacetValue[];
  readonly filter: string | undefined;
  readonly onFilter: (filter: string) => void;
}

function FacetMenu({ field, counts, chosen, filter, onFilter }: FacetMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  // With a choice made, the list counts only what was chosen; the menu must offer the other values as well.
  const open = withFacet(filter, field, []);
  const all = useQuery({
    queryKey: ['workloads', 'facet', field, open],
    queryFn: () => call(ROUTES.listWorkloads, { query: { filter: open, limit: 1, facets: field } }),
    enabled: isOpen && chosen.length > 0,
  });
  const values = chosen.length === 0 ? counts : (all.data?.facets?.[field] ?? counts);
  const choose = (value: FacetValue): void => {
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    onFilter(withFacet(filter, field, next));
  };
  const title = fieldTitle(field);
  return (
    <Select
      role="menu"
      isOpen={isOpen}
      onOpenChange={setOpen}
      isScrollable
      selected={chosen}
      onSelect={(_event, key) => choose(values.find((entry) => keyOf(entry.value) === key)?.value ?? null)}
      toggle={{
        toggleRef: toggle,
        toggleNode: (
          <MenuToggle
            ref={toggle}
            isExpanded={isOpen}
            size="sm"
            badge={chosen.length > 0 ? <Badge isRead>{chosen.length}</Badge> : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {title}
          </MenuToggle>
        ),
      }}
    >
      <SelectList aria-label={title}>
        {values.map(({ value, count }) => (
          <SelectOption key={keyOf(value)} value={keyOf(value)} hasCheckbox isSelected={chosen.includes(value)}>
            <span className="isthmus-facet">
              {value ?? UNKNOWN} <span className="isthmus-muted">{countText(count)}</span>
            </span>
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}

/** A value can be any text, "unknown" among them. */
const keyOf = (value: FacetValue): string => (value === null ? 'unknown' : `is ${value}`);
