/** Takes the secret from a one-time link (#secret=…), which never reaches a server log, and trades it for a session. */

import { useEffect, useState } from 'react';
import { Alert, Bullseye, Card, CardBody, CardTitle, ClipboardCopy, Spinner } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';

function secretFromAddress(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('secret');
}

export function SignInPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [secret] = useState(secretFromAddress);
  const [error, setError] = useState<Error | null>(null);

  useEffect(() => {
    if (secret === null) return;
    // The secret works once: drop it from the address and the history before using it.
    window.history.replaceState(null, '', '/sign-in');
    const signIn = async (): Promise<void> => {
      try {
        queries.setQueryData(['session'], await call(ROUTES.signIn, { body: { secret } }));
        await navigate({ to: '/' });
      } catch (thrown) {
        setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    };
    void signIn();
  }, [secret, navigate, queries]);

  return (
    <Bullseye>
      <Card>
        <CardTitle component="h1">Sign in to Isthmus</CardTitle>
        <CardBody>
          {error !== null && <ProblemAlert error={error} />}
          {secret !== null && error === null ? (
            <Spinner aria-label="Signing in" />
          ) : (
            <Alert variant="info" isInline title="Open a one-time sign-in link">
              <p>
                The server printed one when it started. Each works once. Restart it, or run this on its machine, for
                another:
              </p>
              <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied">
                isthmus serve
              </ClipboardCopy>
            </Alert>
          )}
        </CardBody>
      </Card>
    </Bullseye>
  );
}
