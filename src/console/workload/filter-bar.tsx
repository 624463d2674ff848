/** The one filter, typed; what it means on the command line; and where it is wrong. */

import { useState } from 'react';
import { HelperText, HelperTextItem, SearchInput } from '@patternfly/react-core';
import type { Problem } from '../../api/common.ts';
import { CommandText, quoted } from '../shared/command-text.tsx';

interface FilterBarProps {
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** Why the server refused the filter. */
  readonly refused: Problem | null;
}

export function FilterBar({ filter, onFilter, refused }: FilterBarProps) {
  const [text, setText] = useState(filter);
  const where = refused?.causes.find((cause) => cause.where !== undefined)?.where;
  return (
    <div data-isthmus-filter>
      <SearchInput
        aria-label="Filter"
        aria-describedby="filter-help"
        placeholder="os.family = windows and os.version < 2016"
        value={text}
        searchInputId="workload-filter"
        submitSearchButtonLabel="Apply the filter"
        resetButtonLabel="Clear the filter"
        onChange={(_event, value) => setText(value)}
        onSearch={() => onFilter(text.trim())}
        onClear={() => {
          setText('');
          onFilter('');
        }}
      />
      <div id="filter-help" aria-live="polite" className="isthmus-help">
        {refused === null ? (
          <>
            On the command line:{' '}
            <CommandText command={`isthmus get workloads${filter === '' ? '' : ` -q ${quoted(filter)}`}`} />
          </>
        ) : (
          <HelperText>
            <HelperTextItem variant="error">
              {where === undefined ? '' : `At ${where}: `}
              {refused.detail} ({refused.code})
            </HelperTextItem>
          </HelperText>
        )}
      </div>
    </div>
  );
}
