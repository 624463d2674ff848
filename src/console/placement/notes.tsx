/** What to know of a placement before using it: whether it still holds, what found no place and what would help, warnings. */

import { Alert, Content, Label, List, ListItem } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { countOf } from '../shared/format.ts';
import { diagnosisTitle, examplesText } from './words.ts';

/** Says it when what the placement was made from has changed since. */
export function StaleNote({ stale }: Pick<PlacementSummaryDocument, 'stale'>) {
  if (stale.length === 0) return null;
  return <Alert component="h2" variant="info" isInline title={`Place again: ${stale.join('; ')}`} />;
}

/** What found no place, and the smallest changes that would help. */
export function Diagnoses({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const { diagnoses, unplaced } = summary;
  if (unplaced === 0) return null;
  const none = `${countOf(unplaced, 'workload')} ${unplaced === 1 ? 'has' : 'have'} nowhere to go`;
  return (
    <Alert component="h2" variant="danger" isInline title={diagnoses.length === 0 ? none : `${none}; what would help`}>
      {diagnoses.length === 0 ? (
        <p>
          What stands in the way is said for each of them{' '}
          <Link to="/placement" search={({ of }) => ({ of, show: 'unplaced' as const })} resetScroll={false}>
            in the list
          </Link>
          .
        </p>
      ) : (
        <DiagnosisList diagnoses={diagnoses} />
      )}
    </Alert>
  );
}

export function DiagnosisList({ diagnoses }: Pick<PlacementSummaryDocument, 'diagnoses'>) {
  return (
    <ol className="isthmus-top isthmus-diagnoses">
      {diagnoses.map((diagnosis) => (
        <li key={`${diagnosis.relax.map(({ what }) => what).join()} ${diagnosis.workloads}`}>
          <strong>{diagnosisTitle(diagnosis)}:</strong> {diagnosis.relax.map(({ what }) => what).join(' and ')}{' '}
          <Label isCompact variant="outline" status={diagnosis.minimal ? 'success' : 'info'}>
            {diagnosis.minimal ? 'nothing smaller does it' : 'found, not proved smallest'}
          </Label>
          <Content component="small" className="isthmus-muted">
            {examplesText(diagnosis)}
          </Content>
        </li>
      ))}
    </ol>
  );
}

export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert
      component="h2"
      variant="warning"
      isInline
      isExpandable
      title={`${countOf(warnings.length, 'thing')} to know before trusting these figures`}
    >
      <List>
        {warnings.map((warning) => (
          <ListItem key={warning}>{warning}</ListItem>
        ))}
      </List>
    </Alert>
  );
}
