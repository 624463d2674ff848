/** The pages of the placement room, above each of them. */

import { Nav, NavItem, NavList } from '@patternfly/react-core';
import { Link, useLocation } from '@tanstack/react-router';

const SECTIONS = [
  { to: '/placement', title: 'Where to' },
  { to: '/placement/what-if', title: 'What if' },
  { to: '/placement/compare', title: 'Compare' },
  { to: '/placement/drill', title: 'Loss of a site' },
  { to: '/placement/hosts', title: 'Hosts' },
] as const;

export function PlacementSections() {
  const { pathname } = useLocation();
  return (
    <Nav variant="horizontal-subnav" aria-label="Pages of placement" className="isthmus-sections">
      <NavList>
        {SECTIONS.map(({ to, title }) => (
          <NavItem key={to} isActive={pathname === to}>
            <Link to={to} {...(pathname === to && { 'aria-current': 'page' as const })}>
              {title}
            </Link>
          </NavItem>
        ))}
      </NavList>
    </Nav>
  );
}
