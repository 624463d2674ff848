/** What other sources say of a fact, and a way to believe one of them instead. */

import { useState } from 'react';
import { Button } from '@patternfly/react-core';
import type { WorkloadDocument } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { fieldTitle } from '../shared/titles.ts';
import { valueText } from '../shared/value-text.ts';

export function OthersSay({ workload, field }: { readonly workload: WorkloadDocument; readonly field: string }) {
  const [believed, setBelieved] = useState<string | null>(null);
  const conflict = workload.conflicts.find((one) => one.field === field);
  return (
    <>
      {conflict?.others.map((other) => {
        const source = workload.observations[other.observation]?.sourceId;
        return (
          <div key={other.observation}>
            {source ?? '?'}: {valueText(other.value)}{' '}
            {source !== undefined && (
              <Button variant="link" isInline onClick={() => setBelieved(source)}>
                Believe this
              </Button>
            )}
          </div>
        );
      })}
      {believed !== null && (
        <ReasonDialog
          title={`Believe ${believed} on ${fieldTitle(field)}?`}
          meaning="For this workload, now and after every later import. It can be taken back under Sources."
          action="Believe it"
          decide={(reason) =>
            call(ROUTES.preferSource, { body: { fact: field, source: believed, workload: workload.id, reason } })
          }
          onClose={() => setBelieved(null)}
        />
      )}
    </>
  );
}
