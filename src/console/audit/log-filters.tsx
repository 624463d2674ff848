/** What of the log is listed. The filters are in the page's address. */

import { useState } from 'react';
import { Button, Flex, FlexItem, Form, FormGroup, TextInput } from '@patternfly/react-core';
import type { AuditSearch } from '../shell/search.ts';

const FIELDS = [
  { key: 'actor', label: 'Actor', type: 'text' },
  { key: 'action', label: 'Action', type: 'text' },
  { key: 'object', label: 'Object (kind/id)', type: 'text' },
  { key: 'since', label: 'From day', type: 'date' },
  { key: 'until', label: 'Before day', type: 'date' },
] as const;

interface FiltersProps {
  readonly search: AuditSearch;
  readonly onApply: (next: AuditSearch) => void;
}

export function LogFilters({ search, onApply }: FiltersProps) {
  const [draft, setDraft] = useState<AuditSearch>(search);
  const isFiltered = FIELDS.some(({ key }) => search[key] !== undefined);
  return (
    <Form
      className="isthmus-below"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft);
      }}
    >
      <Flex alignItems={{ default: 'alignItemsFlexEnd' }}>
        {FIELDS.map(({ key, label, type }) => (
          <FlexItem key={key}>
            <FormGroup label={label} fieldId={`audit-${key}`}>
              <TextInput
                id={`audit-${key}`}
                type={type}
                value={draft[key] ?? ''}
                onChange={(_event, value) => setDraft({ ...draft, [key]: value === '' ? undefined : value })}
              />
            </FormGroup>
          </FlexItem>
        ))}
        <FlexItem>
          <Button type="submit" variant="secondary">
            Filter
          </Button>
        </FlexItem>
        {isFiltered && (
          <FlexItem>
            <Button variant="link" onClick={() => onApply({})}>
              Clear
            </Button>
          </FlexItem>
        )}
      </Flex>
    </Form>
  );
}
