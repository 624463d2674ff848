/** Masthead, navigation and the page; asks for sign-in when there is no session. */

import { useEffect } from 'react';
import { Page, SkipToContent } from '@patternfly/react-core';
import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { Loading } from '../shared/loading.tsx';
import { DemoBanner } from './demo-banner.tsx';
import { Header } from './header.tsx';
import { Rooms } from './rooms.tsx';
import { rememberPlace, useSession } from './session.ts';
import { ShortcutDialog, useShortcuts } from './shortcuts.tsx';

export function Shell() {
  const session = useSession();
  const help = useShortcuts();
  if (session.data === null) return <ToSignIn />;
  return (
    <Page
      masthead={<Header session={session.data} onHelp={help.open} />}
      sidebar={<Rooms />}
      isManagedSidebar
      isContentFilled
      mainContainerId="main"
      skipToContent={<SkipToContent href="#main">Skip to content</SkipToContent>}
    >
      <Loading query={session}>
        {() => (
          <>
            <DemoBanner />
            <Outlet />
          </>
        )}
      </Loading>
      <ShortcutDialog help={help} />
    </Page>
  );
}

/** Keeps the address, so that whoever signs in again is where they were. */
function ToSignIn() {
  const { href } = useLocation();
  useEffect(() => {
    if (!href.startsWith('/sign-in')) rememberPlace(href);
  }, [href]);
  return <Navigate to="/sign-in" />;
}
