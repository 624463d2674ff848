/** The estate is empty: the ways to fill it. */

import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { CubesIcon } from '@patternfly/react-icons';
import { Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from './api.ts';
import { CommandText } from './command-text.tsx';
import { OperationButton } from './operation-button.tsx';
import { ConsolePage } from './page.tsx';

export function NothingImported({ title }: { readonly title: string }) {
  return (
    <ConsolePage title={title}>
      <EmptyState icon={CubesIcon} titleText="Nothing is known yet" headingLevel="h2">
        <EmptyStateBody>
          Connect a platform, and it is read again and again; or import a file that one of its tools exported.
          Everything is read by the machine Isthmus runs on; nothing is sent anywhere else. What can be read:{' '}
          <CommandText command="isthmus get source-kinds" />
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Link to="/sources/connect" className="pf-v6-c-button pf-m-primary">
              Connect a platform
            </Link>
            <Link to="/sources" className="pf-v6-c-button pf-m-secondary">
              Import files
            </Link>
          </EmptyStateActions>
          <EmptyStateActions>
            <OperationButton
              variant="secondary"
              label="Load the demo estate"
              needs="inventory:import"
              start={() => call(ROUTES.importDemo, { body: {} })}
            />
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </ConsolePage>
  );
}
