/** Masthead, navigation and the page; asks for sign-in when there is no session. */

import type { ComponentProps } from 'react';
import {
  Brand,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  Nav,
  NavItem,
  NavList,
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
  SkipToContent,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';

const ROOMS = [
  { to: '/', title: 'Overview' },
  { to: '/sources', title: 'Sources' },
  { to: '/workloads', title: 'Workloads' },
  { to: '/assessment', title: 'Assessment' },
  { to: '/findings', title: 'Findings' },
  { to: '/placement', title: 'Placement' },
  { to: '/plan', title: 'Plan' },
] as const;

export function Shell() {
  const session = useQuery({ queryKey: ['session'], queryFn: () => call(ROUTES.getSession) });
  if (session.error instanceof ProblemError && session.error.problem.status === 401) return <Navigate to="/sign-in" />;
  return (
    <Page
      masthead={<Header actor={session.data?.actor} />}
      sidebar={<Rooms />}
      isManagedSidebar
      mainContainerId="main"
      skipToContent={<SkipToContent href="#main">Skip to content</SkipToContent>}
    >
      <Loading query={session}>{() => <Outlet />}</Loading>
    </Page>
  );
}

function HomeLink(props: ComponentProps<'a'>) {
  return (
    <Link to="/" className={props.className ?? ''}>
      {props.children}
    </Link>
  );
}

function Header({ actor }: { readonly actor: string | undefined }) {
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
            <ToolbarItem align={{ default: 'alignEnd' }}>{actor}</ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}

function Rooms() {
  const { pathname } = useLocation();
  return (
    <PageSidebar>
      <PageSidebarBody>
        <Nav aria-label="Rooms">
          <NavList>
            {ROOMS.map(({ to, title }) => (
              <NavItem key={to} isActive={to === '/' ? pathname === '/' : pathname.startsWith(to)}>
                <Link to={to}>{title}</Link>
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}
