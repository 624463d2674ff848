/** The rooms of the console, in the order of the road: what is known, what it is worth, what becomes of it. */

import { Nav, NavItem, NavList, PageSidebar, PageSidebarBody } from '@patternfly/react-core';
import { Link, useLocation } from '@tanstack/react-router';

/** `key` follows "g" on the keyboard. */
export const ROOMS = [
  { to: '/', title: 'Overview', key: 'o' },
  { to: '/sources', title: 'Sources', key: 's' },
  { to: '/workloads', title: 'Workloads', key: 'w' },
  { to: '/applications', title: 'Applications', key: 'c' },
  { to: '/sites', title: 'Sites', key: 'i' },
  { to: '/sovereignty', title: 'Sovereignty', key: 'v' },
  { to: '/assessment', title: 'Assessment', key: 'a' },
  { to: '/sizing', title: 'Sizing and time', key: 'z' },
  { to: '/containers', title: 'Containers', key: 'n' },
  { to: '/findings', title: 'Findings', key: 'f' },
  { to: '/controls', title: 'Controls', key: 'm' },
  { to: '/placement', title: 'Placement', key: 'p' },
  { to: '/cost', title: 'Cost', key: 't' },
  { to: '/plan', title: 'Plan', key: 'l' },
  { to: '/exit', title: 'Exit', key: 'e' },
  { to: '/audit', title: 'Audit', key: 'u' },
  { to: '/generations', title: 'Generations', key: 'g' },
] as const;

export function Rooms() {
  const { pathname } = useLocation();
  return (
    <PageSidebar>
      <PageSidebarBody>
        <Nav aria-label="Rooms">
          <NavList>
            {ROOMS.map(({ to, title }) => {
              const isActive = to === '/' ? pathname === '/' : pathname.startsWith(to);
              return (
                <NavItem key={to} isActive={isActive}>
                  <Link to={to} {...(isActive && { 'aria-current': 'page' as const })}>
                    {title}
                  </Link>
                </NavItem>
              );
            })}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}
