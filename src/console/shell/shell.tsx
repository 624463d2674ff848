/** Masthead, navigation and the page; asks for sign-in when there is no session. */

import { useEffect } from 'react';
import { Page, SkipToContent } from '@patternfly/react-core';
import { Outlet, useRouter } from '@tanstack/react-router';
import { Loading } from '../shared/loading.tsx';
import { DemoBanner } from './demo-banner.tsx';
import { Header } from './header.tsx';
import { Rooms } from './rooms.tsx';
import { SaidAlerts } from '../shared/said.tsx';
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
      <SaidAlerts />
    </Page>
  );
}

/** Keeps the address, so that whoever signs in again is where they were. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in') return;
    rememberPlace(href);
    void router.navigate({ to: '/sign-in', replace: true });
  }, [router]);
  return null;
}
