/** Who answers at the other end, and what the account may not see there. */

import { Alert, List, ListItem } from '@patternfly/react-core';
import type { SourceDocument } from '../../api/sources.ts';

type Identity = NonNullable<NonNullable<SourceDocument['live']>['identity']>;

export function IdentityText({ identity }: { readonly identity: Identity }) {
  const { product, endpoint, account, fingerprint } = identity;
  return (
    <>
      {product} at {endpoint}
      {account === undefined ? '' : `, signed in as ${account}`}
      {fingerprint === undefined ? '' : `, certificate or host key ${fingerprint}`}
    </>
  );
}

export function Lacking({ lacking }: { readonly lacking: NonNullable<Identity['lacking']> }) {
  if (lacking.length === 0) return null;
  return (
    <Alert
      component="h3"
      isInline
      variant="warning"
      title={lacking.length === 1 ? 'The account lacks a right' : `The account lacks ${lacking.length} rights`}
      className="isthmus-below"
    >
      <List>
        {lacking.map(({ right, cost }) => (
          <ListItem key={right}>
            {right}: {cost}
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
