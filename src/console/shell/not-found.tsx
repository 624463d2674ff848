/** An address that leads nowhere. */

import { Bullseye, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';

export function NotFoundPage() {
  return (
    <main className="isthmus-alone">
      <Bullseye>
        <EmptyState titleText="There is no such page" headingLevel="h1">
          <EmptyStateBody>
            <Link to="/">Go to the overview</Link>
          </EmptyStateBody>
        </EmptyState>
      </Bullseye>
    </main>
  );
}
