/** Which columns the list shows. */

import { useRef, useState } from 'react';
import { MenuToggle, Select, SelectList, SelectOption } from '@patternfly/react-core';
import { WORKLOAD_COLUMNS } from './columns.tsx';
import type { WorkloadColumn } from './columns.tsx';

interface ColumnMenuProps {
  readonly shown: readonly WorkloadColumn[];
  readonly onShow: (columns: readonly WorkloadColumn[]) => void;
}

export function ColumnMenu({ shown, onShow }: ColumnMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const choose = (key: unknown): void =>
    onShow(WORKLOAD_COLUMNS.filter((column) => (column.key === key) !== shown.includes(column)));
  return (
    <Select
      role="menu"
      isOpen={isOpen}
      onOpenChange={setOpen}
      isScrollable
      onSelect={(_event, key) => choose(key)}
      popperProps={{ position: 'right' }}
      toggle={{
        toggleRef: toggle,
        toggleNode: (
          <MenuToggle ref={toggle} isExpanded={isOpen} size="sm" variant="plainText" onClick={() => setOpen(!isOpen)}>
            Columns
          </MenuToggle>
        ),
      }}
    >
      <SelectList aria-label="Columns">
        {WORKLOAD_COLUMNS.map((column) => (
          <SelectOption
            key={column.key}
            value={column.key}
            hasCheckbox
            isDisabled={column.key === 'name'}
            isSelected={shown.includes(column)}
          >
            {column.title}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
