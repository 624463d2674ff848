/** A menu behind three dots: what else can be done with the thing it stands at. */

import { useRef, useState } from 'react';
import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { EllipsisVIcon } from '@patternfly/react-icons';

export interface MenuAction {
  readonly title: string;
  readonly act: () => void;
  readonly isDanger?: boolean;
}

interface RowMenuProps {
  /** Name of the thing: every menu of a page has its own. */
  readonly of: string;
  readonly actions: readonly MenuAction[];
}

export function RowMenu({ of, actions }: RowMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const choose = (act: () => void): void => {
    setOpen(false);
    // A dialog gives the focus back to what had it: the menu itself will be gone.
    toggle.current?.focus();
    act();
  };
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ position: 'right' }}
      toggle={{
        toggleRef: toggle,
        toggleNode: (
          <MenuToggle
            ref={toggle}
            variant="plain"
            size="sm"
            aria-label={`More for ${of}`}
            isExpanded={isOpen}
            icon={<EllipsisVIcon />}
            onClick={() => setOpen(!isOpen)}
          />
        ),
      }}
    >
      <DropdownList>
        {actions.map(({ title, act, isDanger = false }) => (
          <DropdownItem key={title} isDanger={isDanger} onClick={() => choose(act)}>
            {title}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
