/** What to know of a placement before using it: whether it is still so, what found no place and what would help, warnings. */

import { Alert, Content, Label, List, ListItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { diagnosisTitle, examplesText } from './words.ts';

/** Says it when the estate or the sites have changed since. */
export function StaleNote({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => call(ROUTES.overview) });
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(ROUTES.getSites) });
  const generation = overview.data?.generation?.number;
  const estateChanged = generation !== undefined && generation !== summary.generation;
  // A what-if is made from a sites file that is nowhere in force.
  const sitesChanged =
    summary.kind === 'place' && sites.data !== undefined && sites.data.digest !== summary.sitesDigest;
  if (!estateChanged && !sitesChanged) return null;
  const causes = [
    estateChanged && `the estate is at generation ${generation}, this was made from ${summary.generation}`,
    sitesChanged && 'sites.yaml is another one now',
  ].filter((cause) => cause !== false);
  return (
    <Alert component="h2" variant="info" isInline title="Something has changed since">
      {causes.join('; ')}. Place again to see what that comes to.
    </Alert>
  );
}

export function Diagnoses({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const { diagnoses, unplaced } = summary;
  if (unplaced === 0) return null;
  return (
    <Alert
      component="h2"
      variant="danger"
      isInline
      title={`${countOf(unplaced, 'workload')} ${unplaced === 1 ? 'has' : 'have'} nowhere to go`}
    >
      {diagnoses.length === 0 && (
        <p>
          What stands in the way is said for each of them{' '}
          <Link to="/placement" search={({ of }) => ({ of, show: 'unplaced' as const })} resetScroll={false}>
            in the list
          </Link>
          .
        </p>
      )}
      <ol className="isthmus-top isthmus-diagnoses">
        {diagnoses.map((diagnosis) => (
          <li key={`${diagnosis.relax.map(({ what }) => what).join()} ${diagnosis.workloads}`}>
            <strong>{diagnosisTitle(diagnosis)}:</strong>{' '}
            <Label isCompact variant="outline" status={diagnosis.minimal ? 'success' : 'info'}>
              {diagnosis.minimal ? 'nothing smaller does it' : 'found, not proved smallest'}
            </Label>
            <List>
              {diagnosis.relax.map(({ what }) => (
                <ListItem key={what}>{what}</ListItem>
              ))}
            </List>
            <Content component="small" className="isthmus-muted">
              {examplesText(diagnosis)}
            </Content>
          </li>
        ))}
      </ol>
    </Alert>
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
