/** Which findings are listed: by state, level and change, and what was chosen elsewhere as chips. */

import { Flex, Label, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import type { FindingSearch } from '../shell/search.ts';

const GROUPS = [
  {
    key: 'state',
    title: 'State',
    choices: [
      { value: 'violated', title: 'Violated' },
      { value: 'unknown', title: 'Unknown' },
      { value: 'waived', title: 'Waived' },
    ],
  },
  {
    key: 'level',
    title: 'Level',
    choices: [
      { value: 'must', title: 'Must' },
      { value: 'should', title: 'Should' },
      { value: 'warn', title: 'Warn' },
    ],
  },
  {
    key: 'change',
    title: 'Since the check before',
    choices: [
      { value: 'new', title: 'New' },
      { value: 'reopened', title: 'Re-opened' },
    ],
  },
] as const;

const CHIPS = ['rule', 'pack', 'site', 'workload'] as const;

interface FiltersProps {
  readonly search: FindingSearch;
  readonly onChange: (next: Partial<FindingSearch>) => void;
}

/** Pressing what is chosen takes the choice back. */
export function FindingFilters({ search, onChange }: FiltersProps) {
  return (
    <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
      {GROUPS.map(({ key, title, choices }) => (
        <ToggleGroup key={key} aria-label={title} isCompact>
          {choices.map((choice) => (
            <ToggleGroupItem
              key={choice.value}
              text={choice.title}
              isSelected={search[key] === choice.value}
              onChange={() => onChange({ [key]: search[key] === choice.value ? undefined : choice.value })}
            />
          ))}
        </ToggleGroup>
      ))}
      {CHIPS.filter((key) => search[key] !== undefined).map((key) => (
        <Label
          key={key}
          isCompact
          color="teal"
          closeBtnAriaLabel={`Take away: ${key} ${search[key] ?? ''}`}
          onClose={() => onChange({ [key]: undefined })}
        >
          {key} {search[key]}
        </Label>
      ))}
    </Flex>
  );
}
