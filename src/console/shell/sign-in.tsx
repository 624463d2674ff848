/** Takes the secret from a one-time link (#secret=…), which never reaches a server log, and trades it for a session. */

import { useEffect, useState } from 'react';
import { Alert, Bullseye, Card, CardBody, CardTitle, ClipboardCopy, Content, Spinner } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { SESSION_KEY, takePlace } from './session.ts';

function secretFromAddress(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('secret');
}

export function SignInPage() {
  const router = useRouter();
  const queries = useQueryClient();
  const [secret, setSecret] = useState(secretFromAddress);
  const [error, setError] = useState<Error | null>(null);

  // A link pasted into this tab changes only what stands after "#", which loads no new page.
  useEffect(() => {
    const onHash = (): void => setSecret(secretFromAddress() ?? secret);
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [secret]);

  useEffect(() => {
    document.title = 'Sign in · Isthmus';
    if (secret === null) return;
    // The secret works once: drop it from the address and the history before using it.
    window.history.replaceState(null, '', '/sign-in');
    const signIn = async (): Promise<void> => {
      setError(null);
      try {
        queries.setQueryData(SESSION_KEY, await call(ROUTES.signIn, { body: { secret } }));
        router.history.replace(takePlace());
      } catch (thrown) {
        setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    };
    void signIn();
  }, [secret, router, queries]);

  return (
    <main className="isthmus-alone">
      <Bullseye>
        <Card>
          <CardTitle component="h1">Sign in to Isthmus</CardTitle>
          <CardBody>
            {error !== null && <ProblemAlert error={error} />}
            {secret !== null && error === null ? <Spinner aria-label="Signing in" /> : <HowToSignIn />}
          </CardBody>
        </Card>
      </Bullseye>
    </main>
  );
}

function HowToSignIn() {
  return (
    <Alert component="h2" variant="info" isInline isPlain title="Open a one-time sign-in link">
      <Content component="p">
        The server prints one when it starts. Each works once and for 15 minutes, and signs you in for 12 hours. For
        another, run this on the server&apos;s machine:
      </Content>
      <ClipboardCopy
        isReadOnly
        hoverTip="Copy"
        clickTip="Copied"
        textAriaLabel="Command"
        copyAriaLabel="Copy the command"
      >
        isthmus sign-in
      </ClipboardCopy>
      <Content component="p">Then open the link it prints. You will be back where you were.</Content>
    </Alert>
  );
}
