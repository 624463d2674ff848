/** The router of the console, made of its routes. */

import { createRouter } from '@tanstack/react-router';
import { routeTree } from './router.tsx';

export function createConsoleRouter() {
  return createRouter({
    routeTree,
    defaultPreload: false,
    scrollRestoration: true,
    // A list comes back where it was left, by whichever way; other pages begin at their top when newly opened.
    getScrollRestorationKey: ({ pathname, href, state }) =>
      pathname === '/workloads' ? href : (state.__TSR_key ?? href),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
