/** An error with what to do about it. */

import { Alert, List, ListItem } from '@patternfly/react-core';
import { ProblemError } from './api.ts';

export function ProblemAlert({ error }: { readonly error: Error }) {
  if (!(error instanceof ProblemError)) return <Alert component="h2" variant="danger" isInline title={error.message} />;
  const { code, title, detail, hint, causes } = error.problem;
  return (
    <Alert component="h2" variant="danger" isInline title={`${title} (${code})`}>
      <p>{detail}</p>
      {causes.length > 0 && (
        <List>
          {causes.map((cause) => (
            <ListItem key={`${cause.where ?? ''}${cause.message}`}>
              {cause.where === undefined ? cause.message : `${cause.where}: ${cause.message}`}
            </ListItem>
          ))}
        </List>
      )}
      <p>{hint}</p>
    </Alert>
  );
}
