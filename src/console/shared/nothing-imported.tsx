/** The estate is empty: the two ways to fill it. */

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
      <EmptyState icon={CubesIcon} titleText="Nothing has been imported yet" headingLevel="h2">
        <EmptyStateBody>
          Import an RVTools workbook (.xlsx, or a .zip of its CSV files). It is read on the machine Isthmus runs on;
          nothing is sent anywhere else. On the command line: <CommandText command="isthmus import rvtools file.xlsx" />
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Link to="/sources" className="pf-v6-c-button pf-m-primary">
              Import an RVTools workbook
            </Link>
          </EmptyStateActions>
          <EmptyStateActions>
            <OperationButton
              variant="secondary"
              label="Load the demo estate"
              start={() => call(ROUTES.importDemo, { body: {} })}
            />
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </ConsolePage>
  );
}
