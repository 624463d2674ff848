/** Masthead: the way home, help, and who is signed in. */

import type { ComponentProps } from 'react';
import {
  Brand,
  Button,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { QuestionCircleIcon } from '@patternfly/react-icons';
import { Link } from '@tanstack/react-router';
import type { Session } from './session.ts';
import { UserMenu } from './user-menu.tsx';

interface HeaderProps {
  readonly session: Session | null | undefined;
  readonly onHelp: () => void;
}

export function Header({ session, onHelp }: HeaderProps) {
  return (
    <Masthead>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton isHamburgerButton aria-label="Navigation" />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={HomeLink}>
            <Brand src="/favicon.svg" alt="" heights={{ default: '32px' }} />
            <span className="isthmus-wordmark">Isthmus</span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapSm' }}>
              <ToolbarItem>
                <Button
                  variant="plain"
                  aria-label="Keyboard shortcuts"
                  icon={<QuestionCircleIcon />}
                  onClick={onHelp}
                />
              </ToolbarItem>
              {session !== null && session !== undefined && (
                <ToolbarItem>
                  <UserMenu session={session} />
                </ToolbarItem>
              )}
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}

function HomeLink(props: ComponentProps<'a'>) {
  return (
    <Link to="/" className={props.className ?? ''}>
      {props.children}
    </Link>
  );
}
