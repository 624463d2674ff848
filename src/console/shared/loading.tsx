/** Three states of a query: loading, failed, not there yet, then the content. */

import type { ReactNode } from 'react';
import { Bullseye, EmptyState, EmptyStateBody, Spinner } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import { ProblemError } from './api.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface LoadingProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  /** Shown when the answer is "there is none yet". */
  readonly none?: { readonly title: string; readonly body: ReactNode };
}

export function Loading<T>({ query, children, none }: LoadingProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) {
    if (none !== undefined && query.error instanceof ProblemError && query.error.problem.status === 404) {
      return (
        <EmptyState titleText={none.title} headingLevel="h2">
          <EmptyStateBody>{none.body}</EmptyStateBody>
        </EmptyState>
      );
    }
    return <ProblemAlert error={query.error} />;
  }
  return (
    <Bullseye>
      <Spinner aria-label="Loading" />
    </Bullseye>
  );
}
