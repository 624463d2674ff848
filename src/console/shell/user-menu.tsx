/** Who am I, what may I do, until when; light or dark; sign out. */

import { useRef, useState } from 'react';
import { Divider, Dropdown, DropdownGroup, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { UserIcon } from '@patternfly/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { timeText } from '../shared/format.ts';
import { SESSION_KEY } from './session.ts';
import type { Session } from './session.ts';
import { chooseTheme, chosenTheme, THEMES } from './theme.ts';
import type { ThemeName } from './theme.ts';

export function UserMenu({ session }: { readonly session: Session }) {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const [theme, setTheme] = useState<ThemeName>(chosenTheme);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    await call(ROUTES.signOut);
    await navigate({ to: '/sign-in' });
    queries.clear();
    queries.setQueryData(SESSION_KEY, null);
  };
  const pickTheme = (name: ThemeName): void => {
    chooseTheme(name);
    setTheme(name);
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
            variant="plainText"
            icon={<UserIcon />}
            isExpanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {session.actor}
          </MenuToggle>
        ),
      }}
    >
      <DropdownGroup label={`${session.actor}, in the role ${session.roles.join(' and ')}`}>
        <div className="isthmus-menu-note">
          {session.expiresAt === null
            ? 'This session does not end.'
            : `Signed in until ${timeText(session.expiresAt)}.`}
        </div>
      </DropdownGroup>
      <Divider component="li" />
      <DropdownGroup label="Appearance">
        <DropdownList>
          {THEMES.map(({ name, title }) => (
            <DropdownItem key={name} isSelected={theme === name} onClick={() => pickTheme(name)}>
              {title}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
      <Divider component="li" />
      <DropdownList>
        <DropdownItem onClick={() => void signOut()}>Sign out</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
